import { expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import type { Row } from '../../src/model/record.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { applyLedgerChanges } from '../../src/snapshot/apply-ledger-changes.ts';
import { fillCapacity } from '../../src/snapshot/fill-capacity.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { drawGrid, rowOf } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';
import { snapshotOf } from '../support/open-rows.ts';

/** Two feeders of one main transformer, and a third of another. */
const TOWN = drawGrid({
  mv: ['F1: B1 -300- P1 -300- P2', 'F2: B1 -300- P3 -300- P4', 'F3: B2 -300- P5 -300- P6'],
  mains: { B1: { id: 'M1', kva: 40_000 }, B2: { id: 'M2', kva: 40_000 } },
  peaks: { F1: 500, F2: 500, F3: 500, M1: 1000, M2: 500 },
});

const kept = (id: string, onto: string, lost: string, kva: number): Row<'commitments'> =>
  rowOf('commitments', {
    ...{ id, origin: 'service', at_kind: 'element', at_id: `section/${onto}`, kva },
    ...{ purpose: 'backup', for_element: `outlet/${lost}` },
  });

const keptOn = (snapshot: Snapshot): Record<string, number> =>
  Object.fromEntries(
    Array.from(snapshot.columns.backupCkva, (ckva, e) => [snapshot.elementId(e), ckva / 100] as const).filter(
      ([, kva]) => kva > 0,
    ),
  );

const openWith = (...commitments: readonly Row<'commitments'>[]): Snapshot =>
  new Snapshot(snapshotOf({ ...TOWN, commitments }));

test('room behind supplies: those of one lost feeder count together, of several the most that one brings', () => {
  const first = kept('a', 'P5-P6', 'F1', 100);
  expect(keptOn(openWith(first))).toEqual({ 'P5-P6': 100, 'B2-P5': 100, F3: 100, B2: 100, M2: 100 });
  const same = openWith(first, kept('b', 'P5-P6', 'F1', 150));
  expect(keptOn(same)).toMatchObject({ 'P5-P6': 250, M2: 250 });
  const other = openWith(first, kept('b', 'P5-P6', 'F2', 150));
  expect(keptOn(other)).toMatchObject({ 'P5-P6': 150, M2: 150 });
  const [before, after] = [openWith(), other].map((snapshot) => {
    const headroom = new Headroom(snapshot, pack.capacity);
    return headroom.leftCkva(snapshot.findElements('F3')[0]!)!;
  });
  expect(before! - after!).toBe(15_000);
});

test('what feeds both the lost feeder and the one that takes over carries the supply anyway', () => {
  expect(keptOn(openWith(kept('a', 'P3-P4', 'F1', 100)))).toEqual({ 'P3-P4': 100, 'B1-P3': 100, F2: 100 });
});

test('it follows the ledger step by step, and comes back when the choice ends', () => {
  const rows = [kept('a', 'P5-P6', 'F1', 100), kept('b', 'P5-P6', 'F1', 150), kept('c', 'P5-P6', 'F2', 180)];
  const snapshot = openWith();
  let version = snapshot.ledgerVersion;
  const change = (before: Row<'commitments'>[], after: Row<'commitments'>[]) => {
    const step = { ledgerVersion: ++version, fromMark: '', ledgerMark: '', before, after };
    expect(applyLedgerChanges(snapshot, pack.capacity, [step])).toBe(true);
    return keptOn(snapshot)['F3'] ?? 0;
  };
  expect(rows.map((row) => change([], [row]))).toEqual([100, 250, 250]);
  expect(rows.map((row) => change([row], []))).toEqual([180, 180, 0]);
  fillCapacity(snapshot, packRows({ ...TOWN, commitments: [rows[2]!] }), pack.capacity, version + 1);
  expect(keptOn(snapshot)['F3']).toBe(180);
});

test('more of it than there are places for has the snapshot built anew', () => {
  const many = Array.from({ length: 4097 }, (_, i) => kept(`k${i}`, 'P5-P6', 'F1', 0.01));
  const read = packRows({ ...TOWN, commitments: many });
  expect(fillCapacity(openWith(), read, pack.capacity, 9)).toBeNull();
  expect(keptOn(openWith(...many))['F3']).toBe(40.97);
});
