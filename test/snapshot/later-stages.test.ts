import { expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { shortfalls } from '../../src/search/shortfalls.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { drawGrid, rowOf } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';
import { snapshotOf } from '../support/open-rows.ts';

/** A feeder whose first section is the tightest thing on the way. */
const town = (amps: number): RegionRows =>
  drawGrid({
    mv: [`F1: B -500/${amps}- P1 -300- P2`],
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 500, M1: 500 },
  });

function openTown(amps: number, nowKva: number, laterKva: number) {
  const held = { origin: 'service', at_kind: 'node', at_id: 'P2', category: null } as const;
  const commitments = [
    rowOf('commitments', { id: 'case/c/0', kva: nowKva, ...held }),
    rowOf('commitments', { id: 'case/c/1', kva: laterKva, purpose: 'later', ...held }),
  ];
  const snapshot = new Snapshot(snapshotOf({ ...town(amps), commitments }));
  const headroom = new Headroom(snapshot, pack.capacity);
  const at = (id: string): number => snapshot.findElements(id)[0]!;
  const left = (id: string): number => headroom.leftCkva(at(id))! / 100;
  return { snapshot, headroom, at, left };
}

/** √3 · 10 kV · 100 A with the usable share of a section. */
const LIMIT = Math.floor(Math.sqrt(3) * 1000 * pack.capacity.usableShare.section * 100) / 100;

test('the rest of a staged supply takes what room there is, and no more, where works have to make its own', () => {
  const plain = openTown(100, 400, 0);
  const free = plain.left('B-P1');
  expect(free).toBeCloseTo(LIMIT - 500 - 400, 1);
  const { left, headroom, at, snapshot } = openTown(100, 400, free + 300);
  expect(left('B-P1')).toBe(0);
  // Where there is room for all of it, all of it is held.
  expect(left('M1')).toBeCloseTo(plain.left('M1') - free - 300, 2);
  // Further works on the section are sized for both.
  const [short] = shortfalls(headroom, at('P1-P2'), { category: null, ckva: 10_000 });
  const section = shortfalls(headroom, at('P1-P2'), { category: null, ckva: 10_000 }).find(
    ({ element }) => snapshot.elementId(element) === 'B-P1',
  )!;
  expect(short?.takesCkva).toBe(0);
  expect((section.neededCkva / 100) * pack.capacity.usableShare.section).toBeGreaterThanOrEqual(
    500 + 400 + free + 300 + 100 - 0.01,
  );
});

test('once the works are in the record it counts whole there too', () => {
  const before = openTown(200, 400, 0).left('B-P1');
  expect(openTown(200, 400, 700).left('B-P1')).toBeCloseTo(before - 700, 2);
});

test('it takes no second bay', () => {
  const { snapshot } = openTown(200, 400, 700);
  expect(snapshot.columns.reservedBays[snapshot.findSources('P2')[0]!]).toBe(1);
});
