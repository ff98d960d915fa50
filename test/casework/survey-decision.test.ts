import { describe, expect, it } from 'vitest';
import { CaseRefusal } from '../../src/casework/case-refusal.ts';
import { type Edit, editDecision } from '../../src/casework/edit-decision.ts';
import { placesIn, surveyedPlaces } from '../../src/casework/survey-decision.ts';
import type { Taking } from '../../src/casework/steps.ts';
import type { Application } from '../../src/model/case-book.ts';
import type { Survey } from '../../src/model/survey.ts';
import { AT, MANAGER, REQUEST, customer, draft } from '../support/case-samples.ts';

const taking: Taking = { caller: MANAGER, at: AT, today: '2026-11-20' };
const customerOf = { ...REQUEST.customer, inProvincialPark: true };
const application: Application = {
  ...draft('a1', { status: 'offered', request: { ...REQUEST, customer: customerOf } }),
  version: 3,
  updatedAt: AT,
  choice: null,
};
const SURVEY = { surveyedOn: '2026-11-19', findings: [] };
const edit = (changes: Partial<Edit>, by = taking) =>
  editDecision(application, { version: 3, ...changes }, by);
const park = (holds: boolean) =>
  ({ about: 'fact', fact: 'inProvincialPark', holds, reason: '四至图' }) as const;
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof CaseRefusal ? error.code : String(error);
  }
};

describe('a survey', () => {
  it('is kept with who and when, and what was offered before lapses', () => {
    const change = edit({ survey: SURVEY });
    expect(change).toMatchObject({ status: 'accepted', lapseOffers: true });
    expect(change.set?.survey).toEqual({ ...SURVEY, by: 'm1', at: AT });
    expect(edit({ survey: null }).set?.survey).toBeNull();
    expect(edit({ externalNumber: '7' }).set?.survey).toBeNull();
  });

  it('is of staff, and of a day that has come', () => {
    expect(codeOf(() => edit({ survey: SURVEY }, { ...taking, caller: customer('c1') }))).toBe(
      'owner-not-allowed',
    );
    expect(codeOf(() => edit({ survey: { ...SURVEY, surveyedOn: '2026-11-21' } }))).toBe('day-not-reached');
  });

  it('vouches for a fact that it found to hold', () => {
    const survey = { ...SURVEY, findings: [park(true)] };
    expect(edit({ survey }).set?.verified).toEqual({ inProvincialPark: { by: 'm1', at: AT } });
    const unstated = { ...SURVEY, findings: [{ ...park(true), fact: 'inUrbanPlan' as const }] };
    expect(codeOf(() => edit({ survey: unstated }))).toBe('facts-not-stated');
  });

  it('overrules a fact only together with what is so instead', () => {
    const survey = { ...SURVEY, findings: [park(false)] };
    expect(codeOf(() => edit({ survey }))).toBe('fact-overruled');
    const request = { customer: { ...customerOf, inProvincialPark: false } };
    expect(edit({ survey, request }).set).toMatchObject({ request, verified: {} });
    const tariff = { customer: { ...customerOf, tariff: 'agricultural' as const } };
    const other = { ...SURVEY, findings: [{ ...park(false), fact: 'tariff' as const }] };
    expect(edit({ survey: other, request: tariff }).set?.verified).toEqual({ tariff: { by: 'm1', at: AT } });
  });

  describe('entered again', () => {
    const findings = [park(false)];
    const corrected = { ...customerOf, inProvincialPark: false, tariff: 'agricultural' as const };
    const other: Taking = { ...taking, at: '2026-11-20T03:00:00.000Z' };
    const surveyed: Application = {
      ...application,
      request: { ...REQUEST, customer: corrected },
      survey: { ...SURVEY, findings, by: 'm1', at: AT },
      verified: { tariff: { by: 'm2', at: '2026-11-18T00:00:00.000Z' } },
    };
    const change = (survey: Edit['survey']) => editDecision(surveyed, { version: 3, survey: survey! }, other);

    it('as it is changes nothing', () => {
      const same = { findings: [{ ...park(false) }], surveyedOn: SURVEY.surveyedOn };
      const again = change(same);
      expect(again).toMatchObject({ status: 'offered', set: { survey: { at: AT } } });
      expect(again.lapseOffers).toBeUndefined();
      expect(again.set?.verified).toEqual(surveyed.verified);
    });

    it('with more in it, what was corrected stays so', () => {
      const more = { about: 'length', placeId: 'P4', lengthM: 310, reason: '实测' } as const;
      expect(change({ ...SURVEY, findings: [park(false), more] })).toMatchObject({
        status: 'accepted',
        lapseOffers: true,
        set: { survey: { findings: [park(false), more], at: other.at } },
      });
    });

    it('otherwise takes the marks of the one before along, and leaves those of others', () => {
      const held = { ...SURVEY, findings: [{ ...park(true), fact: 'tariff' as const }], by: 'm1', at: AT };
      const vouched: Application = {
        ...surveyed,
        survey: held,
        verified: { tariff: { by: 'm1', at: AT }, category: { by: 'm2', at: AT } },
      };
      const replaced = editDecision(vouched, { version: 3, survey: SURVEY }, other);
      expect(replaced.set?.verified).toEqual({ category: { by: 'm2', at: AT } });
      const removed = editDecision(vouched, { version: 3, survey: null }, other);
      expect(removed.set?.verified).toEqual({ category: { by: 'm2', at: AT } });
      const kept = editDecision(vouched, { version: 3, externalNumber: '7' }, other);
      expect(kept.set?.verified).toEqual(vouched.verified);
    });
  });

  it('tells the search which places carry less than the model says', () => {
    const survey: Survey = {
      ...{ ...SURVEY, by: 'm1', at: AT },
      findings: [
        { about: 'source', placeId: 'P1', usable: true, mostKva: null, reason: '' },
        { about: 'source', placeId: 'P2', usable: true, mostKva: 200, reason: '' },
        { about: 'source', placeId: 'P3', usable: false, mostKva: 200, reason: '' },
        { about: 'length', placeId: 'P4', lengthM: 310, reason: '' },
        park(true),
      ],
    };
    expect(surveyedPlaces(survey)).toEqual([
      { placeId: 'P2', mostKva: 200 },
      { placeId: 'P3', mostKva: null },
    ]);
    expect(placesIn(survey)).toEqual(['P1', 'P2', 'P3', 'P4']);
    expect(surveyedPlaces(null)).toEqual([]);
  });
});
