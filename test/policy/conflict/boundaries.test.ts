import { expect, test } from 'vitest';
import { onSiteRule } from '../../../src/policy/answer-part.ts';
import { approvalsOf } from '../../../src/policy/approvals-part.ts';
import { classify } from '../../../src/policy/classify.ts';
import type { Facts } from '../../../src/policy/facts.ts';
import { feesDue } from '../../../src/policy/fees-part.ts';
import { meteringModeOf } from '../../../src/policy/metering-part.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import { payerOf } from '../../../src/policy/payers-part.ts';
import { stepsOf } from '../../../src/policy/time-part.ts';
import { fundingOf } from '../../../src/policy/works-part.ts';
import { nearDistanceM } from '../../../src/model/geodesic.ts';
import { sourcesWithin } from '../../../src/search/sources-within.ts';
import { drawGrid, placeAt } from '../../support/drawn-grid.ts';
import { pack as national } from '../../support/load-rules.ts';
import { contextOf, requestFor } from '../../support/open-rows.ts';
import { knownFacts } from '../known-facts.ts';
import { CZ, HC, JH, JX, SQ, facts } from './five-packs.ts';

/** The clause, the figure on it or next to it, what the pack makes of it, what it must. */
type Boundary = readonly [clause: string, figure: string, actual: () => unknown, expected: unknown];

type Customer = NonNullable<Parameters<typeof requestFor>[0]['customer']>;
const SMALL: Customer = { category: 'micro-enterprise', areaType: 'urban' };
const RURAL: Customer = { category: 'micro-enterprise', areaType: 'rural' };

/** Low voltage or not, and the rule that decided. */
const low =
  (pack: Pack, equipmentKw: number, customer: Customer, asOf = '2021-12-31') =>
  (): string => {
    const { classification } = classify(requestFor({ demand: { equipmentKw }, customer, asOf }), pack);
    return `${classification.supplyClass} ${classification.because[0]?.rule}`;
  };

/** What is said of direct access. */
const access = (capacityKva: number) => (): unknown =>
  classify(requestFor({ demand: { capacityKva } }), CZ)
    .classification.because.filter(({ key }) => key.endsWith('direct-access'))
    .map(({ key, rule }) => `${key} ${rule}`);

const onSite = (capacityKva: number) => (): unknown =>
  onSiteRule(JH.answer, facts({ capacityKva, metering: meteringModeOf(JH.metering, 'mv', capacityKva) }));

/** How the first permit is handled. */
const permit = (pack: Pack, given: Partial<Facts>) => (): string => {
  const [first] = approvalsOf(pack.approvals, facts(given), []).approvals;
  return `${first?.mode} ${first?.rule}`;
};

const worksDays = (given: Partial<Facts>) => (): string => {
  const step = stepsOf(CZ.time, facts({ asOf: '2020-06-01', ...given }), []).find(({ name }) => name === 'works'); // prettier-ignore
  return `${step?.days} ${step?.rule}`;
};

/** Payer of the line of an industrial customer at 10 kV outside the parks, with what is flagged. */
const pays = (pack: Pack, given: Partial<Facts>) => (): string => {
  const land = { inUrbanPlan: true, landAcquiredOn: '2022-01-01', evCharging: false, substitutionShare: 0 };
  const known = knownFacts({ ...land, tariff: 'industrial-commercial', inProvincialPark: false, ...given });
  const { payer, rule, because } = payerOf(pack.payers, 'line', known);
  return [payer, rule, ...because.map(({ key }) => key)].join(' ');
};

const verification = (meterVerifications: number) => (): unknown =>
  feesDue(JH.fees, facts({ meterVerifications, utilityAtFault: false }))
    .filter(({ kind }) => kind === 'meter-verification')
    .map(({ due, rule }) => `${due} ${rule}`);

const funding = (wantedOn: string) => (): unknown =>
  fundingOf(SQ.works, { asOf: '2022-08-15', wantedOn }).map(({ key, rule }) => `${key} ${rule}`);

