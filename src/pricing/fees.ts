import type { Fee, Payer } from '../model/plan.ts';
import type { FeeTariff } from './fee-tariff.ts';
import { type Circuit, highReliabilityFee } from './high-reliability-fee.ts';

/** A fee that may be charged; `due: null` = a fact that decides it is unknown. */
interface Due {
  readonly kind: string;
  readonly due: boolean | null;
  readonly payer: Payer;
  readonly rule: string;
}

/** What fees are worked out from. */
export interface Charged {
  /** Main supply first. */
  readonly circuits: readonly Circuit[];
  /** Who builds the circuits after the first; `null` = not decided. */
  readonly customerBuilt: boolean | null;
  /** `null` = none is loaded. */
  readonly tariff: FeeTariff | null;
}

function priced({ kind, payer, rule, due }: Due, { circuits, customerBuilt, tariff }: Charged): Fee {
  const fee = (status: Fee['status'], amountFen: number | null = null): Fee => ({
    kind,
    status,
    amountFen,
    payer,
    rule,
  });
  if (due === null) return fee('undecided');
  if (!due) return fee('none');
  if (tariff === null || kind !== 'high-reliability') return fee('tariff-not-loaded');
  if (customerBuilt === null) return fee('undecided');
  const charged = highReliabilityFee(circuits, customerBuilt, tariff);
  return 'amountFen' in charged ? fee('due', charged.amountFen) : fee('tariff-not-loaded');
}

/** The fees of a plan: exact where the tariff has the rate, never an invented amount. */
export const feesOf = (due: readonly Due[], charged: Charged): Fee[] =>
  due.map((one) => priced(one, charged));
