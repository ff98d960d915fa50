import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import type { RegionRows, Row } from '../../src/model/record.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import { Headroom, type When } from '../../src/search/headroom.ts';
import { fillCapacity } from '../../src/snapshot/fill-capacity.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { drawGrid, rowOf } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';
import { snapshotOf } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';

const rules = pack.capacity;

/** Head F1 of 2,000 kVA; behind trunk B-P1 two transformers of 315 kVA, T1 metered. */
const TOWN = drawGrid({
  mv: ['F1: B -500- P1 -300- P2', 'F1: P1 -100- P3'],
  transformers: { T1: { at: 'P2', kva: 315 }, T2: { at: 'P3', kva: 315 } },
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 2000, T1: 150, M1: 20_000 },
});

type Measured = Partial<Row<'measurements'>> & Pick<Row<'measurements'>, 'element_id' | 'peak_kva'>;

const measurement = (over: Measured): Row<'measurements'> =>
  rowOf('measurements', {
    element_kind: 'feeder',
    season: 'summer',
    from_on: '2026-08-01',
    to_on: '2026-08-31',
    measured_on: '2026-08-10',
    quality: 'measured',
    ...over,
  });
const abnormal = (
  element_kind: Row<'abnormal_periods'>['element_kind'],
  element_id: string,
  from: string,
  to: string,
) => rowOf('abnormal_periods', { element_kind, element_id, from_on: from, to_on: to });
const peak = (over: Partial<Row<'peaks'>>): Row<'peaks'> =>
  rowOf('peaks', { element_kind: 'feeder', season: 'summer', quality: 'measured', ...over });

const withRows = (change: Partial<RegionRows>, base = TOWN): RegionRows => ({ ...base, ...change });

function rowAt(rows: RegionRows, elementId: string, when?: When) {
  const snapshot = new Snapshot(snapshotOf(rows));
  const headroom = new Headroom(snapshot, rules, when);
  const [element] = snapshot.findElements(elementId);
  const [row] = new ChainLedger(headroom, '2026-11-20').read(element!).rows;
  return row!;
}

test('a measurement takes the place of a peak of its period and shows its day', () => {
  const rows = withRows({ measurements: [measurement({ element_id: 'F1', peak_kva: 2600 })] });
  expect(rowAt(rows, 'F1')).toMatchObject({ peakKva: 2600, asOf: '2026-08-10', quality: 'measured' });
});

test('a measured peak inside a period of abnormal switching counts nowhere; one outside it does', () => {
  const measurements = [
    measurement({ element_id: 'F1', peak_kva: 5000 }),
    measurement({
      element_id: 'F1',
      peak_kva: 2400,
      from_on: '2026-09-01',
      to_on: '2026-09-30',
      measured_on: '2026-09-05',
    }),
  ];
  const periods = [abnormal('feeder', 'F1', '2026-08-10', '2026-08-10')];
  expect(rowAt(withRows({ measurements }), 'F1').peakKva).toBe(5000);
  expect(rowAt(withRows({ measurements, abnormal_periods: periods }), 'F1').peakKva).toBe(2400);
});

test('a period of a feeder holds for its sections, not for what hangs behind its transformers', () => {
  const measurements = [
    measurement({ element_kind: 'section', element_id: 'P1-P2', peak_kva: 900 }),
    measurement({ element_kind: 'distribution-transformer', element_id: 'T1', peak_kva: 240 }),
  ];
  const rows = withRows({
    measurements,
    abnormal_periods: [abnormal('feeder', 'F1', '2026-08-01', '2026-08-31')],
  });
  expect(rowAt(rows, 'P1-P2').quality).toBe('estimated');
  expect(rowAt(rows, 'T1').peakKva).toBe(240);
});

test('a meter of which every reading is abnormal is as good as none', () => {
  const measurements = [
    measurement({ element_kind: 'distribution-transformer', element_id: 'T2', peak_kva: 1 }),
  ];
  const abnormal_periods = [abnormal('distribution-transformer', 'T2', '2026-08-01', '2026-08-31')];
  expect(rowAt(withRows({ measurements }), 'T2').peakKva).toBe(1);
  expect(rowAt(withRows({ measurements, abnormal_periods }), 'T2')).toEqual(rowAt(TOWN, 'T2'));
});

test('generation that hid part of a peak is added back, at the head and in what is shared out below it', () => {
  const peaks = [peak({ element_id: 'F1', peak_kva: 2000, measured_on: '2026-07-20', masked_kva: 500 })];
  const rows = withRows({ peaks });
  expect(rowAt(rows, 'F1').peakKva).toBe(2500);
  expect(rowAt(rows, 'B-P1').peakKva).toBe(2500);
  // Both branches feed one transformer of 315 kVA: half of the head each.
  expect([rowAt(rows, 'P1-P2').peakKva, rowAt(rows, 'P1-P3').peakKva]).toEqual([1250, 1250]);
});

