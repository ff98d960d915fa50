import { createHash } from 'node:crypto';
import type { Because, Plan, PlanSource } from '../model/plan.ts';
import { schedule } from '../policy/schedule.ts';
import { priceBill } from '../pricing/bill.ts';
import { ChainLedger } from '../search/chain.ts';
import { worse } from '../search/grade.ts';
import { straightRoute } from '../search/straight-route.ts';
import type { PlanTask } from './context.ts';
import type { Proposal, Supply } from './kinds/kind.ts';
import { isLow } from './ways/candidate.ts';
import { metersLow } from './ways/works.ts';

/** A plan before it has been compared with others. */
export type Draft = Omit<Plan, 'rank' | 'badges' | 'dominatedBy'>;

/** What a supply leaves open, in the order of its sources. */
function cautions({ headroom }: PlanTask, { candidate }: Supply): Because[] {
  const said = (key: string): Because => ({ key, values: {}, rule: null });
  return [
    ...(headroom.snapshot.sourceKind(candidate.source) === 'node' ? [said('node-kind-unspecified')] : []),
    ...(candidate.electrical === null ? [said('electrical-checks-not-run')] : []),
    ...(candidate.baysUnknown ? [said('bays-unknown')] : []),
    ...(candidate.bayUnlisted ? [said('bay-not-listed')] : []),
  ];
}

function because(task: PlanTask, proposal: Proposal): Because[] {
  const { route } = task.pack;
  const reasons: Because[] = [
    ...proposal.because,
    { key: 'route-is-straight-line', values: { detourFactor: route.detourFactor }, rule: route.rule },
    { key: 'payer-rules-not-loaded', values: {}, rule: null },
    ...proposal.supplies.flatMap((supply) => cautions(task, supply)),
  ];
  const once = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]));
  return [...once.values()];
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function sourceOf(task: PlanTask, { role, capacityKva, candidate }: Supply): PlanSource {
  const { headroom, request } = task;
  const { snapshot } = headroom;
  const { source } = candidate;
  const element = snapshot.elementOf(source);
  const added = { category: request.customer.category, ckva: Math.ceil(capacityKva * 100 - 1e-6) };
  const chain = new ChainLedger(headroom, request.asOf).read(element, added, candidate.bay);
  return {
    role,
    capacityKva,
    supplyKv: snapshot.columns.sourceKv[source] ?? 0,
    nodeId: snapshot.sourceId(source),
    nodeKind: snapshot.sourceKind(source),
    bayId: candidate.bay?.id ?? null,
    feederId: snapshot.feederIdOf(element),
    busId: chain.rows.find((row) => row.kind === 'busbar')?.elementId ?? null,
    substationId: snapshot.substationIdOf(element),
    distanceM: round(candidate.distanceM, 3),
    route: straightRoute(request.site, snapshot.placeOf(source), candidate.laying, candidate.routeM),
    chain,
    electrical: candidate.electrical,
  };
}

/** Whether the plan brings low voltage to the customer. */
const suppliesLow = ({ supplies }: Proposal): boolean =>
  supplies.every(({ candidate }) => isLow(candidate.way));

function meteringOf(task: PlanTask, proposal: Proposal): Plan['metering'] {
  if (suppliesLow(proposal)) return { mode: 'lv-supply-lv-metering', point: 'meter-box' };
  return metersLow(task)
    ? { mode: 'hv-supply-lv-metering', point: 'customer-transformer' }
    : { mode: 'hv-supply-hv-metering', point: 'customer-switch-room' };
}

/** The worst of the sources; a bay that is counted but not listed is of unknown rating: a figure taken on trust. */
function gradeOf(
  { headroom }: PlanTask,
  { supplies }: Proposal,
  sources: readonly PlanSource[],
): Plan['grade'] {
  const { grades } = headroom.rules;
  const bays = supplies.flatMap(({ candidate }) => {
    if (candidate.baysUnknown) return [grades.unknown];
    return candidate.bayUnlisted ? [grades.default] : [];
  });
  return [...sources.map(({ chain }) => chain.grade), ...bays].reduce(worse);
}

/** A proposal as a whole plan: sources, ledgers, routes, bill, steps and reasons. */
export function compose(task: PlanTask, proposal: Proposal): Draft {
  const { calendar, catalogue, pack, request } = task;
  const sources = proposal.supplies.map((supply) => sourceOf(task, supply));
  const { rule, steps: kinds } = pack.time;
  const undated = kinds[suppliesLow(proposal) ? 'lv' : 'hv-single'].map((step) => ({ ...step, rule }));
  const { steps, totalCalendarDays } = schedule(undated, calendar, request.asOf);
  const ready = steps.at(-1)?.to ?? request.asOf;
  const from = request.wantedOn !== null && request.wantedOn > ready ? request.wantedOn : ready;
  const content: Omit<Draft, 'id'> = {
    kind: proposal.kind,
    grade: gradeOf(task, proposal, sources),
    suppliesKva: proposal.suppliesKva,
    sources,
    independence: proposal.independence,
    stages: [{ from, capacityKva: proposal.suppliesKva, works: [] }],
    transfer: proposal.transfer,
    security: { nMinusOne: null, transferVia: [] },
    bill: priceBill(catalogue, proposal.works),
    fees: [],
    metering: meteringOf(task, proposal),
    boundary: { kind: 'undecided', at: null },
    steps,
    approvals: [],
    totalCalendarDays,
    because: because(task, proposal),
  };
  return { id: contentHash(content), ...content };
}

/** 128 bits of SHA-256 over the content, in hexadecimal. */
const contentHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
