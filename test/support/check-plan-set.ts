import type { SupplyRequest } from '../../src/model/demand.ts';
import {
  INDEPENDENCE_LEVELS,
  PAYERS,
  type Plan,
  type PlanSet,
  type PlanSource,
} from '../../src/model/plan.ts';
import type { RegionRows } from '../../src/model/record.ts';
import type { Pack } from '../../src/policy/pack.ts';
import type { Catalogue } from '../../src/pricing/catalogue.ts';
import { type PlainElement, plainGrid, plainLeftCkva } from './reference/plain-chains.ts';
import { vincentyM } from './reference/vincenty.ts';

/** What is wrong with an answer, in words; empty = nothing. */
export type Faults = string[];

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const near = (a: number | null, b: number | null, slack = 0.0051): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= slack;

/** A bill: every line its price, every sum exact, every payer too. */
function billFaults({ bill, priced, kind }: Plan, catalogue: Catalogue): Faults {
  const faults: Faults = [];
  for (const band of ['lowFen', 'likelyFen', 'highFen'] as const) {
    if (sum(bill.lines.map((line) => line[band])) !== bill[band]) faults.push(`lines miss ${band}`);
    for (const line of bill.lines) {
      const price = catalogue.items[line.item]?.[band.replace('Fen', 'Yuan') as 'lowYuan'] ?? NaN;
      if (!Number.isInteger(line[band]) || !(Math.abs(line[band] - price * 100 * line.quantity) < 1 + 1e-6))
        faults.push(`${line.item}: ${line[band]} fen for ${line.quantity} of ${price} yuan`);
    }
  }
  for (const payer of PAYERS) {
    const own = sum(bill.lines.filter((line) => line.payer === payer).map(({ likelyFen }) => likelyFen));
    if (own !== bill.payers[payer]) faults.push(`${payer} pays ${own}, the bill says ${bill.payers[payer]}`);
  }
  if (priced && bill.lines.length === 0) faults.push(`a priced ${kind} without a line`);
  return faults;
}

const SINGLE_LINE: readonly string[] = [
  'lv-tap',
  'lv-existing-transformer',
  'mv-tee',
  'mv-bay',
  'mv-dedicated-feeder',
];

/** Conductors and transformers of the bill carry what the plan supplies. */
function sizeFaults({ kind, bill, suppliesKva, sources }: Plan, catalogue: Catalogue): Faults {
  const items = bill.lines.map((line) => ({ ...line, ...catalogue.items[line.item] }));
  const stations = items.filter(({ layer }) => layer === 'customer-transformer');
  const rated = sum(stations.map(({ ratingKva, quantity }) => ratingKva! * quantity));
  const faults: Faults = [];
  if (stations.length > 0 && rated < suppliesKva - 1e-6) faults.push(`${rated} kVA of transformers`);
  const [source] = sources;
  if (!SINGLE_LINE.includes(kind) || source === undefined) return faults;
  const lines = items.filter(
    ({ layer, side }) => side !== 'grid' && /^(lv|mv)-(overhead|cable)$/.test(layer ?? ''),
  );
  const metres = Math.max(0.1, source.route.lengthM);
  // Lines of one item are parts of one way: side by side where they are longer than the route.
  const amperes = sum(
    [...new Set(lines.map(({ item }) => item))].map((item) => {
      const alike = lines.filter((line) => line.item === item);
      return alike[0]!.ampacityA! * Math.round(sum(alike.map(({ quantity }) => quantity)) / metres);
    }),
  );
  const needed = suppliesKva / (Math.sqrt(3) * source.supplyKv);
  if (metres > 1 && amperes < needed - 1e-6) faults.push(`${amperes} A of line for ${needed} A`);
  return faults;
}

/** Ratings that works of the plan raise, with where they stood before: as its reasons say. */
const raised = ({ because }: Plan): Map<string, { from: number; to: number }> =>
  new Map(
    because
      .filter(({ key }) => key === 'limit-reinforced')
      .map(({ values }) => [
        `${values['kind']}/${values['elementId']}`,
        { from: Number(values['fromKva']), to: Number(values['toKva']) },
      ]),
  );

