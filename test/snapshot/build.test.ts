import { expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { type Drawing, drawGrid, rowOf } from '../support/drawn-grid.ts';
import { contextOf, findingsOf, snapshotOf } from '../support/open-rows.ts';
import { randomGrid, shuffled } from '../support/random-grid.ts';

const TOWN: Drawing = {
  mv: ['F1: B -500- P1 -300/200- P2', 'F1: P1 -100- R1'],
  transformers: { T1: { at: 'P2', kva: 315, lv: 'L1' } },
  lv: ['L1 -40- L2 -40- L3'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 2000, T1: 150, M1: 20_000 },
  spare: { R1: 1 },
};

function chainFrom(rows: RegionRows, id: string) {
  const { headroom } = contextOf(rows);
  const { snapshot } = headroom;
  const [source] = snapshot.findSources(id);
  return new ChainLedger(headroom, '2026-11-20').read(snapshot.columns.sourceElement[source ?? -1] ?? -1);
}

const without = (rows: RegionRows, change: Partial<RegionRows>): RegionRows => ({ ...rows, ...change });

test('a chain leads from the last pole of a low-voltage line up to the main transformer', () => {
  const chain = chainFrom(drawGrid(TOWN), 'L3');
  expect(chain.rows.map(({ kind, elementId }) => `${kind} ${elementId}`)).toEqual([
    'lv-line L2-L3',
    'lv-line L1-L2',
    'distribution-transformer T1',
    'section P1-P2',
    'section B-P1',
    'outlet F1',
    'busbar B',
    'main-transformer M1',
  ]);
});

test('room is k · rating − peak − committed, hand-worked for one transformer', () => {
  const rows = drawGrid({ ...TOWN, committed: { T1: 40 } });
  const transformer = chainFrom(rows, 'T1').rows[0];
  // 0.8 · 315 = 252; 252 − 150 − 40 = 62
  expect(transformer).toMatchObject({
    ratingKva: 315,
    limitKva: 252,
    peakKva: 150,
    committedKva: 40,
    leftKva: 62,
    season: 'summer',
    quality: 'measured',
    asOf: '2026-07-20',
  });
});

test('an in-flight case counts on every element of its chain and nowhere else', () => {
  const rows = drawGrid({ ...TOWN, committed: { R1: 500 } });
  const { headroom } = contextOf(rows);
  const { snapshot } = headroom;
  const committed = Object.fromEntries(
    Array.from({ length: snapshot.counts.elements }, (_, e) => [
      snapshot.elementId(e),
      (snapshot.columns.committedCkva[e] ?? 0) / 100,
    ]),
  );
  expect(committed).toMatchObject({ 'P1-R1': 500, 'B-P1': 500, F1: 500, M1: 500, 'P1-P2': 0, T1: 0 });
});

test('a case known to both books by its external number counts once, with the larger figure', () => {
  const rows = drawGrid(TOWN);
  const twice = (['books', 'service'] as const).map((origin, i) =>
    rowOf('commitments', {
      id: origin,
      origin,
      external_number: 'BZ1',
      at_kind: 'node',
      at_id: 'R1',
      kva: 100 + i * 20,
    }),
  );
  expect(chainFrom(without(rows, { commitments: twice }), 'R1').rows[0]?.committedKva).toBe(120);
});

test('a rating of 0 or none is unknown, never room, and is named', () => {
  for (const kva of [0, null]) {
    const rows = drawGrid({ ...TOWN, mains: { B: { id: 'M1', kva } } });
    const chain = chainFrom(rows, 'P1');
    expect(chain).toMatchObject({ openKva: null, unknownElementIds: ['B', 'M1'], grade: 'D' });
    expect(chain.openKnownKva).toBeGreaterThan(0);
  }
});

test('a busbar without a main transformer hangs on an unknown one', () => {
  const rows = drawGrid({ ...TOWN, mains: {} });
  expect(chainFrom(rows, 'P1').unknownElementIds).toEqual(['B', 'B/main-transformer']);
});

test('a closed loop makes the ratings of its feeder unknown and is named', () => {
  const rows = drawGrid({ ...TOWN, mv: ['F1: B -500- P1 -300- P2', 'F1: P1 -100- R1 -100- P2'] });
  expect(findingsOf(rows)).toContainEqual({
    code: 'closed-loop',
    severity: 'error',
    subject: 'section',
    ids: ['P1-P2', 'P1-R1', 'R1-P2'],
  });
  expect(chainFrom(rows, 'R1').openKva).toBeNull();
  expect(chainFrom(rows, 'R1').unknownElementIds).toContain('F1');
});

test('a normally open tie joins nothing: what lies behind it alone is an island, and no power source', () => {
  const rows = drawGrid({ ...TOWN, mv: [...TOWN.mv, 'F1: P2 -50!- P9 -60- P10'] });
  expect(findingsOf(rows)).toContainEqual({
    code: 'island',
    severity: 'error',
    subject: 'node',
    ids: ['P10', 'P9'],
  });
  expect(new Snapshot(snapshotOf(rows)).findSources('P9')).toEqual([]);
});

test('a node fed by two feeders is named, and neither feeder promises room', () => {
  const rows = drawGrid({ ...TOWN, mv: [...TOWN.mv, 'F2: B -400- P7 -50- P2'] });
  expect(findingsOf(rows)).toContainEqual({
    code: 'fed-twice',
    severity: 'error',
    subject: 'node',
    ids: ['P2', 'F1', 'F2'],
  });
  expect(chainFrom(rows, 'P7').openKva).toBeNull();
  expect(chainFrom(rows, 'R1').openKva).toBeNull();
});

test('a section between two voltages conducts nothing and is named', () => {
  const rows = drawGrid(TOWN);
  const nodes = rows.nodes.map((node) => (node.id === 'R1' ? { ...node, kv: 20 } : node));
  expect(findingsOf(without(rows, { nodes }))).toContainEqual({
    code: 'voltage-mismatch',
    severity: 'error',
    subject: 'section',
    ids: ['P1-R1'],
  });
});

test("nothing behind a customer's own transformer is a power source", () => {
  const rows = drawGrid({
    ...TOWN,
    transformers: { T1: { at: 'P2', kva: 315, lv: 'L1', ownership: 'customer' } },
  });
  const snapshot = new Snapshot(snapshotOf(rows));
  expect(['T1', 'L1', 'L3'].map((id) => snapshot.findSources(id))).toEqual([[], [], []]);
  expect(snapshot.findElements('T1')).toHaveLength(1);
});

test('used bays stand in the chain between the sections and the outlet', () => {
  const rows = drawGrid(TOWN);
  const bays = [rowOf('bays', { id: 'bay-1', node_id: 'B', status: 'used', feeder_id: 'F1', rating_a: 630 })];
  expect(chainFrom(without(rows, { bays }), 'P1').rows.map(({ kind }) => kind)).toEqual([
    'section',
    'bay',
    'outlet',
    'busbar',
    'main-transformer',
  ]);
});

test('rows in any order give the same bytes', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const rows = randomGrid(seed, 60);
    const first = Buffer.from(snapshotOf(rows));
    expect(Buffer.from(snapshotOf(shuffled(rows, seed + 100))).equals(first)).toBe(true);
  }
});