test('law: whatever is measured, the branches below a metered head add up to it, hidden generation included', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 0, max: 2000 }),
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 }),
      (head, masked, sizes) => {
        const transformers = Object.fromEntries(sizes.map((kva, i) => [`T${i}`, { at: `P${i}`, kva }]));
        const drawn = drawGrid({
          mv: ['F1: B -100- P', ...sizes.map((_, i) => `F1: P -50- P${i}`)],
          transformers,
        });
        const peaks = [
          peak({ element_id: 'F1', peak_kva: head, masked_kva: masked, measured_on: '2026-07-20' }),
        ];
        const snapshot = new Snapshot(snapshotOf(withRows({ peaks }, drawn)));
        const of = (id: string) => snapshot.columns.peakCkva[snapshot.findElements(id)[0]!]!;
        const parts = sizes.map((_, i) => of(`P-P${i}`)).reduce((a, b) => a + b, 0);
        expect(of('F1')).toBe((head + masked) * 100);
        expect(parts).toBeGreaterThanOrEqual(of('F1'));
        // Each figure is rounded up to 0.01 kVA.
        expect(parts - of('F1')).toBeLessThanOrEqual(sizes.length);
        const loads = snapshot.columns.loadKva.subarray(0, snapshot.counts.elements);
        expect(loads.reduce((a, b) => a + b, 0)).toBeCloseTo(head + masked, 6);
      },
    ),
    { seed: 20261120, numRuns: 100 },
  );
});

test('law: peaks that do not coincide are never simply added below a meter, with hidden generation neither', () => {
  const random = seeded(7);
  for (let round = 0; round < 100; round++) {
    const [head, one, two] = [1, 2, 3].map(() => Math.ceil(random() * 1000)) as [number, number, number];
    const drawn = drawGrid({
      mv: ['F1: B -100- P1 -50- P2', 'F1: P1 -50- P3'],
      transformers: { T1: { at: 'P2', kva: 2000 }, T2: { at: 'P3', kva: 2000 } },
    });
    const peaks = [
      peak({ element_id: 'F1', peak_kva: head, masked_kva: 10, measured_on: '2026-07-20' }),
      ...(['T1', 'T2'] as const).map((element_id, i) =>
        peak({
          element_kind: 'distribution-transformer',
          element_id,
          peak_kva: [one, two][i]!,
          masked_kva: 5,
        }),
      ),
    ];
    const trunk = rowAt(withRows({ peaks }, drawn), 'B-P1').peakKva!;
    expect(trunk).toBe(Math.max(head + 10, one + 5, two + 5));
  }
});

const CURVE = Array.from({ length: 24 }, (_, hour) => (hour === 19 ? 2000 : hour < 6 ? 500 : 1000));
const curves = CURVE.map((kva, point) =>
  rowOf('curves', { element_kind: 'feeder', element_id: 'F1', season: 'summer', points: 24, point, kva }),
);

test('at an hour a metered head has its share of the peak; what follows no course keeps its peak, and says so', () => {
  const rows = withRows({ curves });
  expect(rowAt(rows, 'F1', { season: 'summer', hour: 3 })).toMatchObject({
    peakKva: 500,
    hour: 3,
    season: 'summer',
  });
  expect(rowAt(rows, 'F1', { season: 'summer', hour: 19 })).toMatchObject({ peakKva: 2000, hour: 19 });
  expect(rowAt(rows, 'M1', { season: 'summer', hour: 3 })).toMatchObject({ peakKva: 20_000, hour: null });
  expect(rowAt(rows, 'F1')).toMatchObject({ peakKva: 2000, hour: null });
});

test('a section at an hour carries its share of the head, and never less than any single thing behind it may', () => {
  const rows = withRows({
    curves,
    peaks: [
      ...TOWN.peaks.filter(({ element_id }) => element_id !== 'T1'),
      peak({
        element_kind: 'distribution-transformer',
        element_id: 'T1',
        peak_kva: 800,
        measured_on: '2026-07-20',
      }),
    ],
  });
  const at = (id: string, hour: number) => rowAt(rows, id, { season: 'summer', hour }).peakKva;
  expect(at('B-P1', 3)).toBe(800);
  expect(at('B-P1', 12)).toBe(1000);
  expect(at('P1-P2', 3)).toBe(800);
});

test('the worst quarter of an hour stands for the hour, and hidden generation is added at every hour', () => {
  const curve_kva = Array.from({ length: 96 }, (_, i) => (i === 14 ? 1200 : i === 76 ? 2000 : 400));
  const rows = withRows({
    measurements: [measurement({ element_id: 'F1', peak_kva: 2000, masked_kva: 100, curve_kva })],
  });
  const at = (hour: number) => rowAt(rows, 'F1', { season: 'summer', hour }).peakKva;
  expect([at(3), at(4), at(19)]).toEqual([1300, 500, 2100]);
});

