import type { SupplyRequest } from '../model/demand.ts';
import type { Because, Classification } from '../model/plan.ts';
import type { Brief } from '../policy/brief.ts';
import type { Pack } from '../policy/pack.ts';
import type { PlanContext } from './context.ts';
import { standardStepsKva } from './standard-steps.ts';

type Sizing = Pick<PlanContext, 'catalogue' | 'pack'> & { readonly request: Pick<SupplyRequest, 'sizes'> };

/** What the pack lets one phase carry, as a capacity rounded up, kVA. */
const onePhaseKva = ({ voltage }: Pack): number =>
  Math.ceil((voltage.singlePhase.maxKw * voltage.demandFactor.value) / voltage.powerFactor.value);

/**
 * A capacity as it is looked for, kVA: the next size up of those there are for one phase, for a transformer and up to the
 * pack's limit of 10 kV, where the request wants its answer in these; else as it is. Whoever asks for more and more, or for
 * less and less, then learns no finer than these sizes what there is room for.
 */
export function inStandardSizes({ catalogue, pack, request }: Sizing, kva: number): number {
  if (request.sizes !== 'standard' || kva <= 0) return kva;
  const { maxKva } = pack.voltage.mediumVoltage;
  const sizes = [onePhaseKva(pack), ...standardStepsKva(catalogue, pack), maxKva];
  return sizes.find((size) => size >= kva) ?? kva;
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
