import type { Fen } from '../model/money.ts';
import type { FeeTariff } from './fee-tariff.ts';

/** One circuit of a supply. */
export interface Circuit {
  readonly capacityKva: number;
  readonly kv: number;
  /** Underground cable on any part of its way. */
  readonly cable: boolean;
}

/** What is charged, or the rate that the tariff lacks. */
export type HighReliabilityFee =
  | { readonly amountFen: Fen }
  | { readonly lacking: { readonly kv: number; readonly customerBuilt: boolean } };

/**
 * Fee for more than one circuit (高可靠性供电费): the circuit of the largest capacity is free, every other pays its capacity
 * × the rate of its voltage, × the cable factor where it is an underground cable. Each circuit is rounded to the fen.
 *
 * Source: NDRC price circular [2003] 2279; of circuits alike in capacity the first is the free one.
 *
 * @param circuits main supply first.
 */
export function highReliabilityFee(
  circuits: readonly Circuit[],
  customerBuilt: boolean,
  { highReliability }: FeeTariff,
): HighReliabilityFee {
  const largest = Math.max(...circuits.map(({ capacityKva }) => capacityKva));
  const free = circuits.findIndex(({ capacityKva }) => capacityKva === largest);
  let amountFen = 0;
  for (const { capacityKva, kv, cable } of circuits.filter((_, i) => i !== free)) {
    const rate = highReliability.rates.find((row) => row.kv === kv && row.customerBuilt === customerBuilt);
    if (rate === undefined) return { lacking: { kv, customerBuilt } };
    const factor = cable ? highReliability.cableFactor.value : 1;
    amountFen += Math.round(capacityKva * rate.yuanPerKva * factor * 100);
  }
  return { amountFen };
}
