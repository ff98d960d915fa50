import type { Bill, IndependenceLevel, Plan, PlanKind } from '../model/plan.ts';
import { priceBill } from '../pricing/bill.ts';
import { type Content, type Graded, contentOf, gradedOf } from './compose.ts';
import type { PlanTask } from './context.ts';
import { type Dated, datePlan } from './date-plan.ts';
import type { Proposal } from './kinds/kind.ts';
import type { Comparable } from './rank.ts';
import type { Secured } from './secured.ts';
import { securedBy } from './security.ts';
import { type End, endOf } from './supply-end.ts';
import { type Terms, termsOf } from './terms.ts';
import { type Checked, type Miss, type Missed, missedAt } from './ways/candidate.ts';
import { checkElectrically } from './ways/electrical-check.ts';

/** A supply whose load flow has been made, or the first that failed its own. */
type Outcome = { readonly checks: readonly Checked[] } | { readonly missed: Missed };

/**
 * A plan before it has been compared with others. What comparing wants to know is worked out when first asked for: cost
 * and time of every draft, what it survives of a few, load flow and chain only of those that could be shown.
 */
export class Draft implements Comparable {
  readonly #task: PlanTask;
  readonly #proposal: Proposal;
  readonly #ends: readonly End[];
  #terms: Terms | null = null;
  #dated: Dated | null = null;
  #bill: Bill | null = null;
  #secured: Secured | null = null;
  #outcome: Outcome | null = null;
  #graded: Graded | null = null;
  #content: Content | null = null;

  constructor(task: PlanTask, proposal: Proposal) {
    this.#task = task;
    this.#proposal = proposal;
    this.#ends = proposal.supplies.map((supply) => endOf(task, supply));
  }

  get #agreed(): Terms {
    return (this.#terms ??= termsOf(this.#task, this.#proposal, this.#ends));
  }

  get #schedule(): Dated {
    return (this.#dated ??= datePlan(this.#task, this.#proposal, this.#agreed));
  }

  get bill(): Bill {
    return (this.#bill ??= priceBill(this.#task.catalogue, this.#agreed.quantities));
  }

  get kind(): PlanKind {
    return this.#proposal.kind;
  }

  /** Whether the bill is the cost of the whole. */
  get priced(): boolean {
    return this.#proposal.priced ?? true;
  }

  get totalCalendarDays(): number {
    return this.#schedule.totalCalendarDays;
  }

  /** Metres of all its routes. */
  get routeM(): number {
    return this.#ends.reduce((sum, end) => sum + end.routeM, 0);
  }

  /** The feeders it hangs on: two plans with the same are no real alternatives. */
  get feeders(): string {
    return this.#ends.map(({ place }) => place.feederId ?? place.nodeId).join('+');
  }

  /** Kind and sources: no two drafts of one answer share it. */
  get name(): string {
    const starts = this.#proposal.supplies.map(({ candidate }, i) =>
      [candidate.way, this.#ends[i]?.place.nodeId, candidate.cut?.sectionId ?? '', candidate.laying].join(
        '/',
      ),
    );
    return [this.kind, ...starts].join(' ');
  }

  /** Voltage of each supply, kV. */
  get supplyKv(): readonly number[] {
    return this.#ends.map(({ place }) => place.supplyKv);
  }

  get isPair(): boolean {
    return this.#ends.length > 1;
  }

  get independence(): { readonly level: IndependenceLevel; readonly shared: readonly string[] } {
    return this.#proposal.independence;
  }

  /** Whether the loss of any one element on the way is survived. @cost a load flow per receiver, the first time. */
  get security(): Plan['security'] {
    this.#secured ??= securedBy(this.#task, this.#proposal);
    return this.#secured.security;
  }

  /** Whether every figure it rests on is known and of its day. @cost that of its chains and routes, the first time. */
  get vouched(): boolean {
    const outcome = this.#check();
    return 'missed' in outcome || this.#grade(outcome.checks).grade !== 'D';
  }

  /** What its load flows have against it; `null` = nothing. @cost a load flow per supply and season, the first time. */
  get missed(): Missed | null {
    const outcome = this.#check();
    return 'missed' in outcome ? outcome.missed : null;
  }

  /** The same worked out to the end; `null` = it is. */
  refined(): Draft | null {
    const next = this.#proposal.refine?.();
    return next === undefined ? null : new Draft(this.#task, next);
  }

  /** What takes its place where it fails; `null` = nothing. */
  otherwise(): Draft | null {
    const next = this.#proposal.otherwise?.();
    return next === undefined ? null : new Draft(this.#task, next);
  }

  /** The whole plan. @throws Error where its load flows are against it. */
  content(): Content {
    const outcome = this.#check();
    if ('missed' in outcome) throw new Error(`${this.name} fails its load flow: ${outcome.missed.miss.code}`);
    this.#secured ??= securedBy(this.#task, this.#proposal);
    this.#content ??= contentOf(this.#task, this.#proposal, {
      ends: this.#ends,
      checks: outcome.checks,
      terms: this.#agreed,
      dated: this.#schedule,
      bill: this.bill,
      secured: this.#secured,
      graded: this.#grade(outcome.checks),
    });
    return this.#content;
  }

  #grade(checks: readonly Checked[]): Graded {
    return (this.#graded ??= gradedOf(this.#task, this.#proposal, { ends: this.#ends, checks }));
  }

  #check(): Outcome {
    return (this.#outcome ??= this.#checkSupplies());
  }

  #checkSupplies(): Outcome {
    const checks: Checked[] = [];
    for (const { candidate, capacityKva, checked } of this.#proposal.supplies) {
      const found: Checked | Miss = checked ?? checkElectrically(this.#task, candidate, { kva: capacityKva });
      if ('code' in found) return { missed: missedAt(this.kind, candidate, found) };
      checks.push(found);
    }
    return { checks };
  }
}
