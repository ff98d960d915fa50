import { isDeepStrictEqual } from 'node:util';
import type { Application, CaseRequest, Signature } from '../model/case-book.ts';
import type { SurveyedPlace } from '../model/demand.ts';
import type { Survey, SurveyFinding } from '../model/survey.ts';
import { CaseRefusal } from './case-refusal.ts';
import { statedFacts } from './stated-facts.ts';
import type { Taking } from './steps.ts';

/** A survey as it was entered; `null` = the one there is was a mistake. */
export type SurveyEntry = Pick<Survey, 'surveyedOn' | 'findings'> | null;

type Customer = CaseRequest['customer'];
type FactFinding = Extract<SurveyFinding, { about: 'fact' }>;

const factsIn = (survey: SurveyEntry): readonly FactFinding[] =>
  (survey?.findings ?? []).filter((finding) => finding.about === 'fact');

/** What an entry changes: `undefined` = nothing, also where it says again what was entered before. */
export const newEntry = (survey: Survey | null, entry: SurveyEntry | undefined): SurveyEntry | undefined => {
  const before = survey === null ? null : { surveyedOn: survey.surveyedOn, findings: survey.findings };
  return isDeepStrictEqual(before, entry) && entry !== null ? undefined : entry;
};

/** What was found not to be so must not go on being asked for; what was so found before has been corrected since. */
function checkFacts({ survey, request }: Application, after: Customer, entry: SurveyEntry): void {
  const before = request.customer;
  const corrected = factsIn(survey)
    .filter(({ holds }) => !holds)
    .map(({ fact }) => fact);
  const stated: readonly string[] = statedFacts(after);
  for (const { fact, holds } of factsIn(entry)) {
    if (holds && !stated.includes(fact))
      throw new CaseRefusal('facts-not-stated', { received: fact, allowed: stated });
    if (!holds && after[fact] === before[fact] && !corrected.includes(fact))
      throw new CaseRefusal('fact-overruled', {
        received: String(after[fact]),
        allowed: `customer.${fact} as it was found`,
      });
  }
}

/**
 * The survey of an application after an edit.
 *
 * @param after the facts of the customer after it.
 * @throws CaseRefusal where it is not a manager's, or contradicts what is asked for.
 */
export function surveyAfter(
  application: Application,
  entry: SurveyEntry | undefined,
  after: Customer,
  { caller, at, today }: Taking,
): Survey | null {
  if (entry === undefined) return application.survey;
  if (caller.role !== 'manager') throw new CaseRefusal('owner-not-allowed', { received: '/survey' });
  checkFacts(application, after, entry);
  if (entry === null) return null;
  const { surveyedOn, findings } = entry;
  if (surveyedOn > today)
    throw new CaseRefusal('day-not-reached', { received: surveyedOn, allowed: `… ${today}` });
  return { surveyedOn, findings, by: caller.sub, at };
}

/** Facts that a survey vouches for: those it found to hold, and what is stated instead of those it found not to. */
export function surveyMarks(
  customer: Customer,
  entry: SurveyEntry | undefined,
  { caller, at }: Taking,
): Readonly<Record<string, Signature>> {
  const stated: readonly string[] = statedFacts(customer);
  const names = factsIn(entry ?? null).map(({ fact }) => fact);
  return Object.fromEntries(
    names.filter((name) => stated.includes(name)).map((name) => [name, { by: caller.sub, at }]),
  );
}

/** Marks without those that came with a survey which another takes the place of. */
export function marksWithout(
  { verified, survey }: Application,
  entry: SurveyEntry | undefined,
): Readonly<Record<string, Signature>> {
  if (entry === undefined || survey === null) return verified;
  const names: readonly string[] = factsIn(survey).map(({ fact }) => fact);
  return Object.fromEntries(
    Object.entries(verified).filter(
      ([name, { by, at }]) => !names.includes(name) || by !== survey.by || at !== survey.at,
    ),
  );
}

/** Places that a survey found to carry less than the model says, or nothing. */
export const surveyedPlaces = (survey: Survey | null): readonly SurveyedPlace[] =>
  (survey?.findings ?? []).flatMap((finding) =>
    finding.about === 'source' && (!finding.usable || finding.mostKva !== null)
      ? [{ placeId: finding.placeId, mostKva: finding.usable ? finding.mostKva : null }]
      : [],
  );

/** Every place that a survey speaks of, once. */
export const placesIn = (entry: SurveyEntry): readonly string[] => [
  ...new Set(
    (entry?.findings ?? []).flatMap((finding) => (finding.about === 'fact' ? [] : [finding.placeId])),
  ),
];
