import { feesDue } from '../../../src/policy/fees-part.ts';
import { payerOf } from '../../../src/policy/payers-part.ts';
import type { Facts } from '../../../src/policy/facts.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import { knownFacts } from '../known-facts.ts';
import { CZ, HC, JH, JX, SQ, TWO, facts, type Row } from './five-packs.ts';

/** Payer of the line of an industrial customer at 10 kV on urban land of after 2021-03-01, but for what is given. */
function pays(pack: Pack, given: Partial<Facts>, part: Facts['part'] = 'line'): string {
  const land = { inUrbanPlan: true, landAcquiredOn: '2022-01-01', evCharging: false, substitutionShare: 0 };
  const known = knownFacts({ ...land, tariff: 'industrial-commercial', inProvincialPark: false, ...given });
  const { payer, rule } = payerOf(pack.payers, part ?? 'line', known);
  return `${payer} ${rule}`;
}

const fees = (pack: Pack, given: Partial<Facts>): string[] =>
  feesDue(pack.fees, facts(given)).map(({ kind, due, rule }) => `${kind} ${due} ${rule}`);

/** Who pays for what, and which fees there are. */
export const MONEY_ROWS: readonly Row[] = [
  [
    '6',
    'the second circuit: JX-E4 after JX-D3, with the fee on the customer',
    () => [pays(JX, TWO, 'standby'), fees(JX, TWO)],
    ['government JX-E4', ['high-reliability true JX-D3']],
  ],
  [
    '7',
    'what marks the boundary',
    () => [JX, JH, SQ, CZ, HC].map(({ payers }) => [...new Set(payers.boundary.map(({ kind }) => kind))]),
    [
      ['connection-point', 'user-red-line', 'building-plot-red-line'],
      ['connection-point', 'user-red-line'],
      ['connection-point', 'meter-box', 'planning-red-line-first-breaker'],
      ['meter-box-with-outgoing-switch', 'customer-red-line'],
      ['connection-point', 'planning-red-line'],
    ],
  ],
  [
    '8',
    'JX-E1: the day of the land right',
    () => ['2021-02-28', '2021-03-01', '2021-03-02'].map((landAcquiredOn) => pays(JX, { landAcquiredOn })),
    ['undecided JX-E1', 'government JX-E4', 'government JX-E4'],
  ],
  [
    '9',
    'corridors: JX-E8 the government, elsewhere as the line',
    () => [pays(JX, {}, 'corridor'), pays(CZ, {}, 'corridor'), pays(SQ, {}, 'corridor')],
    ['government JX-E8', 'utility CZ-E1', 'customer SQ-D4'],
  ],
  [
    '10',
    'industry in a provincial park',
    () => [JX, JH, SQ, CZ, HC].map((pack) => pays(pack, { inProvincialPark: true })),
    ['utility JX-E5', 'undecided JH-E1', 'utility SQ-E2', 'utility CZ-E1', 'utility HC-E1'],
  ],
  [
    '11',
    'industry outside the parks',
    () => [JX, JH, SQ, CZ, HC].map((pack) => pays(pack, {})),
    ['government JX-E4', 'undecided JH-E1', 'customer SQ-D4', 'utility CZ-E1', 'undecided HC-E1'],
  ],
  [
    '12',
    'charging of vehicles',
    () => [JX, JH, SQ, CZ].map((pack) => pays(pack, { evCharging: true })),
    ['utility JX-E5', 'undecided JH-E1', 'utility SQ-E2', 'utility CZ-E1'],
  ],
  [
    '12',
    'substitution: exactly one half is not more than one half',
    () =>
      [JX, SQ].flatMap((pack) => [0.5, 0.501].map((substitutionShare) => pays(pack, { substitutionShare }))),
    ['government JX-E4', 'utility JX-E5', 'customer SQ-D4', 'utility SQ-E2'],
  ],
  [
    '13',
    'farms',
    () =>
      [JX, JH, SQ, CZ, HC].map((pack) =>
        pays(pack, { category: 'agricultural', tariff: 'agricultural', inProvincialPark: true }),
      ),
    ['utility JX-E5', 'undecided JH-E1', 'customer SQ-D4', 'utility CZ-E1', 'customer HC-E1'],
  ],
  [
    '14',
    'temporary supply',
    () => [JX, JH, SQ, CZ, HC].map((pack) => pays(pack, { temporary: true, inProvincialPark: true })),
    ['customer JX-E6', 'customer NAT-TEMPORARY', 'customer SQ-E2', 'utility CZ-E1', 'customer HC-E1'],
  ],
  [
    '15',
    'fees that may be charged',
    () => [JX, JH, SQ, CZ, HC].map(({ fees: part }) => [part.rule, ...part.allowed.map(({ kind }) => kind)]),
    [
      ['JX-F1', 'high-reliability'],
      ['JH-F1', 'high-reliability', 'meter-verification', 'cable-channel'],
      ['SQ-F1', 'high-reliability'],
      ['CZ-F1', 'high-reliability'],
      ['HC-F1', 'high-reliability'],
    ],
  ],
  [
    '15',
    'JH-F1: verifying a meter costs from the fourth time on, if the utility was not at fault',
    () =>
      [3, 4].flatMap((meterVerifications) =>
        [false, true].map(
          (utilityAtFault) => feesDue(JH.fees, facts({ meterVerifications, utilityAtFault }))[1]?.due,
        ),
      ),
    [false, false, true, false],
  ],
  [
    '15',
    'HC-F1: one source pays nothing',
    () => [fees(HC, {}), fees(HC, TWO)],
    [['high-reliability false HC-F1'], ['high-reliability true HC-F1']],
  ],
];
