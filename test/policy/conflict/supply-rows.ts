import { accessIsDirect } from '../../../src/policy/access-part.ts';
import { onSiteRule } from '../../../src/policy/answer-part.ts';
import { reviewOf } from '../../../src/policy/answer-part.ts';
import { classify } from '../../../src/policy/classify.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import { requestFor } from '../../support/open-rows.ts';
import { CZ, HC, JH, JX, SQ, TWO, facts, type Row } from './five-packs.ts';

/** Class and rule under a low-voltage limit. */
function lv(
  pack: Pack,
  equipmentKw: number,
  customer: NonNullable<Parameters<typeof requestFor>[0]['customer']>,
  asOf = '2021-12-31',
): string {
  const { classification } = classify(requestFor({ demand: { equipmentKw }, customer, asOf }), pack);
  return `${classification.supplyClass} ${classification.because[0]?.rule}`;
}
const small = { category: 'micro-enterprise', areaType: 'urban' } as const;
const ruralSmall = { category: 'micro-enterprise', areaType: 'rural' } as const;

/** Voltage, lines, sources and the answer. */
export const SUPPLY_ROWS: readonly Row[] = [
  [
    '1',
    'JX-D1: 160 kW with a tolerance of 5 %',
    () => [lv(JX, 168, small), lv(JX, 168.1, small)],
    ['lv JX-D1', 'hv-single JX-D1'],
  ],
  [
    '1',
    'JX-D1 says nothing of shops: NAT-LV',
    () => [lv(JX, 160, { category: 'commercial' }), lv(JX, 160.1, { category: 'commercial' })],
    ['lv NAT-LV', 'hv-single NAT-LV'],
  ],
  [
    '1',
    'JH-D1: 160 kW in town',
    () => [lv(JH, 160, small), lv(JH, 160.1, small)],
    ['lv JH-D1', 'hv-single JH-D1'],
  ],
  [
    '1',
    'JH-D1: 100 kW in the country until the end of 2022',
    () => [lv(JH, 100, ruralSmall, '2022-12-31'), lv(JH, 100.1, ruralSmall, '2022-12-31')],
    ['lv JH-D1', 'hv-single JH-D1'],
  ],
  [
    '1',
    'JH-D1: 160 kW everywhere from 2023 on',
    () => [lv(JH, 100.1, ruralSmall, '2023-01-01'), lv(JH, 160.1, ruralSmall, '2023-01-01')],
    ['lv JH-D1', 'hv-single JH-D1'],
  ],
  [
    '1',
    'SQ-D1: 160 kW for industry and commerce',
    () => [lv(SQ, 160, { category: 'industrial' }), lv(SQ, 160.1, { category: 'industrial' })],
    ['lv SQ-D1', 'hv-single SQ-D1'],
  ],
  [
    '1',
    'SQ-D1 leaves farms to the business rules',
    () => lv(SQ, 160, { category: 'agricultural' }),
    'lv NAT-LV',
  ],
  [
    '1',
    'CZ-D3: 250 kW for everyone',
    () => [lv(CZ, 250, { category: 'agricultural' }), lv(CZ, 250.1, { category: 'agricultural' })],
    ['lv CZ-D3', 'hv-single CZ-D3'],
  ],
  [
    '1',
    'HC says nothing: NAT-LV',
    () => [lv(HC, 160, small), lv(HC, 160.1, small)],
    ['lv NAT-LV', 'hv-single NAT-LV'],
  ],
  [
    '1',
    'the strength of each limit',
    () =>
      [JX.rules['JX-D1'], JH.rules['JH-D1'], SQ.rules['SQ-D1'], CZ.rules['CZ-D3']].map(
        (rule) => rule?.strength,
      ),
    ['must', 'in-principle', 'may', 'must'],
  ],
  [
    '2',
    'SQ-D2: high voltage on request',
    () => [SQ.voltage.highOnRequest, JX.voltage.highOnRequest.rule],
    [{ rule: 'SQ-D2', allowed: true, document: 'voluntary-high-voltage-statement' }, 'NAT-HIGH-ON-REQUEST'],
  ],
  [
    '3',
    'public lines: JX-A2, JH-C2, SQ-D4, CZ-D2',
    () => [JX, JH, SQ, CZ, HC].map(({ access }) => `${access.publicLine.policy} ${access.publicLine.rule}`),
    [
      'prefer JX-A2',
      'prefer-existing JH-C2',
      'nearest-or-cheapest SQ-D4',
      'only CZ-D2',
      'prefer NAT-PUBLIC-LINE',
    ],
  ],
  [
    '3',
    'CZ-D2: no line of the customer’s own is ever looked for',
    () =>
      [CZ, JX].map((pack) =>
        Object.values(classify(requestFor({ demand: { capacityKva: 6000 } }), pack).brief)
          .flat()
          .includes('mv-dedicated-feeder'),
      ),
    [false, true],
  ],
  [
    '4',
    'CZ-D1: direct to 8,000 kVA',
    () => [accessIsDirect(CZ.access, 8000), accessIsDirect(CZ.access, 8001)],
    [true, false],
  ],
  [
    '4',
    'SQ-C4 and HC-B1 name no figure',
    () => [SQ, HC].map(({ access }) => [access.directAccess.rule, access.directAccess.maxKva]),
    [
      ['SQ-C4', null],
      ['HC-B1', null],
    ],
  ],
  [
    '5',
    'JX-D2: a second source only with class-1 or class-2 load',
    () =>
      ([1, 2, 3] as const).map(
        (loadClass) =>
          classify(requestFor({ demand: { loadClass, importance: 'first' } }), JX).classification
            .sourceStructure,
      ),
    ['dual-source', 'dual-source', 'single'],
  ],
  [
    '5',
    'JX-D2 is named where it refuses',
    () =>
      classify(requestFor({ demand: { importance: 'first' } }), JX).classification.because.find(
        ({ key }) => key === 'second-source-not-allowed',
      )?.rule,
    'JX-D2',
  ],
  [
    '5',
    'elsewhere importance alone is enough',
    () =>
      [JH, SQ, CZ, HC].map(
        (pack) =>
          classify(requestFor({ demand: { importance: 'first' } }), pack).classification.sourceStructure,
      ),
    ['dual-source', 'dual-source', 'dual-source', 'dual-source'],
  ],
  [
    '23',
    'JH-C1: on site below 500 kVA, metered low, one source',
    () =>
      [{ capacityKva: 499 }, { capacityKva: 500 }, { capacityKva: 499, ...TWO }].map((given) =>
        onSiteRule(JH.answer, facts({ metering: 'hv-supply-lv-metering', ...given })),
      ),
    ['JH-C1', null, null],
  ],
  [
    '23',
    'SQ-C4: on site at 10 kV with one source',
    () => [onSiteRule(SQ.answer, facts({})), onSiteRule(SQ.answer, facts(TWO))],
    ['SQ-C4', null],
  ],
  [
    '23',
    'CZ-C2: on site to 10 (20) kV; JX-C1 and SQ-C2 at low voltage',
    () => [
      onSiteRule(CZ.answer, facts({})),
      onSiteRule(CZ.answer, facts({ voltage: 'hv' })),
      onSiteRule(JX.answer, facts({ voltage: 'lv' })),
      onSiteRule(SQ.answer, facts({ voltage: 'lv' })),
    ],
    ['CZ-C2', null, 'JX-C1', 'SQ-C2'],
  ],
  [
    '29',
    'where the grid is full',
    () =>
      [JX, JH, SQ, CZ, HC].map(
        ({ works: { constrained: c } }) => `${c.policy} ${c.transitionPlan} ${c.rule}`,
      ),
    [
      'within-capacity false JX-C2',
      'within-capacity false JH-C2',
      'connect-then-reinforce true SQ-C5',
      'reinforce-with-connection false CZ-B3',
      'connect-then-reinforce true NAT-CONSTRAINED',
    ],
  ],
  [
    '30',
    'JX-N7: several sources go to the weekly meeting',
    () => [reviewOf(JX.answer, facts(TWO)), reviewOf(JX.answer, facts({}))],
    [
      { review: 'weekly-meeting', rule: 'JX-N7' },
      { review: 'none', rule: null },
    ],
  ],
  [
    '30',
    'SQ-C4 and CZ-C2',
    () => [
      reviewOf(SQ.answer, facts(TWO)).review,
      reviewOf(CZ.answer, facts({ voltage: 'hv' })).review,
      reviewOf(CZ.answer, facts(TWO)).review,
    ],
    ['internal-approval', 'countersign', 'none'],
  ],
  [
    '35',
    'whether there is 20 kV',
    () => [JX, JH, SQ, CZ, HC].map(({ voltage }) => voltage.mediumLevels.kv),
    [[10], [10, 20], [10], [10, 20], [10]],
  ],
];
