import { hash } from 'node:crypto';
import type { Because, Bill, Plan, PlanSource } from '../model/plan.ts';
import { type Added, ChainLedger, type NewElement } from '../search/chain.ts';
import { worse } from '../search/grade.ts';
import type { PlanTask } from './context.ts';
import type { Dated } from './date-plan.ts';
import type { Proposal, Supply } from './kinds/kind.ts';
import { replyOf } from './reply.ts';
import type { Secured } from './secured.ts';
import type { End } from './supply-end.ts';
import type { Terms } from './terms.ts';
import { type Checked, loadOf, onOnePhase } from './ways/candidate.ts';
import { routeOf } from './ways/route-of.ts';
import { routeReasons } from './ways/route-reasons.ts';

/** A whole plan that has not been compared with others. */
export type Content = Omit<Plan, 'rank' | 'badges' | 'dominatedBy'>;

/** What a supply builds or takes into use before the grid, nearest to the customer first. */
const builtFor = ({ candidate: { transformer, bay } }: Supply): NewElement[] =>
  [transformer, bay].filter((one) => one !== null);

/** The ledger of a supply's way up, with its load on it. */
function chainOf(task: PlanTask, supply: Supply): PlanSource['chain'] {
  const { headroom, request } = task;
  const { candidate, capacityKva, reinforced } = supply;
  const { element, after } = candidate;
  const added: Added = {
    ...loadOf(task, candidate.way, capacityKva),
    ...(reinforced === undefined ? {} : { reinforced }),
  };
  const ledger = new ChainLedger(headroom, request.asOf);
  const built = builtFor(supply);
  return after === null ? ledger.read(element, added, built) : ledger.readAfter(element, added, built, after);
}

/**
 * The worst of the sources; a bay that is counted but not listed, or a typical impedance, is a figure taken on trust, and a
 * load flow that could not be made is an unknown one.
 */
function gradeOf(
  { headroom, studies }: PlanTask,
  { kind, supplies }: Proposal,
  { sources, checks }: { sources: readonly PlanSource[]; checks: readonly Checked[] },
): Plan['grade'] {
  const { grades } = headroom.rules;
  const onTrust = supplies.flatMap(({ candidate }, i) => {
    const unchecked = studies !== null && kind !== 'hv-referral' && checks[i]?.electrical === null;
    if (candidate.baysUnknown || unchecked) return [grades.unknown];
    return candidate.bayUnlisted || checks[i]?.typicalImpedance === true ? [grades.default] : [];
  });
  const takesOver = supplies.flatMap(({ candidate }) => candidate.after?.takesOver ?? []);
  const moved = takesOver.some(({ known }) => !known) ? [grades.unknown] : [];
  const found = [...sources.map(({ chain }) => chain.grade), ...onTrust, ...moved];
  return found.length === 0 ? grades.unknown : found.reduce(worse);
}

/** What a supply leaves open, in the order of its sources. */
function cautions(task: PlanTask, { candidate }: Supply, checked: Checked | undefined): Because[] {
  const { snapshot } = task.headroom;
  const said = (key: string): Because => ({ key, values: {}, rule: null });
  return [
    ...(snapshot.sourceKind(candidate.source) === 'node' ? [said('node-kind-unspecified')] : []),
    ...(checked === undefined || checked.electrical === null ? [said('electrical-checks-not-run')] : []),
    ...(candidate.baysUnknown ? [said('bays-unknown')] : []),
    ...(candidate.bayUnlisted ? [said('bay-not-listed')] : []),
    ...(checked?.typicalImpedance === true ? [said('typical-transformer-impedance')] : []),
    ...(onOnePhase(task, candidate.way) ? [said('single-phase-weighed')] : []),
  ];
}

/** What of a plan is worked out before the whole is put together. */
export interface Parts {
  readonly ends: readonly End[];
  /** Per supply. */
  readonly checks: readonly Checked[];
  readonly terms: Terms;
  readonly dated: Dated;
  readonly bill: Bill;
  readonly secured: Secured;
  readonly graded: Graded;
}

function because(
  task: PlanTask,
  proposal: Proposal,
  { terms, checks, graded: { sources, grade } }: Parts,
): Because[] {
  const reasons: Because[] = [
    ...proposal.because,
    ...proposal.supplies.flatMap(({ candidate }) => routeReasons(task, candidate)),
    ...terms.because,
    ...proposal.supplies.flatMap((supply, i) => cautions(task, supply, checks[i])),
    // Where a chain is better than the plan, an unknown bay decides, and is named above.
    ...sources.flatMap(({ chain }) => (chain.grade === grade ? chain.because : [])),
  ];
  const once = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]));
  return [...once.values()];
}

function sourcesOf(
  task: PlanTask,
  { supplies }: Proposal,
  { ends, checks }: Pick<Parts, 'ends' | 'checks'>,
): PlanSource[] {
  return supplies.flatMap((supply, i) => {
    const end = ends[i];
    if (end === undefined) return [];
    const chain = chainOf(task, supply);
    const busId = chain.rows.find((row) => row.kind === 'busbar')?.elementId ?? null;
    const route = routeOf(task, supply.candidate);
    return [{ route, busId, chain, electrical: checks[i]?.electrical ?? null, ...end.place }];
  });
}

/** The sources of a proposal with their ledgers and routes, and the grade of the worst figure among them. */
export interface Graded {
  readonly sources: readonly PlanSource[];
  readonly grade: Plan['grade'];
}

/** Reads the ledgers of a proposal whose load flows have been made. */
export function gradedOf(task: PlanTask, proposal: Proposal, parts: Pick<Parts, 'ends' | 'checks'>): Graded {
  const sources = sourcesOf(task, proposal, parts);
  return { sources, grade: gradeOf(task, proposal, { sources, checks: parts.checks }) };
}

/** A proposal as a whole plan: sources with their ledgers and routes, bill, steps and reasons. */
export function contentOf(task: PlanTask, proposal: Proposal, parts: Parts): Content {
  const { terms, dated, bill, secured, graded } = parts;
  const { sources, grade } = graded;
  const { because: replied, ...reply } = replyOf(task, terms.facts, sources);
  const content: Omit<Content, 'id'> = {
    kind: proposal.kind,
    grade,
    suppliesKva: proposal.suppliesKva,
    sources,
    independence: proposal.independence,
    stages: dated.stages,
    transfer: proposal.transfer,
    security: secured.security,
    bill,
    priced: proposal.priced ?? true,
    fees: [...terms.fees, ...(proposal.fees ?? [])],
    metering: terms.metering,
    boundary: terms.boundary,
    ...reply,
    steps: dated.steps,
    approvals: terms.approvals,
    totalCalendarDays: dated.totalCalendarDays,
    because: [...because(task, proposal, parts), ...replied, ...secured.because],
  };
  return { id: contentHash(content), ...content };
}

/** 128 bits of SHA-256 over the content, in hexadecimal. */
const contentHash = (content: unknown): string => hash('sha256', JSON.stringify(content), 'hex').slice(0, 32);
