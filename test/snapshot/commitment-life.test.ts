import { expect, test } from 'vitest';
import type { RegionRows, Row } from '../../src/model/record.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { drawGrid, rowOf } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';
import { snapshotOf } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';

/** One feeder of 2,000 kVA; meters at its head and at the main transformer, none on sections or busbar. */
const TOWN = drawGrid({
  mv: ['F1: B -500- P1 -300- R1'],
  transformers: { T1: { at: 'P1', kva: 315 } },
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 2000, M1: 20_000 },
});

const promise = (connected_on: string | null, over: Partial<Row<'commitments'>> = {}): Row<'commitments'> =>
  rowOf('commitments', {
    id: 'C',
    origin: 'books',
    at_kind: 'node',
    at_id: 'R1',
    kva: 400,
    connected_on,
    ...over,
  });

const measured = (
  element_kind: Row<'measurements'>['element_kind'],
  element_id: string,
  peak_kva: number,
  over: Partial<Row<'measurements'>> = {},
): Row<'measurements'> =>
  rowOf('measurements', {
    ...{ element_kind, element_id, season: 'summer', peak_kva, quality: 'measured' },
    ...{ from_on: '2026-10-01', to_on: '2026-10-31', measured_on: '2026-10-08', ...over },
  });

interface Shown {
  readonly committed: Record<string, number>;
  readonly left: Record<string, number | null>;
}

function chainOf(change: Partial<RegionRows>, rows = TOWN): Shown {
  const snapshot = new Snapshot(snapshotOf({ ...rows, ...change }));
  const headroom = new Headroom(snapshot, pack.capacity, { season: 'summer', hour: null });
  const chain = new ChainLedger(headroom, '2026-11-20').read(
    snapshot.elementOf(snapshot.findSources('R1')[0]!),
  );
  return {
    committed: Object.fromEntries(chain.rows.map((row) => [row.elementId, row.committedKva])),
    left: Object.fromEntries(chain.rows.map((row) => [row.elementId, row.leftKva])),
  };
}

const EVERYWHERE = { 'P1-R1': 400, 'B-P1': 400, F1: 400, B: 400, M1: 400 };

test('a case counts alike when it was chosen, approved and connected', () => {
  expect(chainOf({ commitments: [promise(null)] }).committed).toEqual(EVERYWHERE);
  // The peaks of the drawing are of 2026-07-20.
  expect(chainOf({ commitments: [promise('2026-07-20')] }).committed).toEqual(EVERYWHERE);
  expect(chainOf({ commitments: [promise('2026-09-01')] })).toEqual(
    chainOf({ commitments: [promise(null)] }),
  );
});

test('a later measured peak of the head ends it on the head and on the sections that rest on the head', () => {
  const commitments = [promise('2026-09-01')];
  const measurements = [measured('feeder', 'F1', 2350)];
  expect(chainOf({ commitments, measurements }).committed).toEqual({
    'P1-R1': 0,
    'B-P1': 0,
    F1: 0,
    B: 400,
    M1: 400,
  });
  const both = [...measurements, measured('main-transformer', 'M1', 20_300)];
  expect(Object.values(chainOf({ commitments, measurements: both }).committed)).toEqual([0, 0, 0, 0, 0]);
});

test('once measured, a case stays on the way to its place: the head has seen it, but not who draws how much of it', () => {
  const rows = drawGrid({
    mv: ['F1: B -500- P1 -300- R1', 'F1: P1 -100- P2'],
    transformers: { T1: { at: 'R1', kva: 300 }, T2: { at: 'P2', kva: 1700 } },
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 2000 },
  });
  const peakOf = (change: Partial<RegionRows>, id: string): number => {
    const snapshot = new Snapshot(snapshotOf({ ...rows, ...change }));
    return snapshot.columns.peakCkva[snapshot.findElements(id)[0]!]! / 100;
  };
  const commitments = [promise('2026-09-01')];
  expect(peakOf({ commitments }, 'P1-R1')).toBe(300);
  // 300 of 2,000 hang there and the case of 400: 2,400 · 300 / 2,000 + 400; the other branch has 2,400 · 1,700 / 2,000.
  const seen = (kva: number) => ({
    commitments,
    measurements: [measured('feeder', 'F1', kva, { from_on: '2026-06-01' })],
  });
  expect(peakOf(seen(2400), 'P1-R1')).toBe(760);
  expect(peakOf(seen(2400), 'P1-P2')).toBe(2040);
  // Never more than the head saw.
  expect(peakOf(seen(2400), 'B-P1')).toBe(2400);
  expect(peakOf(seen(380), 'P1-R1')).toBe(380);
});

test('a peak of the very day of the connection, an estimate, and a peak of an abnormal period end nothing', () => {
  const commitments = [promise('2026-10-08')];
  const of = (over: Partial<Row<'measurements'>>, periods: RegionRows['abnormal_periods'] = []) =>
    chainOf({ commitments, measurements: [measured('feeder', 'F1', 1900, over)], abnormal_periods: periods })
      .committed['F1'];
  expect(of({})).toBe(400);
  expect(of({ measured_on: '2026-10-09' })).toBe(0);
  expect(of({ measured_on: '2026-10-09', quality: 'estimated' })).toBe(400);
  const period = rowOf('abnormal_periods', {
    ...{ element_kind: 'feeder', element_id: 'F1', from_on: '2026-10-09', to_on: '2026-10-09' },
  });
  expect(of({ measured_on: '2026-10-09' }, [period])).toBe(400);
});

