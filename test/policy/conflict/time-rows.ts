import { approvalsOf } from '../../../src/policy/approvals-part.ts';
import { stepsOf } from '../../../src/policy/time-part.ts';
import type { Facts } from '../../../src/policy/facts.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import { CZ, HC, JH, JX, SQ, TWO, facts, type Row } from './five-packs.ts';

/** Steps with their days, and the rule of the first. */
function steps(pack: Pack, given: Partial<Facts>): string {
  const list = stepsOf(pack.time, facts(given), []);
  return `${list[0]?.rule}: ${list.map(({ name, days }) => `${name} ${days}`).join(', ')}`;
}
/** Days without works. */
function handling(pack: Pack, given: Partial<Facts>): string {
  const list = stepsOf(pack.time, facts(given), []).filter(({ name }) => !name.endsWith('works'));
  return `${list[0]?.rule} ${list.reduce((sum, { days }) => sum + days, 0)}`;
}
/** Days of the whole process. */
function whole(pack: Pack, given: Partial<Facts>): string {
  const list = stepsOf(pack.time, facts(given), []);
  return `${list[0]?.rule} ${list.reduce((sum, { days }) => sum + days, 0)}`;
}
function works(pack: Pack, given: Partial<Facts>): string {
  const found = stepsOf(pack.time, facts(given), []).find(({ name }) => name.endsWith('works'));
  return `${found?.rule} ${found?.days}`;
}

/** Mode, days, kind of day and rule of the first permit. */
function permit(pack: Pack, given: Partial<Facts>): string {
  const [first] = approvalsOf(pack.approvals, facts(given), []).approvals;
  return `${first?.mode} ${first?.days} ${first?.dayKind} ${first?.rule}`;
}
const SMALL_LV = { voltage: 'lv', category: 'micro-enterprise' } as const;
const HOME = { voltage: 'lv', category: 'residential' } as const;

