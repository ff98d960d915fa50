import type { CaseRows, Moved, Offer, RecordVersions } from '../model/case-book.ts';
import type { SupplyRequest } from '../model/demand.ts';
import type { OfferedAnswer } from '../model/offered-answer.ts';
import type { Answer, Planner } from '../model/planner.ts';
import { resize } from '../model/resize.ts';
import { CaseRefusal, PlanDeclined } from './case-refusal.ts';
import { caughtUp } from './caught-up.ts';
import { planOf } from './choose-decision.ts';
import { besideOwn } from './request-of.ts';
import { isAmong } from './same-plan.ts';

type Asked = Pick<Planner, 'supplyPlans' | 'urgentPlans' | 'chain' | 'regions'>;

/** What casework asks the planner: plans, whether one still fits, and whether a place is there. */
export class AskPlanner {
  readonly #planner: Asked;

  constructor(planner: Asked) {
    this.#planner = planner;
  }

  /** The answer as staff see it, JSON. @throws PlanDeclined */
  async plans(
    request: SupplyRequest,
    include: readonly string[] = [],
    signal?: AbortSignal,
  ): Promise<string> {
    return bodyOf(await this.#planner.supplyPlans(request, 'manager', include, signal));
  }

  /**
   * Looks whether a plan still fits in the record as it is now. On a server the locks of the choice are held meanwhile,
   * so it goes before what others ask for.
   *
   * @param own what the ledger counted as the case when it moved.
   * @throws CaseRefusal `room-gone` with fresh plans, or `not-ready`.
   * @returns the state of the record it looked at.
   */
  async look(
    moved: Moved,
    { offer, own }: { readonly offer: Offer; readonly own: CaseRows },
    planId: string,
  ): Promise<RecordVersions> {
    if (!(await caughtUp(this.#planner, offer.region, moved))) throw new CaseRefusal('not-ready');
    const { plan, change } = planOf(offer, planId);
    const request = besideOwn(offer.request, own);
    // A counter-offer is a plan for another size.
    const sized = change === null ? request : resize(request, plan.suppliesKva);
    const fresh = bodyOf(await this.#planner.urgentPlans(sized));
    const { plans, ledgerVersion, snapshot } = JSON.parse(fresh) as OfferedAnswer;
    // What is taken out of the ledger was read in the state that moved: what came later has to be looked at with it again.
    const looked = own.length === 0 ? ledgerVersion : Math.min(ledgerVersion, moved.ledgerVersion);
    if (isAmong(plan, plans)) return { ledgerVersion: looked, dataVersion: snapshot.version };
    throw new CaseRefusal('room-gone', {
      received: planId,
      fresh: change === null ? fresh : bodyOf(await this.#planner.urgentPlans(request)),
      moved: moved.elements,
    });
  }

  /** Places that a survey speaks of are places that the grid has. @throws CaseRefusal `place-not-known` */
  async checkPlaces(places: readonly string[], region: string, asOf: string): Promise<void> {
    for (const elementId of places) {
      const asked = { region, elementId, kind: null, asOf };
      const answer = await this.#planner.chain(asked, 'manager');
      if (!answer.ok && answer.code === 'element-not-found')
        throw new CaseRefusal('place-not-known', { received: elementId, allowed: 'a place of the grid' });
    }
  }
}

function bodyOf(answer: Answer): string {
  if (!answer.ok) throw new PlanDeclined(answer);
  return answer.body;
}
