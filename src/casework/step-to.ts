import type { Application, CaseScope } from '../model/case-book.ts';
import type { CaseAction, CaseActor, CaseState } from '../model/case-words.ts';
import { CaseRefusal } from './case-refusal.ts';
import { nextState, statesFor } from './states.ts';

/** Who acts: managers of the region, owners, and the service itself. */
function actorOf({ role, sub, regions }: CaseScope, { applicant, region }: Application): CaseActor | null {
  if (regions !== '*' && !regions.includes(region)) return null;
  if (role === 'manager' || role === 'system') return role;
  return role === 'customer' && applicant.sub === sub ? role : null;
}

/**
 * The state after an action.
 *
 * @throws CaseRefusal `wrong-state`, or `application-not-found` for whom it is not there.
 */
export function stepTo(application: Application, action: CaseAction, caller: CaseScope): CaseState {
  const actor = actorOf(caller, application);
  if (actor === null) throw new CaseRefusal('application-not-found');
  const next = nextState(application.status, action, actor);
  if (next === null)
    throw new CaseRefusal('wrong-state', {
      received: application.status,
      allowed: statesFor(action, actor),
    });
  return next;
}