/** Where a plan cuts a cable section for a supply; the chain of one that is not cut does not start at a section named so. */
function cutOf({ because }: Plan, { chain }: PlanSource) {
  const first = chain.rows.find(({ kind }) => kind !== 'bay' && kind !== 'distribution-transformer');
  const cut = because.find(
    ({ key, values }) =>
      key === 'cut-in-at' && first?.kind === 'section' && values['sectionId'] === first.elementId,
  )?.values;
  return cut === undefined
    ? undefined
    : { sectionId: String(cut['sectionId']), lon: Number(cut['lon']), lat: Number(cut['lat']) };
}

/** Everything an answer must keep, whatever was asked, checked against the rows by the plainest means. */
export class PlanSetChecker {
  readonly #rows: RegionRows;
  readonly #pack: Pack;
  readonly #catalogue: Catalogue;
  readonly #grid: ReturnType<typeof plainGrid>;
  readonly #left = new Map<PlainElement, number | null>();
  readonly #places = new Map<string, { lon: number; lat: number }>();

  constructor(rows: RegionRows, pack: Pack, catalogue: Catalogue) {
    this.#rows = rows;
    this.#pack = pack;
    this.#catalogue = catalogue;
    this.#grid = plainGrid(rows);
    for (const [kind, table] of [
      ['node', rows.nodes],
      ['distribution-transformer', rows.distribution_transformers],
      ['lv-point', rows.lv_points],
    ] as const)
      for (const { id, lon_deg: lon, lat_deg: lat } of table) this.#places.set(`${kind}/${id}`, { lon, lat });
  }

  /** All faults of an answer, each with the plan it is in. */
  check(request: SupplyRequest, answer: PlanSet): Faults {
    const told = (name: string, plan: Plan) =>
      this.#planFaults(request, plan).map((fault) => `${name} ${plan.kind}: ${fault}`);
    return [
      ...answer.plans.flatMap((plan) => told(`plan ${plan.rank}`, plan)),
      ...answer.counterOffers.flatMap(({ change, plan }) => told(`offer ${change}`, plan)),
      ...rankFaults(answer.plans),
      ...this.#offerFaults(request, answer),
      ...rejectedFaults(answer),
    ];
  }

  #planFaults(request: SupplyRequest, plan: Plan): Faults {
    return [
      ...billFaults(plan, this.#catalogue),
      ...sizeFaults(plan, this.#catalogue),
      ...plan.sources.flatMap((source) => [
        ...this.#placeFaults(request, plan, source),
        ...this.#chainFaults(request, plan, source),
        ...this.#stageFaults(request, plan, source),
      ]),
      ...independenceFaults(plan),
      ...stageOrderFaults(request, plan),
    ];
  }

  /** First element of the grid in the chain: what feeds the source, or the section that is cut. */
  #sourceElement(plan: Plan, source: PlanSource): PlainElement | undefined {
    const { nodeId, nodeKind } = source;
    const cut = cutOf(plan, source);
    if (cut !== undefined && this.#rows.nodes.some(({ id }) => id === nodeId))
      return [...this.#grid.atNode.values()].find(
        ({ kind, id }) => kind === 'section' && id === cut.sectionId,
      );
    if (nodeKind === 'lv-point') return this.#grid.atPoint.get(nodeId);
    if (nodeKind === 'distribution-transformer') return this.#grid.atTransformer.get(nodeId);
    return this.#grid.atNode.get(nodeId);
  }

  /** Distance as the geodesic has it, within the radius, limits included; the low-voltage radius along the route. */
  #placeFaults(request: SupplyRequest, plan: Plan, source: PlanSource): Faults {
    const { kind } = plan;
    const low = source.supplyKv < 1 && kind !== 'lv-new-transformer';
    const table =
      source.nodeKind === 'lv-point' || source.nodeKind === 'distribution-transformer'
        ? source.nodeKind
        : 'node';
    const place = cutOf(plan, source) ?? this.#places.get(`${table}/${source.nodeId}`);
    if (place === undefined) return [`no ${table} ${source.nodeId}`];
    const metres = vincentyM(request.site, place);
    const { dedicatedFeeder, lvReach } = this.#pack.search;
    const radius = source.nodeKind === 'substation-bay' ? dedicatedFeeder.radiusM : request.radiusM;
    return [
      ...(near(metres, source.distanceM, 0.01)
        ? []
        : [`${source.nodeId} is ${metres} m away, not ${source.distanceM}`]),
      ...(metres <= radius + 0.01 ? [] : [`${source.nodeId} lies outside the radius of ${radius} m`]),
      ...(source.route.lengthM >= source.distanceM - 0.1
        ? []
        : ['the route is shorter than the straight line']),
      ...(low && source.route.lengthM > Math.max(lvReach.radiusM.urban, lvReach.radiusM.rural)
        ? [`${kind} goes beyond the low-voltage radius`]
        : []),
    ];
  }

