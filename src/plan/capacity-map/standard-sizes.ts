import { MAP_WAYS, type MapWay } from '../../model/capacity-map.ts';
import type { SupplyRequest } from '../../model/demand.ts';
import { classify } from '../../policy/classify.ts';
import type { Land } from '../../policy/facts.ts';
import type { PlanContext } from '../context.ts';
import { standardStepsKva } from '../standard-steps.ts';

/** What a map asks for at every place: three phases, class 3, no wishes, nothing else known of the customer. */
const ordinary = (capacityKva: number, asOf: string): SupplyRequest => ({
  region: '',
  site: { lon: 0, lat: 0 },
  siteAddress: null,
  plot: null,
  demand: {
    capacityKva,
    equipmentKw: null,
    powerFactor: null,
    largestMotorKw: null,
    securityLoadKw: null,
    loadClass: 3,
    importance: 'ordinary',
    phases: 3,
    wishes: [],
    existing: null,
  },
  customer: {
    category: 'industrial',
    areaType: null,
    tariff: null,
    inProvincialPark: null,
    evCharging: null,
    substitutionShare: null,
    landAcquiredOn: null,
    inUrbanPlan: null,
    temporary: false,
  },
  statedBy: 'planner',
  wantedOn: null,
  policy: null,
  radiusM: 0,
  maxPlans: 1,
  asOf,
});

/** Standard sizes at a place, and which of them each way may be of. */
export interface StandardSizes {
  /** kVA, ascending. */
  readonly kva: readonly number[];
  /** Per way: index of the largest size that the policy lets it serve; -1 = none. */
  readonly largest: Readonly<Record<MapWay, number>>;
}

/** The standard sizes as a policy classes them where the areas of the record say this of the land. */
export function standardSizes(
  { pack, catalogue }: Pick<PlanContext, 'pack' | 'catalogue'>,
  land: Land,
  asOf: string,
): StandardSizes {
  const kva = standardStepsKva(catalogue, pack);
  const kinds = kva.map((size) => {
    const { brief } = classify(ordinary(size, asOf), pack, land);
    return new Set<string>([...brief.kinds, ...brief.otherwise]);
  });
  const largestOf = (way: MapWay): number => kinds.findLastIndex((allowed) => allowed.has(way));
  return {
    kva,
    largest: Object.fromEntries(MAP_WAYS.map((way) => [way, largestOf(way)])) as Record<MapWay, number>,
  };
}
