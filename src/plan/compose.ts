import { createHash } from 'node:crypto';
import type { Because, Plan, PlanSource } from '../model/plan.ts';
import { priceBill } from '../pricing/bill.ts';
import { ChainLedger } from '../search/chain.ts';
import { worse } from '../search/grade.ts';
import type { PlanTask } from './context.ts';
import { datePlan } from './date-plan.ts';
import type { Proposal, Supply } from './kinds/kind.ts';
import { securedBy } from './security.ts';
import { type Terms, termsOf } from './terms.ts';
import { loadOf, onOnePhase } from './ways/candidate.ts';
import { suppliedKv } from './ways/new-line.ts';
import { routeOf } from './ways/route-of.ts';
import { routeReasons } from './ways/route-reasons.ts';

/** A plan before it has been compared with others. */
export type Draft = Omit<Plan, 'rank' | 'badges' | 'dominatedBy'>;

/** What a supply leaves open, in the order of its sources. */
function cautions(task: PlanTask, { candidate }: Supply): Because[] {
  const { snapshot } = task.headroom;
  const said = (key: string): Because => ({ key, values: {}, rule: null });
  return [
    ...(snapshot.sourceKind(candidate.source) === 'node' ? [said('node-kind-unspecified')] : []),
    ...(candidate.electrical === null ? [said('electrical-checks-not-run')] : []),
    ...(candidate.baysUnknown ? [said('bays-unknown')] : []),
    ...(candidate.bayUnlisted ? [said('bay-not-listed')] : []),
    ...(candidate.typicalImpedance ? [said('typical-transformer-impedance')] : []),
    ...(onOnePhase(task, candidate.way) ? [said('single-phase-weighed')] : []),
  ];
}

function because(
  task: PlanTask,
  proposal: Proposal,
  { terms, sources, grade }: Pick<Plan, 'sources' | 'grade'> & { terms: Terms },
): Because[] {
  const reasons: Because[] = [
    ...proposal.because,
    ...proposal.supplies.flatMap(({ candidate }) => routeReasons(task, candidate)),
    ...terms.because,
    ...proposal.supplies.flatMap((supply) => cautions(task, supply)),
    // Where a chain is better than the plan, an unknown bay decides, and is named above.
    ...sources.flatMap(({ chain }) => (chain.grade === grade ? chain.because : [])),
  ];
  const once = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]));
  return [...once.values()];
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function sourceOf(task: PlanTask, { role, capacityKva, candidate, reinforced }: Supply): PlanSource {
  const { headroom, request } = task;
  const { snapshot } = headroom;
  const { source, element, transformer, bay, after } = candidate;
  const built = [transformer, bay].filter((one) => one !== null);
  const added = {
    ...loadOf(task, candidate.way, capacityKva),
    ...(reinforced === undefined ? {} : { reinforced }),
  };
  const ledger = new ChainLedger(headroom, request.asOf);
  const chain =
    after === null ? ledger.read(element, added, built) : ledger.readAfter(element, added, built, after);
  const feeding = after?.outlet ?? element;
  return {
    role,
    capacityKva,
    supplyKv: suppliedKv(task, candidate),
    nodeId: snapshot.sourceId(source),
    nodeKind: snapshot.sourceKind(source),
    bayId: bay?.id ?? null,
    feederId: snapshot.feederIdOf(feeding),
    busId: chain.rows.find((row) => row.kind === 'busbar')?.elementId ?? null,
    substationId: snapshot.substationIdOf(feeding),
    distanceM: round(candidate.distanceM, 3),
    route: routeOf(task, candidate),
    chain,
    electrical: candidate.electrical,
  };
}

/** The worst of the sources; a bay that is counted but not listed, or a typical impedance, is a figure taken on trust. */
function gradeOf(
  { headroom }: PlanTask,
  { supplies }: Proposal,
  sources: readonly PlanSource[],
): Plan['grade'] {
  const { grades } = headroom.rules;
  const onTrust = supplies.flatMap(({ candidate }) => {
    if (candidate.baysUnknown) return [grades.unknown];
    return candidate.bayUnlisted || candidate.typicalImpedance ? [grades.default] : [];
  });
  const takesOver = supplies.flatMap(({ candidate }) => candidate.after?.takesOver ?? []);
  const moved = takesOver.some(({ known }) => !known) ? [grades.unknown] : [];
  const found = [...sources.map(({ chain }) => chain.grade), ...onTrust, ...moved];
  return found.length === 0 ? grades.unknown : found.reduce(worse);
}

/** A proposal as a whole plan: sources, ledgers, routes, bill, steps and reasons. */
export function compose(task: PlanTask, proposal: Proposal): Draft {
  const sources = proposal.supplies.map((supply) => sourceOf(task, supply));
  const terms = termsOf(task, proposal, sources);
  const { steps, stages, totalCalendarDays } = datePlan(task, proposal, terms);
  const grade = gradeOf(task, proposal, sources);
  const secured = securedBy(task, proposal);
  const content: Omit<Draft, 'id'> = {
    kind: proposal.kind,
    grade,
    suppliesKva: proposal.suppliesKva,
    sources,
    independence: proposal.independence,
    stages,
    transfer: proposal.transfer,
    security: secured.security,
    bill: priceBill(task.catalogue, terms.quantities),
    priced: proposal.priced ?? true,
    fees: [...terms.fees, ...(proposal.fees ?? [])],
    metering: terms.metering,
    boundary: terms.boundary,
    steps,
    approvals: terms.approvals,
    totalCalendarDays,
    because: [...because(task, proposal, { terms, sources, grade }), ...secured.because],
  };
  return { id: contentHash(content), ...content };
}

/** 128 bits of SHA-256 over the content, in hexadecimal. */
const contentHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