  #leftCkva(element: PlainElement): number | null {
    if (!this.#left.has(element))
      this.#left.set(element, plainLeftCkva(this.#grid, this.#rows, element, this.#pack));
    return this.#left.get(element)!;
  }

  #weighedKva({ customer }: SupplyRequest, { because }: Plan, kind: string, kva: number): number {
    const onePhase = because.some(({ key }) => key === 'single-phase-weighed');
    const times = onePhase ? (this.#pack.capacity.singlePhase[kind as 'lv-line'] ?? 1) : 1;
    return kva * times * (this.#pack.capacity.coincidence[customer.category]?.[kind as 'section'] ?? 1);
  }

  /** The chain is that of the rows, every row adds up, and nothing is loaded beyond its limit. */
  #chainFaults(request: SupplyRequest, plan: Plan, source: PlanSource): Faults {
    const faults: Faults = [];
    const rows = [...source.chain.rows];
    const reinforced = raised(plan);
    // What the plan builds or takes into use stands before the grid.
    while (rows[0]?.elementId === source.bayId || rows[0]?.elementId.endsWith('/new-transformer'))
      rows.shift();
    for (let e = this.#sourceElement(plan, source) ?? null; e !== null; e = e.above) {
      const row = rows.shift();
      if (row === undefined || row.kind !== e.kind || row.elementId !== e.id) {
        faults.push(`the chain has ${row?.elementId ?? 'nothing'} where ${e.kind} ${e.id} stands`);
        break;
      }
      const left = this.#leftCkva(e);
      const lifted = reinforced.get(`${e.kind}/${e.id}`);
      if (!near(row.addedKva, this.#weighedKva(request, plan, e.kind, source.capacityKva), 0.011))
        faults.push(`${e.id}: ${row.addedKva} kVA added for ${source.capacityKva}`);
      if (lifted === undefined && !near(row.leftKva, left === null ? null : left / 100 - row.addedKva, 0.011))
        faults.push(`${e.id}: ${row.leftKva} kVA left, by the rows ${left}`);
      if (lifted !== undefined && row.ratingKva !== lifted.to) faults.push(`${e.id}: rating after works`);
    }
    for (const row of source.chain.rows) {
      const { leftKva, limitKva, peakKva, committedKva, addedKva, ratingKva, kind } = row;
      if (leftKva === null) continue;
      if (!near(leftKva, limitKva! - peakKva! - committedKva - addedKva))
        faults.push(`${row.elementId} does not add up`);
      if (!near(limitKva, Math.floor(ratingKva! * 100 * this.#pack.capacity.usableShare[kind] + 1e-6) / 100))
        faults.push(`${row.elementId}: limit ${limitKva} of rating ${ratingKva}`);
      if (leftKva < 0 && plan.kind !== 'hv-referral')
        faults.push(`${row.elementId} is over its limit by ${-leftKva} kVA`);
    }
    const known = source.chain.rows.flatMap(({ leftKva }) => leftKva ?? []);
    if (!near(source.chain.openKnownKva, known.length === 0 ? null : Math.min(...known)))
      faults.push('the minimum');
    return faults;
  }

  /** At each stage every known element takes what is had by then, as far as it has been rebuilt. */
  #stageFaults(request: SupplyRequest, plan: Plan, source: PlanSource): Faults {
    const reinforced = raised(plan);
    const faults: Faults = [];
    const built = new Set<string>();
    const said = new Set(
      plan.because
        .filter(({ key }) => key === 'limit-reinforced')
        .map(({ values }) => `${values['remedy']} ${values['elementId']}`),
    );
    for (const { capacityKva, works } of plan.stages) {
      for (const work of works) {
        if (!said.delete(work)) faults.push(`the reasons do not say ${work}`);
        built.add(work.slice(work.indexOf(' ') + 1));
      }
      if (plan.kind !== 'staged') continue;
      for (const row of source.chain.rows) {
        if (row.leftKva === null) continue;
        const before = reinforced.get(`${row.kind}/${row.elementId}`);
        const rating = before === undefined || built.has(row.elementId) ? row.ratingKva! : before.from;
        const limit = Math.floor(rating * 100 * this.#pack.capacity.usableShare[row.kind] + 1e-6) / 100;
        const load = row.peakKva! + row.committedKva + this.#weighedKva(request, plan, row.kind, capacityKva);
        if (load > limit + 0.011)
          faults.push(`${capacityKva} kVA overload ${row.elementId} before it is rebuilt`);
      }
    }
    if (said.size > 0) faults.push(`no stage builds ${[...said].join(', ')}`);
    return faults;
  }

  #offerFaults({ demand }: SupplyRequest, { plans, counterOffers }: PlanSet): Faults {
    const fits = plans.some(({ kind }) => kind !== 'staged' && kind !== 'hv-referral');
    const sizes = Object.values(this.#catalogue.items).flatMap(({ layer, ratingKva }) =>
      layer === 'customer-transformer' ? ratingKva! : [],
    );
    const largest = Math.max(...sizes);
    return [
      ...(plans.length + counterOffers.length > 0 ? [] : ['a refusal: neither plan nor counter-offer']),
      ...(fits && counterOffers.length > 0 ? ['counter-offers where something fits'] : []),
      ...counterOffers.flatMap(({ change, plan: { suppliesKva } }) => [
        ...(sizes.includes(suppliesKva) || suppliesKva % largest === 0
          ? []
          : [`${change}: ${suppliesKva} kVA is no standard size`]),
        ...(demand.capacityKva === null || suppliesKva < demand.capacityKva
          ? []
          : [`${change}: ${suppliesKva} kVA is not smaller`]),
      ]),
    ];
  }
}

/** Shared elements are named. */
function independenceFaults({ sources, independence }: Plan): Faults {
  const [main, ...others] = sources.filter(({ capacityKva }) => capacityKva > 0);
  if (main === undefined || others.length === 0)
    return independence.level === 'none' ? [] : ['a single source, independent'];
  const ours = new Set(main.chain.rows.map(({ elementId }) => elementId));
  return others
    .flatMap(({ chain }) => chain.rows.map(({ elementId }) => elementId))
    .filter((id) => ours.has(id) && !independence.shared.includes(id))
    .map((id) => `${id} is shared and not named`);
}

function stageOrderFaults({ asOf, wantedOn }: SupplyRequest, { kind, stages, suppliesKva }: Plan): Faults {
  if (kind === 'hv-referral') return [];
  const last = stages.at(-1);
  const rises = stages.every(
    (stage, i) =>
      stage.from >= (wantedOn ?? asOf) &&
      (i === 0 || (stage.capacityKva > stages[i - 1]!.capacityKva && stage.from > stages[i - 1]!.from)),
  );
  return [
    ...(last?.capacityKva === suppliesKva ? [] : ['the last stage is not the whole']),
    ...(rises ? [] : ['stages do not rise']),
  ];
}

/** Measures of domination: cost, the customer's part, days, security. */
const weighed = ({ bill, totalCalendarDays }: Plan): number[] => [
  bill.likelyFen,
  bill.payers.customer,
  totalCalendarDays,
];

const betterInAll = (a: Plan, b: Plan): boolean => {
  const [x, y] = [weighed(a), weighed(b)];
  const secure = (plan: Plan): number => Number(plan.security.nMinusOne === true);
  const apart = ({ independence }: Plan): number => INDEPENDENCE_LEVELS.indexOf(independence.level);
  return (
    a.priced &&
    b.priced &&
    x.every((value, i) => value <= y[i]!) &&
    x.some((value, i) => value < y[i]!) &&
    secure(a) >= secure(b) &&
    apart(a) >= apart(b)
  );
};

/** Badges among plans of known cost: only what is vouched for has one where anything is, and the best has it. */
function badgeFaults(priced: readonly Plan[]): Faults {
  const vouched = priced.filter(({ grade }) => grade !== 'D');
  const worthy = vouched.length > 0 ? vouched : priced;
  const faults = priced
    .filter((plan) => plan.badges.length > 0 && !worthy.includes(plan))
    .map(({ rank }) => `plan ${rank} has a badge and nobody vouches for it`);
  for (const [badge, value] of [
    ['cheapest', (plan: Plan) => plan.bill.likelyFen],
    ['fastest', (plan: Plan) => plan.totalCalendarDays],
  ] as const) {
    const best = Math.min(...worthy.map(value));
    const alike = priced.length > 1 && new Set(priced.map(value)).size < 2;
    for (const plan of worthy)
      if (plan.badges.includes(badge) !== (!alike && value(plan) === best))
        faults.push(`plan ${plan.rank}: ${badge}`);
  }
  return faults;
}

function rankFaults(plans: readonly Plan[]): Faults {
  const faults: Faults = [];
  plans.forEach((plan, i) => {
    const before = plans[i - 1];
    if (plan.rank !== i + 1) faults.push(`rank ${plan.rank} at place ${i + 1}`);
    if (
      before !== undefined &&
      (Number(before.priced) < Number(plan.priced) ||
        (before.priced === plan.priced && before.bill.likelyFen > plan.bill.likelyFen))
    )
      faults.push(`plan ${plan.rank} stands behind a worse one`);
    const by = plans.find(({ id }) => id === plan.dominatedBy);
    if (by !== undefined && by.grade === 'D' && plan.grade !== 'D')
      faults.push(`plan ${plan.rank} is vouched for, and ${by.rank} is not`);
    if (by !== undefined && weighed(by).some((value, k) => value > weighed(plan)[k]!))
      faults.push(`plan ${plan.rank} is not dominated by ${by.rank}`);
    const alike = plans.filter(
      (other) =>
        other.sources.length === plan.sources.length &&
        (other.kind === 'staged') <= (plan.kind === 'staged') &&
        (other.grade === 'D') <= (plan.grade === 'D'),
    );
    if (plan.dominatedBy === null && alike.some((other) => betterInAll(other, plan)))
      faults.push(`plan ${plan.rank} is dominated and does not say so`);
    if (!plan.priced && plan.badges.length > 0) faults.push('a badge for a plan of unknown cost');
  });
  faults.push(...badgeFaults(plans.filter(({ priced }) => priced)));
  if (new Set(plans.map(({ id }) => id)).size !== plans.length) faults.push('two plans with one id');
  return faults;
}

/** No plan uses a source that was rejected for its kind. */
const rejectedFaults = ({ plans, rejected }: PlanSet): Faults => {
  const refused = new Set(rejected.map(({ kind, nodeId }) => `${kind}/${nodeId}`));
  return plans.flatMap(({ kind, sources }) =>
    sources
      .filter(({ nodeId }) => refused.has(`${kind}/${nodeId}`))
      .map(({ nodeId }) => `${kind} uses the rejected ${nodeId}`),
  );
};
