import type { RequestHandler } from 'express';
import { CaseRefusal, type CaseRefusalCode, PlanDeclined } from '../../casework/case-refusal.ts';
import { redactPlans } from '../../contract/customer-plans.ts';
import { declinedRefusal } from '../../contract/declined-refusal.ts';
import type { IssueCode } from '../../contract/issue-codes.ts';
import type { ProblemCode } from '../../contract/problems.ts';
import { Refusal } from '../../contract/refusal.ts';
import { shown } from '../../contract/shown.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import type { Role } from '../../model/role.ts';
import { callerOf } from '../authenticate.ts';

/** How a refusal of casework stands on the wire: its problem, and the field at fault. */
const ON_WIRE: Readonly<
  Record<CaseRefusalCode, readonly [ProblemCode, string, IssueCode] | readonly [ProblemCode]>
> = {
  'application-not-found': ['application-not-found'],
  'offer-not-found': ['offer-not-found'],
  'external-number-taken': ['external-number-taken', '/externalNumber', 'not-unique'],
  'version-mismatch': ['version-mismatch', '/header/If-Match', 'not-one-of'],
  'wrong-state': ['wrong-state', '/path/id', 'wrong-state'],
  'owner-not-allowed': ['invalid-request', '', 'not-permitted'],
  'business-type': ['invalid-request', '/businessType', 'not-one-of'],
  'facts-not-stated': ['invalid-request', '/verified', 'not-known'],
  'fact-overruled': ['invalid-request', '/customer', 'not-one-of'],
  'place-not-known': ['invalid-request', '/survey/findings', 'not-known'],
  'asked-too-often': ['asked-too-often', '/path/id', 'out-of-range'],
  'offer-lapsed': ['offer-lapsed', '/offerId', 'out-of-range'],
  'plan-not-in-offer': ['invalid-request', '/planId', 'not-known'],
  'override-not-found': ['override-not-found'],
  'signed-already': ['wrong-state', '/path/overrideId', 'wrong-state'],
  'figure-not-there': ['invalid-request', '/figure', 'not-known'],
  'line-not-there': ['invalid-request', '/line', 'out-of-range'],
  'plan-not-choosable': ['plan-not-choosable', '/planId', 'not-one-of'],
  'reason-required': ['invalid-request', '/reason', 'missing'],
  'figures-unknown': ['figures-unknown', '/planId', 'not-permitted'],
  'review-missing': ['review-missing', '/path/id', 'wrong-state'],
  'second-person': ['second-person', '/header/Authorization', 'not-permitted'],
  'day-not-reached': ['invalid-request', '', 'out-of-range'],
  'document-not-found': ['document-not-found'],
  'documents-full': ['documents-full', '', 'out-of-range'],
  'document-of-another': ['document-kept', '/path/documentId', 'not-permitted'],
  'content-not-as-declared': ['invalid-request', '', 'wrong-format'],
  'clock-not-running': ['wrong-state', '/path/id', 'wrong-state'],
  'clock-not-paused': ['wrong-state', '/path/id', 'wrong-state'],
  'pause-not-allowed': ['invalid-request', '/reason', 'not-one-of'],
  'key-reused': ['key-reused', '/header/Idempotency-Key', 'not-unique'],
  'too-many-rows': ['invalid-request', '/query/week', 'out-of-range'],
  'room-gone': ['room-gone', '/planId', 'not-one-of'],
  'not-ready': ['not-ready'],
};

function freshFor({ details: { fresh, moved } }: CaseRefusal, role: Role): Refusal['now'] {
  if (fresh === undefined) return null;
  const whole = JSON.parse(fresh) as SupplyPlansAnswer;
  return role === 'customer'
    ? { plans: redactPlans(whole).plans, movedElementIds: null }
    : {
        plans: whole.plans,
        movedElementIds: (moved ?? []).map((element) => element.replace(/^[^/]*\//u, '')),
      };
}

function refusalOf(refused: CaseRefusal, role: Role): Refusal {
  const [code, pointer, issue] = ON_WIRE[refused.code];
  const { received = null, allowed = null } = refused.details;
  const now = freshFor(refused, role);
  if (pointer === undefined || issue === undefined) return new Refusal(code);
  // Where the field hangs on what was sent, casework names it.
  const isNamed = pointer === '' && typeof received === 'string' && received.startsWith('/');
  const at = isNamed ? received : pointer;
  return new Refusal(
    code,
    [{ pointer: at, code: issue, received: isNamed ? null : shown(received), allowed }],
    null,
    now,
  );
}

/** What casework refuses, as a problem for the caller's role; everything else passes on. */
export const refusing =
  (handle: (...given: Parameters<RequestHandler>) => Promise<void>): RequestHandler =>
  async (req, res, next) => {
    try {
      await handle(req, res, next);
    } catch (error) {
      if (error instanceof PlanDeclined) throw declinedRefusal(error.declined);
      if (error instanceof CaseRefusal) throw refusalOf(error, callerOf(req).role);
      throw error;
    }
  };
