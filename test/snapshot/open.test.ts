import { changeLedger } from '../../src/snapshot/ledger-version.ts';
import { expect, test } from 'vitest';
import { COLUMNS, COUNTS } from '../../src/snapshot/columns.ts';
import { LAYOUT_VERSION, viewColumns } from '../../src/snapshot/layout.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { drawGrid } from '../support/drawn-grid.ts';
import { snapshotOf } from '../support/open-rows.ts';

const rows = drawGrid({
  mv: ['F1: B -500- P1 -300- P2'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 2000 },
});

const damaged = (change: (bytes: Uint8Array) => void, cut = 0): SharedArrayBuffer => {
  const whole = new Uint8Array(snapshotOf(rows));
  const copy = new SharedArrayBuffer(whole.length - cut);
  new Uint8Array(copy).set(whole.subarray(0, whole.length - cut));
  change(new Uint8Array(copy));
  return copy;
};
const nothing = () => undefined;

test('what is no snapshot, another layout or cut short is refused with what was found', () => {
  expect(() => new Snapshot(damaged((bytes) => bytes.fill(65, 0, 6)))).toThrow(
    /not a snapshot: starts with "AAAAAA"/,
  );
  expect(
    () =>
      new Snapshot(
        damaged((bytes) => {
          bytes.set([99, 0], 6);
        }),
      ),
  ).toThrow(`snapshot layout 99, this program reads ${LAYOUT_VERSION}`);
  expect(() => new Snapshot(damaged(nothing, 8))).toThrow(/truncated or damaged/);
  expect(() => new Snapshot(new SharedArrayBuffer(4))).toThrow(/shorter than a header/);
});

test('every column starts at a multiple of 8 bytes and none overlaps the next', () => {
  const { columns } = viewColumns(snapshotOf(rows));
  const views = Object.values(columns).sort((a, b) => a.byteOffset - b.byteOffset);
  expect(views).toHaveLength(Object.keys(COLUMNS).length);
  expect(views[0]?.byteOffset).toBeGreaterThanOrEqual(16 + 4 * COUNTS.length);
  views.forEach((view, i) => {
    expect(view.byteOffset % 8).toBe(0);
    const next = views[i + 1];
    if (next !== undefined) expect(view.byteOffset + view.byteLength).toBeLessThanOrEqual(next.byteOffset);
  });
});

test('looks up sources and elements by id', () => {
  const snapshot = new Snapshot(snapshotOf(rows));
  expect(snapshot.findSources('P2').map((i) => snapshot.sourceKind(i))).toEqual(['pole']);
  expect(snapshot.findElements('B').map((e) => snapshot.elementKind(e))).toEqual(['busbar']);
  expect(snapshot.findSources('nobody')).toEqual([]);
});

test('keeps ledger versions beyond 32 bits', () => {
  const snapshot = new Snapshot(snapshotOf(rows));
  expect(snapshot.ledgerVersion).toBe(7);
  changeLedger(snapshot.columns.ledger, 2 ** 40 + 5, () => undefined);
  expect(snapshot.ledgerVersion).toBe(2 ** 40 + 5);
});

test('an empty region opens, with nothing in it', () => {
  const empty = Object.fromEntries(Object.keys(rows).map((table) => [table, []])) as unknown as typeof rows;
  const snapshot = new Snapshot(snapshotOf(empty));
  expect(snapshot.sourcesInBox(-180, -90, 180, 90)).toEqual([]);
  expect(snapshot.hull).toEqual([]);
});