/** Steps, time limits and permits. */
export const TIME_ROWS: readonly Row[] = [
  [
    '16',
    'JX-G1: 4 steps at high voltage, 3 where the boundary is extended, 1 for a pushed case',
    () =>
      [{ customerBuilds: true }, { customerBuilds: false }, { customerBuilds: false, pushedLead: true }].map(
        (given) => stepsOf(JX.time, facts(given), []).filter(({ name }) => name !== 'works').length,
      ),
    [4, 3, 1],
  ],
  [
    '16',
    'JH-G1: 4 with an inspection',
    () => steps(JH, {}),
    'JH-H1: apply 1, plan-answer 10, works 60, inspection 6, meter-and-connect 5',
  ],
  [
    '16',
    'SQ-G1: 4, 3 for a pushed case, 3 where the utility builds',
    () =>
      [{ customerBuilds: true }, { customerBuilds: true, pushedLead: true }, { customerBuilds: false }].map(
        (given) => stepsOf(SQ.time, facts(given), []).filter(({ name }) => name !== 'works').length,
      ),
    [4, 3, 3],
  ],
  [
    '16',
    'CZ-G1: 3',
    () => steps(CZ, { lengthM: 400, asOf: '2020-06-01' }),
    'CZ-H1: apply 0.5, plan-answer 0.5, works 5, meter-and-connect 1',
  ],
  ['16', 'HC-G1: 2', () => steps(HC, {}), 'HC-H1: apply-and-answer 10, works 60, meter-and-connect 6'],
  [
    '17',
    'steps of small enterprises: 2, 2, 2, 2, 1',
    () =>
      [JX, JH, SQ, CZ, HC].map(
        (pack) => stepsOf(pack.time, facts(SMALL_LV), []).filter(({ name }) => name !== 'works').length,
      ),
    [2, 2, 2, 2, 1],
  ],
  [
    '18',
    'steps of others at low voltage: JX-G2 with own works, JH-G1 with an answer, CZ-G1',
    () =>
      [JX, JH, CZ].map((pack) =>
        stepsOf(pack.time, facts({ voltage: 'lv', category: 'commercial', customerBuilds: true }), []).map(
          ({ name }) => name,
        ),
      ),
    [
      ['apply', 'customer-works', 'meter-and-connect'],
      ['apply', 'plan-answer', 'works', 'meter-and-connect'],
      ['apply', 'works', 'meter-and-connect'],
    ],
  ],
  ['19', 'JX-H2 16 and 21 by sources', () => [handling(JX, {}), handling(JX, TWO)], ['JX-H2 16', 'JX-H2 21']],
  ['19', 'JH-H1 22 and 32 by sources', () => [handling(JH, {}), handling(JH, TWO)], ['JH-H1 22', 'JH-H1 32']],
  [
    '19',
    'SQ-H2 16, and 21 by importance, not by sources',
    () => [handling(SQ, {}), handling(SQ, TWO), handling(SQ, { importance: 'second' })],
    ['SQ-H2 16', 'SQ-H2 16', 'SQ-H2 21'],
  ],
  ['19', 'CZ-H1 2, HC-H1 16', () => [handling(CZ, {}), handling(HC, {})], ['CZ-H1 2', 'HC-H1 16']],
  [
    '20',
    'small enterprises: JX 15, SQ 15, HC 5',
    () => [JX, SQ, HC].map((pack) => whole(pack, SMALL_LV)),
    ['JX-H1 15', 'SQ-H1 15', 'HC-H1 5'],
  ],
  [
    '20',
    'JH-H1: 25, 20, 15 by year',
    () =>
      ['2020-12-31', '2021-01-01', '2021-12-31', '2022-01-01'].map((asOf) =>
        whole(JH, { ...SMALL_LV, asOf }),
      ),
    ['JH-H1 25', 'JH-H1 20', 'JH-H1 20', 'JH-H1 15'],
  ],
  [
    '20',
    'CZ-H1 1.5 and CZ-H2 2, then 1',
    () => ['2019-12-31', '2020-01-01'].map((asOf) => whole(CZ, { ...SMALL_LV, asOf })),
    ['CZ-H1 3.5', 'CZ-H1 2.5'],
  ],
  [
    '21',
    'homes: JX 3, JH 5, SQ 2 or 5, HC the same day or 5',
    () => [
      whole(JX, HOME),
      whole(JH, HOME),
      whole(SQ, { ...HOME, gridWorks: false }),
      whole(SQ, HOME),
      whole(HC, { ...HOME, gridWorks: false }),
      whole(HC, HOME),
    ],
    ['JX-H1 3', 'JH-H1 5', 'SQ-H1 2', 'SQ-H1 5', 'HC-H1 0', 'HC-H1 5'],
  ],
  [
    '22',
    'works at 10 kV: JX-H3 60, CZ-H2 6 then 5 when short, else the national stand-in',
    () => [
      works(JX, {}),
      works(CZ, { lengthM: 500, asOf: '2019-12-31' }),
      works(CZ, { lengthM: 500, asOf: '2020-01-01' }),
      works(CZ, { lengthM: 500.1, asOf: '2020-01-01' }),
      works(HC, {}),
    ],
    ['JX-H3 60', 'CZ-H2 6', 'CZ-H2 5', 'NAT-WORKS 60', 'NAT-WORKS 60'],
  ],
  [
    '24',
    'JX-I2: low voltage and small enterprises need no permit',
    () => [permit(JX, { voltage: 'lv' }), permit(JX, { category: 'micro-enterprise' })],
    ['exempt 0 working JX-I2', 'exempt 0 working JX-I2'],
  ],
  [
    '24',
    'SQ-I2 exempts no low voltage',
    () => permit(SQ, { voltage: 'lv' }),
    'limited 5 working NAT-APPROVALS',
  ],
  [
    '25',
    'JX-I3: 500 m of works and 30 m of road, both inclusive',
    () =>
      [
        [500, 30],
        [500.1, 30],
        [500, 30.1],
      ].map(([lengthM = 0, roadExcavationM = 0]) => permit(JX, { lengthM, roadExcavationM })),
    ['commitment 0 working JX-I3', 'online-parallel 5 working JX-I4', 'online-parallel 5 working JX-I4'],
  ],
  [
    '25',
    'CZ-I1: 500 m',
    () => [500, 500.1].map((lengthM) => permit(CZ, { lengthM })),
    ['filing 0 working CZ-I1', 'online-parallel 2 working CZ-I1'],
  ],
  [
    '25',
    'HC-I1: 150 m',
    () => [150, 150.1].map((lengthM) => permit(HC, { lengthM })),
    ['commitment 0 working HC-I1', 'limited 5 working NAT-APPROVALS'],
  ],
  [
    '26',
    'SQ-I1: days of the calendar',
    () =>
      approvalsOf(SQ.approvals, facts({}), []).approvals.map(({ name, days, dayKind }) => [
        name,
        days,
        dayKind,
      ]),
    [
      ['planning', 4, 'calendar'],
      ['greening', 5, 'calendar'],
      ['road-occupation', 5, 'calendar'],
      ['road-excavation', 5, 'calendar'],
    ],
  ],
];
