import type { SupplyRequest } from '../../../src/model/demand.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import type { Catalogue } from '../../../src/pricing/catalogue.ts';
import { plainLift } from './plain-lift.ts';
import { plainPairs } from './plain-pairs.ts';
import { type Asked, type PlainPlan, askedOf, plainWays, stationYuan, supplyYuan } from './plain-plans.ts';
import { vincentyM } from './vincenty.ts';

/** A plan before it is compared with others, as the twin has it. */
export interface PlainDraft {
  readonly kind: string;
  /** Feeders or, of new outlets, busbars it hangs on, sorted; of a referral none. */
  readonly feeders: readonly string[];
  readonly kva: number;
  readonly likelyYuan: number;
  /** Works on the public grid that it waits for, sorted. */
  readonly works: readonly string[];
  /** Where it starts; of a referral the busbars it names. Empty where several places are as good. */
  readonly nodeIds: readonly string[];
}

/** What the enumeration follows where the search may choose. */
export interface PlainChoice {
  /** Kinds that change the grid first: tried only where fewer feeders than the pack's minimum fit. */
  readonly remedies: readonly string[];
  /** Works are looked for at the nearest place of a feeder and kind of source, or at every place. */
  readonly liftAt: 'nearest' | 'everywhere';
}

/** As the search does it. */
export const AS_SEARCHED: PlainChoice = { remedies: ['staged'], liftAt: 'everywhere' };

const LOW = ['lv-tap', 'lv-existing-transformer', 'lv-new-transformer'];
const MEDIUM = ['mv-tee', 'mv-bay', 'mv-cut-in'];
const OUTLET = 'mv-dedicated-feeder';

/** Kinds tried first and those tried where none of them fits, under the national pack. */
function kindsFor({ needKva, equipmentKw, request, pack }: Asked): { first: string[]; otherwise: string[] } {
  const lease = request.customer.temporary && pack.temporary.lease ? ['temporary-lease'] : [];
  if (equipmentKw <= pack.voltage.lowVoltage[0]!.maxKw)
    return { first: [...lease, ...LOW], otherwise: MEDIUM };
  if (needKva > pack.voltage.mediumVoltage.maxKva) return { first: [], otherwise: [] };
  const wanted = needKva >= pack.search.dedicatedFeeder.minKva;
  const one = wanted ? [...MEDIUM, OUTLET] : MEDIUM;
  const last = wanted ? [] : [OUTLET];
  const { loadClass } = request.demand;
  if (loadClass === 1) return { first: [...lease, 'mv-dual-source'], otherwise: ['mv-dual-circuit'] };
  if (loadClass === 2)
    return { first: [...lease, 'mv-dual-circuit', 'mv-dual-source'], otherwise: [...one, ...last] };
  return { first: [...lease, ...one], otherwise: last };
}

const feederOf = ({ feederId, nodeId }: PlainPlan): string => feederId ?? nodeId;

const draftOf = (plan: PlainPlan, { needKva: kva }: Asked, over: Partial<PlainDraft> = {}): PlainDraft => ({
  ...{ kind: plan.kind, feeders: [feederOf(plan)], kva, likelyYuan: plan.likelyYuan, works: [] },
  nodeIds: [plan.nodeId],
  ...over,
});

/** The cheapest of each kind and set of feeders. */
function cheapest(drafts: readonly PlainDraft[]): PlainDraft[] {
  const best = new Map<string, PlainDraft>();
  for (const draft of drafts) {
    const key = `${draft.kind}/${draft.feeders.join('+')}`;
    const known = best.get(key);
    if (known === undefined || draft.likelyYuan < known.likelyYuan) best.set(key, draft);
  }
  return [...best.values()];
}

/** The nearest place of each way, feeder and kind of source. */
function nearest(plans: readonly PlainPlan[]): PlainPlan[] {
  const best = new Map<string, PlainPlan>();
  const nearer = (a: PlainPlan, b: PlainPlan): boolean =>
    a.routeM < b.routeM || (a.routeM === b.routeM && a.nodeId < b.nodeId);
  for (const plan of plans) {
    const key = `${plan.kind}/${feederOf(plan)}/${plan.place.kind}`;
    const known = best.get(key);
    if (known === undefined || nearer(plan, known)) best.set(key, plan);
  }
  return [...best.values()];
}