const BOUNDARIES: readonly Boundary[] = [
  ['JX-D1', '160.0 kW', low(JX, 160, SMALL), 'lv JX-D1'],
  ['JX-D1', '168.0 kW', low(JX, 168, SMALL), 'lv JX-D1'],
  ['JX-D1', '168.1 kW', low(JX, 168.1, SMALL), 'hv-single JX-D1'],
  ['JH-D1', '100 kW, country, 2022-12-31', low(JH, 100, RURAL, '2022-12-31'), 'lv JH-D1'],
  ['JH-D1', '100.1 kW, country, 2022-12-31', low(JH, 100.1, RURAL, '2022-12-31'), 'hv-single JH-D1'],
  ['JH-D1', '100.1 kW, country, 2023-01-01', low(JH, 100.1, RURAL, '2023-01-01'), 'lv JH-D1'],
  ['JH-D1', '160 kW, country, 2023-01-01', low(JH, 160, RURAL, '2023-01-01'), 'lv JH-D1'],
  ['CZ-D3', '250 kW', low(CZ, 250, SMALL), 'lv CZ-D3'],
  ['CZ-D3', '250.1 kW', low(CZ, 250.1, SMALL), 'hv-single CZ-D3'],
  ['CZ-D1', '8,000 kVA', access(8000), ['direct-access CZ-D1']],
  ['CZ-D1', '8,001 kVA', access(8001), ['beyond-direct-access CZ-D1']],
  ['JH-C1', '499 kVA', onSite(499), 'JH-C1'],
  ['JH-C1', '500 kVA', onSite(500), null],
  ['HC-I1', '150 m', permit(HC, { lengthM: 150 }), 'commitment HC-I1'],
  ['HC-I1', '150.1 m', permit(HC, { lengthM: 150.1 }), 'limited NAT-APPROVALS'],
  ['CZ-I1', '500 m', permit(CZ, { lengthM: 500 }), 'filing CZ-I1'],
  ['CZ-I1', '500.1 m', permit(CZ, { lengthM: 500.1 }), 'online-parallel CZ-I1'],
  ['CZ-H2', '500 m', worksDays({ lengthM: 500 }), '5 CZ-H2'],
  ['CZ-H2', '500.1 m', worksDays({ lengthM: 500.1 }), '60 NAT-WORKS'],
  ['JX-I3', '500 m, road 30 m', permit(JX, { lengthM: 500, roadExcavationM: 30 }), 'commitment JX-I3'],
  ['JX-I3', '500.1 m', permit(JX, { lengthM: 500.1, roadExcavationM: 30 }), 'online-parallel JX-I4'],
  ['JX-I3', 'road 30.1 m', permit(JX, { lengthM: 500, roadExcavationM: 30.1 }), 'online-parallel JX-I4'],
  ['JX-E1', 'land of 2021-02-28', pays(JX, { landAcquiredOn: '2021-02-28' }), 'undecided JX-E1 payer-outside-the-rule'], // prettier-ignore
  ['JX-E1', 'land of 2021-03-01', pays(JX, { landAcquiredOn: '2021-03-01' }), 'government JX-E4 day-of-the-rule-itself'], // prettier-ignore
  ['JX-E1', 'land of 2021-03-02', pays(JX, { landAcquiredOn: '2021-03-02' }), 'government JX-E4'],
  ['JX-E5', 'substitution 50.0 %', pays(JX, { substitutionShare: 0.5 }), 'government JX-E4'],
  ['JX-E5', 'substitution 50.1 %', pays(JX, { substitutionShare: 0.501 }), 'utility JX-E5'],
  ['SQ-E2', 'substitution 50.0 %', pays(SQ, { substitutionShare: 0.5 }), 'customer SQ-D4'],
  ['SQ-E2', 'substitution 50.1 %', pays(SQ, { substitutionShare: 0.501 }), 'utility SQ-E2'],
  ['JH-F1', '3 verifications of the meter', verification(3), ['false JH-F1']],
  ['JH-F1', '4 verifications of the meter', verification(4), ['true JH-F1']],
  ['SQ-L4', 'three months', funding('2022-11-15'), ['works-from-urgent-package SQ-L4']],
  ['SQ-L4', 'three months and a day', funding('2022-11-16'), ['works-from-yearly-plan SQ-L4']],
];

/** The figures on which a clause turns: each side of every one, so that no limit slips from "up to" to "below". */
test.each(BOUNDARIES)('%s at %s', (clause, _figure, actual, expected) => {
  expect(actual()).toEqual(expected);
  const packs = [JX, JH, SQ, CZ, HC];
  expect(packs.some(({ rules }) => clause in rules)).toBe(true);
});

test('JX-A1, NAT-RADIUS: a source that lies on the radius is within it, one a millimetre beyond is not', () => {
  const { headroom } = contextOf(drawGrid({ mv: ['F1: B -500- P1'], at: { B: [0, 0], P1: [500, 0] } }));
  const { snapshot } = headroom;
  const site = placeAt([1480, 140]);
  const source = snapshot.findSources('P1')[0]!;
  const { lon, lat } = snapshot.placeOf(source);
  const distanceM = nearDistanceM(site.lon, site.lat, lon, lat);
  const found = (radiusM: number) => sourcesWithin(snapshot, site, radiusM).some((near) => near.source === source); // prettier-ignore
  expect(distanceM).toBeGreaterThan(980);
  expect([found(distanceM), found(distanceM - 0.001)]).toEqual([true, false]);
  expect(national.rules['NAT-RADIUS']?.clause).toContain('JX-A1');
});
