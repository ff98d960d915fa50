import type { SupplyRequest } from '../model/demand.ts';
import type { Because, Classification } from '../model/plan.ts';
import type { Brief } from '../policy/brief.ts';
import type { Pack } from '../policy/pack.ts';
import type { PlanContext } from './context.ts';
import { sizeFor } from '../pricing/size.ts';

type Sizing = Pick<PlanContext, 'catalogue' | 'pack'> & { readonly request: Pick<SupplyRequest, 'sizes'> };

/** What the pack lets one phase carry, as a capacity rounded up, kVA. */
const onePhaseKva = ({ voltage }: Pack): number =>
  Math.ceil((voltage.singlePhase.maxKw * voltage.demandFactor.value) / voltage.powerFactor.value);

/** What the customer's own station for a capacity can carry, kVA: one standard transformer, or several alike. */
function stationKva({ catalogue, pack }: Sizing, kva: number): number {
  const { item, count } = sizeFor(catalogue, 'customer-transformer', kva);
  const { maxKva } = pack.voltage.mediumVoltage;
  const whole = count * (catalogue.items[item]?.ratingKva ?? 0);
  return kva <= maxKva ? Math.min(whole, maxKva) : whole;
}

/**
 * A capacity as it is looked for, kVA: where the request wants its answer in standard sizes, that of one phase or of the
 * station it takes, no larger than the pack's limit of 10 kV where that holds it; else as it is. Whoever asks for more and
 * more, or for less and less, then learns no finer than these sizes what there is room for.
 */
export function inStandardSizes(sizing: Sizing, kva: number): number {
  if (sizing.request.sizes !== 'standard' || kva <= 0) return kva;
  const onePhase = onePhaseKva(sizing.pack);
  return kva <= onePhase ? onePhase : stationKva(sizing, kva);
}

/** What to look for, with its capacities in the sizes that the request wants; class and rules stay those of what is asked. */
export function briefInSizes(sizing: Sizing, brief: Brief): Brief {
  const needKva = inStandardSizes(sizing, brief.needKva);
  const standbyKva = Math.min(needKva, inStandardSizes(sizing, brief.standbyKva));
  return Object.assign({}, brief, { needKva, standbyKva });
}

/** A classification that says where more is looked for than was asked. */
export const saidInSizes = (
  classification: Classification,
  asked: Pick<Brief, 'needKva'>,
  { needKva }: Pick<Brief, 'needKva'>,
): Classification => {
  if (needKva === asked.needKva) return classification;
  const next: Because = {
    key: 'next-standard-size',
    values: { askedKva: asked.needKva, sizeKva: needKva },
    rule: null,
  };
  return Object.assign({}, classification, { because: [...classification.because, next] });
};