/** The busbars a referral names: the nearest of each of the five nearest main transformers. */
function referral(rows: RegionRows, { needKva: kva, request, pack }: Asked): PlainDraft {
  const near = rows.busbar_sections
    .map((bus) => {
      const { lon_deg: lon, lat_deg: lat } = rows.nodes.find(({ id }) => id === bus.node_id)!;
      const metres = vincentyM(request.site, { lon, lat });
      return { node: bus.node_id, main: bus.main_transformer_id ?? bus.id, metres };
    })
    .filter(({ metres }) => metres <= pack.search.dedicatedFeeder.radiusM)
    .sort((a, b) => a.metres - b.metres);
  const first = near.filter(({ main }, i) => near.findIndex((one) => one.main === main) === i);
  const nodeIds = first.slice(0, 5).map(({ node }) => node);
  return { kind: 'hv-referral', feeders: [], kva, likelyYuan: 0, works: [], nodeIds };
}

/**
 * Every plan there is for a request, by enumeration: each place in each way, each pair of feeders, each chain that works
 * of the catalogue lift. The cheapest of every kind and feeder; nothing is ranked or hidden. No switching, no load flow.
 */
export function plainPlanSet(
  rows: RegionRows,
  pack: Pack,
  catalogue: Catalogue,
  { remedies, liftAt }: PlainChoice = AS_SEARCHED,
): (request: SupplyRequest) => PlainDraft[] {
  const ways = plainWays(rows, pack);
  const lacking = plainWays(rows, pack, true);
  const pairs = plainPairs(rows, pack, catalogue);
  return (request) => {
    const asked = askedOf(request, pack, catalogue);
    const { first, otherwise } = kindsFor(asked);
    const both = [...first, ...otherwise];
    let tried: readonly string[] = first;
    const stationless = (plan: PlainPlan): number =>
      supplyYuan(plan.kind, plan.place, plan.line, asked) + stationYuan(asked) - stationOnly(asked);
    const kinds: Readonly<Record<string, () => PlainDraft[]>> = {
      'temporary-lease': () =>
        ways(
          ['mv-tee', 'mv-bay'].filter((way) => both.includes(way)),
          asked,
        ).map((plan) => draftOf(plan, asked, { kind: 'temporary-lease', likelyYuan: stationless(plan) })),
      ...Object.fromEntries(
        ['mv-dual-source', 'mv-dual-circuit'].map((kind) => [
          kind,
          () =>
            pairs(request)
              .filter(({ dualSource }) => dualSource === (kind === 'mv-dual-source'))
              .map(({ feeders, likelyYuan }) => ({
                ...{ kind, feeders, kva: asked.needKva, likelyYuan, works: [], nodeIds: [] },
              })),
        ]),
      ),
      staged: () => {
        const liftable = ['lv-tap', 'lv-existing-transformer', 'mv-tee', 'mv-bay'];
        const short = lacking(
          liftable.filter((way) => tried.includes(way)),
          asked,
        );
        return (liftAt === 'nearest' ? nearest(short) : short).flatMap((plan) => {
          const lift = plainLift(rows, plan, asked);
          if (lift === null) return [];
          const likelyYuan = plan.likelyYuan + lift.likelyYuan;
          return [draftOf(plan, asked, { kind: 'staged', likelyYuan, works: [...lift.works].sort() })];
        });
      },
    };
    const run = (names: readonly string[]): PlainDraft[] =>
      cheapest(
        names.flatMap((name) => kinds[name]?.() ?? ways([name], asked).map((plan) => draftOf(plan, asked))),
      );
    let found = run(first);
    const isFallback = found.length === 0;
    if (isFallback) found = run(otherwise);
    tried = isFallback ? both : first;
    if (new Set(found.map(({ feeders }) => feeders.join('+'))).size < pack.plans.min)
      found = [...found, ...(both.length === 0 ? [] : run(remedies))];
    return found.length === 0 ? [referral(rows, asked)] : found;
  };
}

/** Price of the customer's own transformers. */
function stationOnly({ needKva, catalogue }: Asked): number {
  const sizes = Object.values(catalogue.items)
    .filter(({ layer }) => layer === 'customer-transformer')
    .sort((a, b) => a.ratingKva! - b.ratingKva!);
  for (let count = 1; ; count++) {
    const fits = sizes.find(({ ratingKva }) => ratingKva! * count >= needKva - 1e-9);
    if (fits !== undefined) return fits.likelyYuan * count;
  }
}