test('subtrees are ranges: every element stands in the range of each one above it', () => {
  const { counts, columns } = new Snapshot(snapshotOf(randomGrid(9, 80)));
  for (let e = 0; e < counts.elements; e++) {
    for (let up = columns.elementParent[e]!; up >= 0; up = columns.elementParent[up]!) {
      expect(up < e && e < columns.elementEnd[up]!).toBe(true);
    }
  }
});

test('a customer whose size nobody knows is not a customer of nothing: its transformer counts by its rating', () => {
  const rows = drawGrid({ ...TOWN, peaks: {} });
  const customers = [rowOf('customers', { id: 'c', at_kind: 'lv-point', at_id: 'L3' })];
  const [line, , transformer] = chainFrom(without(rows, { customers }), 'L3').rows;
  expect(line?.peakKva).toBeNull();
  expect(transformer?.peakKva).toBe(315);
});

test('a season in which a feeder was not measured is not made up from ratings', () => {
  const rows = drawGrid({ ...TOWN, transformers: { T1: { at: 'P2', kva: 5000 } }, peaks: { F1: 1000 } });
  const winter = rowOf('peaks', {
    element_kind: 'main-transformer',
    element_id: 'M9',
    season: 'winter',
    peak_kva: 1,
    quality: 'measured',
  });
  const chain = chainFrom(without(rows, { peaks: [...rows.peaks, winter] }), 'P1');
  expect(chain.rows.find(({ kind }) => kind === 'outlet')).toMatchObject({ peakKva: 1000, season: 'summer' });
});

test('sums beyond what a ledger column holds stay at its end instead of wrapping round to room', () => {
  const rows = drawGrid(TOWN);
  const commitments = Array.from({ length: 30 }, (_, i) =>
    rowOf('commitments', { id: `c${i}`, origin: 'books', at_kind: 'node', at_id: 'R1', kva: 900_000 }),
  );
  const [section] = chainFrom(without(rows, { commitments }), 'R1').rows;
  expect(section?.committedKva).toBe(21_474_836.47);
  expect(section?.leftKva).toBeLessThan(-21_000_000);
});
