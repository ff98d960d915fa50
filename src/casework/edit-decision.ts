import type { Applicant, Application, CaseChange, CaseRequest, Signature } from '../model/case-book.ts';
import type { BusinessType } from '../model/case-words.ts';
import { CaseRefusal } from './case-refusal.ts';
import { keptMarks, statedFacts } from './stated-facts.ts';
import { stepTo } from './step-to.ts';
import type { Taking } from './steps.ts';
import { type SurveyEntry, marksWithout, newEntry, surveyAfter, surveyMarks } from './survey-decision.ts';

/** What a caller changes in an application; what is left out stays. */
export interface Edit {
  /** Version that the caller has seen. */
  readonly version: number;
  readonly applicant?: Pick<Applicant, 'name' | 'contact'> & Partial<Pick<Applicant, 'sub'>>;
  readonly businessType?: BusinessType;
  readonly externalNumber?: string | null;
  readonly request?: Partial<CaseRequest>;
  /** Facts that staff vouches for from now on. */
  readonly verified?: readonly string[];
  /** What staff found at the site; takes the place of what was entered before. */
  readonly survey?: SurveyEntry;
}

function newMarks(
  customer: CaseRequest['customer'],
  { verified = [] }: Edit,
  { caller, at }: Taking,
): Readonly<Record<string, Signature>> {
  if (verified.length === 0) return {};
  if (caller.role !== 'manager') throw new CaseRefusal('owner-not-allowed', { received: '/verified' });
  const stated: readonly string[] = statedFacts(customer);
  const missing = verified.filter((name) => !stated.includes(name));
  if (missing.length > 0)
    throw new CaseRefusal('facts-not-stated', { received: missing.join(', '), allowed: stated });
  return Object.fromEntries(verified.map((name) => [name, { by: caller.sub, at }]));
}

/** The owner of an application is named by staff; a customer's own are the customer's. */
function applicantAfter({ applicant }: Application, edit: Edit, { caller }: Taking): Applicant {
  if (edit.applicant === undefined) return applicant;
  const { name, contact, sub = applicant.sub } = edit.applicant;
  if (caller.role === 'customer' && sub !== caller.sub)
    throw new CaseRefusal('owner-not-allowed', { received: '/applicant/sub' });
  return { name, contact, sub };
}

/** The type of business and what is asked for say the same. */
function checkBusiness(type: BusinessType, { customer, demand }: CaseRequest): void {
  const allowed: BusinessType[] = [
    ...(customer.temporary ? (['temporary'] as const) : (['new'] as const)),
    ...(demand.existing === null || customer.temporary ? [] : (['increase'] as const)),
  ];
  if (!allowed.includes(type)) throw new CaseRefusal('business-type', { received: type, allowed });
}

/** What an edit changes. @throws CaseRefusal where the application has changed since, or may not be changed. */
export function editDecision(application: Application, edit: Edit, taking: Taking): CaseChange {
  const status = stepTo(application, 'edit', taking.caller);
  if (edit.version !== application.version)
    throw new CaseRefusal('version-mismatch', { received: edit.version, allowed: [application.version] });
  const request = { ...application.request, ...edit.request };
  const { businessType = application.businessType, externalNumber = application.externalNumber } = edit;
  checkBusiness(businessType, request);
  const survey = newEntry(application.survey, edit.survey);
  const changesPlans = edit.request !== undefined || (edit.verified ?? []).length > 0 || survey !== undefined;
  return {
    action: 'edit',
    status: changesPlans ? status : application.status,
    set: {
      applicant: applicantAfter(application, edit, taking),
      businessType,
      externalNumber,
      request,
      verified: {
        ...keptMarks(marksWithout(application, survey), application.request.customer, request.customer),
        ...newMarks(request.customer, edit, taking),
        ...surveyMarks(request.customer, survey, taking),
      },
      survey: surveyAfter(application, survey, request.customer, taking),
      ...(changesPlans ? { validUntil: null } : {}),
    },
    ...(changesPlans ? { lapseOffers: true } : {}),
  };
}
