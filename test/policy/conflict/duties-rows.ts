import { approvalsOf } from '../../../src/policy/approvals-part.ts';
import { fundingOf } from '../../../src/policy/works-part.ts';
import { CZ, HC, JH, JX, SQ, facts, type Row } from './five-packs.ts';

/** Publication, reports, areas, documents, live work, urgent works, crossings. */
export const DUTIES_ROWS: readonly Row[] = [
  [
    '27',
    'who publishes what how often',
    () =>
      [JX, JH, SQ, CZ, HC].map(({ disclosure: { publication: p } }) => [
        p.rule,
        p.cadence,
        p.publishers.length,
        p.liveWarning,
      ]),
    [
      ['JX-B1', 'none-stated', 1, false],
      ['JH-A1', 'none-stated', 1, false],
      ['SQ-A2', 'none-stated', 1, false],
      ['CZ-B1', 'monthly', 3, true],
      ['NAT-PUBLICATION', 'monthly', 1, true],
    ],
  ],
  [
    '28',
    'for whom',
    () =>
      [JX, JH, SQ, CZ, HC].map(({ disclosure: { audience } }) => `${audience.customers} ${audience.rule}`),
    [
      'sources-within-radius JX-A1',
      'nothing JH-K1',
      'on-application-by-area SQ-K1',
      'on-application-by-area CZ-K1',
      'on-application-by-area NAT-AUDIENCE',
    ],
  ],
  [
    '31',
    'JX-N1 and JX-N2 differ on the hour of the weekly meeting',
    () => JX.reports.weekly,
    {
      rule: 'JX-N1',
      weekday: 2,
      time: '09:00',
      otherTime: { rule: 'JX-N2', time: '08:30' },
      dataDue: { rule: 'JX-N4', time: '15:00' },
      tableRule: 'JX-N5',
      columns: [
        'name',
        'voltage',
        'capacity-kva',
        'business-type',
        'contact',
        'power-source',
        'load-of-line',
        'remarks',
      ],
    },
  ],
  [
    '31',
    'JH-N1, CZ-N1, HC-N1',
    () => [JH, CZ, HC].map(({ reports }) => reports.periodic.map(({ every }) => every)),
    [['half-year'], ['month', 'two-months', 'quarter', 'month'], ['week']],
  ],
  [
    '32',
    'classes of area',
    () => [JX, JH, SQ, CZ].map(({ areas }) => areas.classes.map(({ name }) => name).join(' ')),
    ['town rural', 'centre city town rural', 'county-seat town rural', 'A B C D'],
  ],
  [
    '33',
    'documents asked for, and the fewest',
    () => [JX, JH, SQ, CZ, HC].map(({ answer: { documents: d } }) => [d.rule, d.asked, d.least]),
    [
      ['JX-J1', 2, 1],
      ['JH-J1', 2, 2],
      ['SQ-J1', 2, 0],
      ['CZ-J1', 1, 1],
      ['HC-J1', 2, 0],
    ],
  ],
  [
    '34',
    'live work',
    () => [JX, JH, SQ, CZ, HC].map(({ works: { liveWork } }) => [liveWork.rule, liveWork.share]),
    [
      ['JX-Q1', 1],
      ['JH-Q2', 1],
      ['SQ-Q2', 1],
      ['CZ-Q1', 0.99],
      ['HC-Q1', 1],
    ],
  ],
  [
    'L4',
    'SQ-L4: three months are urgent, a day more is not',
    () =>
      ['2022-12-02', '2022-12-03'].map((wantedOn) =>
        fundingOf(SQ.works, { asOf: '2022-09-02', wantedOn }).map(({ key, rule }) => `${key} ${rule}`),
      ),
    [['works-from-urgent-package SQ-L4'], ['works-from-yearly-plan SQ-L4']],
  ],
  [
    'L4',
    'SQ-L4: three months after the end of November is the end of February',
    () =>
      ['2023-02-28', '2023-03-01'].map(
        (wantedOn) => fundingOf(SQ.works, { asOf: '2022-11-30', wantedOn })[0]?.key,
      ),
    ['works-from-urgent-package', 'works-from-yearly-plan'],
  ],
  [
    'I3',
    'SQ-I3: special crossings need their owners',
    () =>
      approvalsOf(SQ.approvals, facts({}), ['railway', 'river', 'railway']).because.map(
        ({ values, rule }) => [values['crossing'], rule],
      ),
    [['railway', 'SQ-I3']],
  ],
];
