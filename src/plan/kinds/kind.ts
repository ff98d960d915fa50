import type { Ckva } from '../../model/capacity-rules.ts';
import type { Because, Fee, Plan, PlanKind, PlanSource } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate, Checked, Missed } from '../ways/candidate.ts';
import type { Work } from '../ways/works.ts';

/** One source of a plan in the making. */
export interface Supply {
  readonly role: PlanSource['role'];
  readonly capacityKva: number;
  readonly candidate: Candidate;
  /** What its load flow found, where the kind needed it to propose; absent = run when the plan could be shown. */
  readonly checked?: Checked;
  /** Elements of its chain that works raise first, with their rating then, 0.01 kVA. */
  readonly reinforced?: ReadonlyMap<number, Ckva>;
}

/** A part of the capacity, and the works on the public grid that are built before it can be had. */
export interface ProposedPhase {
  readonly capacityKva: number;
  readonly works: readonly string[];
  /** The works are at low voltage only, where their time limit is shorter. */
  readonly lowVoltageOnly: boolean;
}

/**
 * A plan as its kind proposes it: where the power comes from and what is built. Payers, fees, steps, metering and the
 * reasons that all kinds share are added in `compose`.
 */
export interface Proposal {
  readonly kind: PlanKind;
  readonly suppliesKva: number;
  /** Main source first. */
  readonly supplies: readonly Supply[];
  /** From the source to the customer. */
  readonly works: readonly Work[];
  readonly independence: Plan['independence'];
  readonly transfer: Plan['transfer'];
  /** Ascending up to the whole; without it everything is had at once. */
  readonly phases?: readonly ProposedPhase[];
  /** `false` = the cost of the whole is not known: ranked last, never the cheapest. */
  readonly priced?: boolean;
  /** Fees of this kind alone. */
  readonly fees?: readonly Fee[];
  /** What takes its place where it fails its load flow; absent = nothing. */
  readonly otherwise?: () => Proposal | undefined;
  /** The same worked out to the end, no cheaper: asked for where the plan could be shown; absent = it is. */
  readonly refine?: () => Proposal;
  /** Reasons of this kind alone. */
  readonly because: readonly Because[];
}

/** What a kind comes to for a request: proposals, and the sources it looked at and did not take. */
export interface Tried {
  readonly proposals: readonly Proposal[];
  readonly missed: readonly Missed[];
}

/**
 * A kind of plan: looks around and proposes. Pure; the order of its proposals says nothing.
 *
 * @param tried kinds that were tried up to then, its own round among them.
 */
export type Kind = (task: PlanTask, tried: readonly PlanKind[]) => Tried;

export const NOTHING_TRIED: Tried = { proposals: [], missed: [] };
export const ONE_SOURCE: Plan['independence'] = { level: 'none', shared: [], unproven: [] };