test('law: an hour never leaves less than the day, and the worst hour of a metered head leaves the same', () => {
  const random = seeded(3);
  const rows = randomGrid(11, 60);
  const heads = rows.peaks.filter(({ element_kind }) => element_kind === 'feeder');
  expect(heads.length).toBeGreaterThan(2);
  const drawn = heads.flatMap(({ element_kind, element_id, season }) =>
    Array.from({ length: 24 }, (_, point) =>
      rowOf('curves', { element_kind, element_id, season, points: 24, point, kva: 100 + 900 * random() }),
    ),
  );
  const snapshot = new Snapshot(snapshotOf({ ...rows, curves: drawn }));
  const day = new Headroom(snapshot, rules);
  const hours = Array.from(
    { length: 24 },
    (_, hour) => new Headroom(snapshot, rules, { season: 'worst', hour }),
  );
  let lower = 0;
  for (let e = 0; e < snapshot.counts.elements; e++) {
    const left = hours.map((headroom) => headroom.leftCkva(e));
    for (const [hour, one] of left.entries()) {
      expect(one === null).toBe(day.leftCkva(e) === null);
      if (one === null) continue;
      expect(one).toBeGreaterThanOrEqual(day.leftCkva(e)!);
      expect(one).toBe(day.leftAtCkva(e, hour));
      if (one > day.leftCkva(e)!) lower++;
    }
    if (snapshot.elementKind(e) === 'outlet' && left[0] !== null)
      expect(Math.min(...left.map((one) => one ?? Infinity))).toBe(day.leftCkva(e));
  }
  expect(lower).toBeGreaterThan(100);
});

test('a season that was asked for decides; a region without seasons has one peak for all', () => {
  const winter = peak({ element_id: 'F1', season: 'winter', peak_kva: 1200, measured_on: '2026-01-20' });
  const rows = withRows({ peaks: [...TOWN.peaks, winter] });
  const at = (season: When['season'], of = rows) => rowAt(of, 'F1', { season, hour: null });
  expect(at('summer')).toMatchObject({ peakKva: 2000, season: 'summer' });
  expect(at('winter')).toMatchObject({ peakKva: 1200, season: 'winter' });
  expect(at('worst')).toMatchObject({ peakKva: 2000, season: 'summer' });
  expect(at('unspecified')).toMatchObject({ peakKva: null, leftKva: null, season: null });
  const yearly = withRows({ peaks: TOWN.peaks.map((row) => ({ ...row, season: 'unspecified' as const })) });
  expect(at('winter', yearly)).toMatchObject({ peakKva: 2000, season: 'unspecified' });
});

test('filled in place, a snapshot has the bytes of one built anew from the same rows', () => {
  for (const seed of [1, 2, 3]) {
    const before = randomGrid(seed, 60);
    const meters = before.peaks.filter((_, i) => i % 3 === 0);
    const after: RegionRows = {
      ...before,
      peaks: before.peaks.map((row, i) => (i % 2 === 0 ? { ...row, peak_kva: row.peak_kva * 1.1 } : row)),
      measurements: meters.map(({ element_kind, element_id, season }) =>
        measurement({ element_kind, element_id, season, peak_kva: 777, masked_kva: 11 }),
      ),
      commitments: before.commitments.map((row) => ({ ...row, connected_on: '2026-08-01' })),
    };
    const buffer = snapshotOf(before);
    const snapshot = new Snapshot(buffer);
    expect(fillCapacity(snapshot, packRows(after), rules, snapshot.ledgerVersion)).not.toBeNull();
    expect(Buffer.from(buffer).equals(Buffer.from(snapshotOf(after)))).toBe(true);
    fillCapacity(snapshot, packRows(before), rules, snapshot.ledgerVersion);
    expect(Buffer.from(buffer).equals(Buffer.from(snapshotOf(before)))).toBe(true);
  }
});

test('courses for which a snapshot has no place leave it as it is', () => {
  const snapshot = new Snapshot(snapshotOf(TOWN));
  const many = Array.from({ length: 40 }, (_, i) => `T${i}`);
  const transformers = Object.fromEntries(many.map((id) => [id, { at: 'P1', kva: 100 }]));
  const wide = drawGrid({ mv: ['F1: B -500- P1'], transformers });
  const measurements = many.map((element_id) =>
    measurement({ element_kind: 'distribution-transformer', element_id, peak_kva: 50, curve_kva: CURVE }),
  );
  const crowded = new Snapshot(snapshotOf(wide));
  const copy = Buffer.from(Buffer.from(crowded.columns.peakCkva.buffer));
  expect(fillCapacity(crowded, packRows({ ...wide, measurements }), rules, 99)).toBeNull();
  expect(copy.equals(Buffer.from(crowded.columns.peakCkva.buffer))).toBe(true);
  const head = [measurement({ element_id: 'F1', peak_kva: 2000, curve_kva: CURVE })];
  expect(fillCapacity(snapshot, packRows({ ...TOWN, measurements: head }), rules, 99)).not.toBeNull();
  expect(snapshot.ledgerVersion).toBe(99);
});