test('a summer peak ends it for the summer only: the winter, measured before, still has it to come', () => {
  const winter = rowOf('peaks', {
    ...{ element_kind: 'feeder', element_id: 'F1', season: 'winter', peak_kva: 2100, quality: 'measured' },
    measured_on: '2026-01-20',
  });
  const rows = { ...TOWN, peaks: [...TOWN.peaks, winter] };
  const change = { commitments: [promise('2026-03-01')] };
  const at = (season: 'summer' | 'winter' | 'worst') => {
    const snapshot = new Snapshot(snapshotOf({ ...rows, ...change }));
    const headroom = new Headroom(snapshot, pack.capacity, { season, hour: null });
    const [row] = new ChainLedger(headroom, '2026-11-20').read(snapshot.findElements('F1')[0]!).rows;
    return row!;
  };
  expect(at('summer')).toMatchObject({ peakKva: 2000, committedKva: 0 });
  expect(at('winter')).toMatchObject({ peakKva: 2100, committedKva: 400 });
  expect(at('worst')).toMatchObject({ season: 'winter', leftKva: at('winter').leftKva });
});

test('where nothing above is metered, a sum holds what the part on the way to the customer holds', () => {
  const rows = { ...TOWN, peaks: TOWN.peaks.filter(({ element_id }) => element_id === 'F1') };
  const commitments = [promise('2026-09-01')];
  const before = chainOf({ commitments }, rows);
  const after = chainOf({ commitments, measurements: [measured('feeder', 'F1', 2350)] }, rows);
  expect([before.committed['M1'], after.committed['M1']]).toEqual([400, 0]);
  expect(after.left['M1']! - before.left['M1']!).toBe(2000 + 400 - 2350);
});

test('a case in both books ends only after the later of the two connections', () => {
  const twice = [
    promise('2026-10-01', { id: 'C1', external_number: 'X' }),
    promise('2026-10-20', { id: 'C2', origin: 'service', external_number: 'X' }),
  ];
  const measurements = [measured('feeder', 'F1', 2350)];
  expect(chainOf({ commitments: twice, measurements }).committed['F1']).toBe(400);
});

test('law: from choice to measurement no step makes room anywhere, where the heads show the case on top of what was', () => {
  const random = seeded(20261120);
  let [ended, compared] = [0, 0];
  for (let seed = 1; seed <= 60; seed++) {
    const grid = randomGrid(seed, 30);
    const heads = grid.peaks.filter(({ element_kind }) => element_kind === 'feeder');
    const rows = { ...grid, peaks: heads.map((row) => ({ ...row, measured_on: '2026-07-20' })) };
    const nodes = grid.nodes.filter(({ id }) => id.includes('-N'));
    const kva = 20 + Math.round(500 * random());
    const at = { at_kind: 'node', at_id: nodes[Math.floor(random() * nodes.length)]!.id, kva } as const;
    const book = (over: Partial<Row<'commitments'>>) => ({
      ...rows,
      commitments: [
        ...rows.commitments,
        rowOf('commitments', { id: 'new', origin: 'service', ...at, ...over }),
      ],
    });
    const connected = book({ committed_on: '2026-03-01', connected_on: '2026-09-01' });
    const measurements = heads.map(({ element_kind, element_id, season, peak_kva }) =>
      measured(element_kind, element_id, peak_kva + kva, { season }),
    );
    const life = [
      rows,
      book({}),
      book({ committed_on: '2026-03-01' }),
      connected,
      { ...connected, measurements },
    ];
    const rooms = life.map((of) => new Headroom(new Snapshot(snapshotOf(of)), pack.capacity));
    rooms.slice(1).forEach((now, step) => {
      const before = rooms[step]!;
      for (let e = 0; e < now.snapshot.counts.elements; e++) {
        expect(now.leftCkva(e) === null).toBe(before.leftCkva(e) === null);
        // Figures are rounded to 0.01 kVA.
        expect(now.leftCkva(e) ?? 0).toBeLessThanOrEqual((before.leftCkva(e) ?? 0) + 1);
        compared++;
        if (now.committedCkva(e) < before.committedCkva(e)) ended++;
      }
    });
  }
  expect(compared).toBeGreaterThan(5000);
  expect(ended).toBeGreaterThan(100);
});

test('a measured peak below what was counted makes just that room', () => {
  const commitments = [promise('2026-09-01')];
  const before = chainOf({ commitments });
  const after = chainOf({
    commitments,
    measurements: [measured('feeder', 'F1', 2100, { from_on: '2026-06-01' })],
  });
  // 2,000 measured before, 400 promised; 2,100 seen with the case connected.
  expect(after.left['F1']! - before.left['F1']!).toBe(300);
});
