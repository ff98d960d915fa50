import fc from 'fast-check';
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

/** A staged case of 400 kVA and the rest, and whatever the books know of it. */
function withBooks(books: readonly number[], laterKva: number): Snapshot {
  const held = { external_number: 'C1', at_kind: 'node', at_id: 'P2', category: null } as const;
  const commitments = [
    ...books.map((kva, i) => rowOf('commitments', { id: `b${i}`, origin: 'books', kva, ...held })),
    rowOf('commitments', { id: 'case/c/1', origin: 'service', kva: laterKva, purpose: 'later', ...held }),
    rowOf('commitments', { id: 'case/c/0', origin: 'service', kva: 400, ...held }),
  ];
  return new Snapshot(snapshotOf({ ...town(200), commitments }));
}

test.each([
  ['of the whole', [1000], 400, 600],
  ['of the first stage alone', [400], 400, 600],
  ['of more than was chosen', [1300], 700, 600],
  ['of less than the later stages', [100], 400, 600],
  ['twice', [900, 1300], 700, 600],
])('a staged case that the books know counts once with their figure %s', (_, books, now, later) => {
  const { columns } = withBooks(books, 600);
  expect([columns.committedCkva[0]! / 100, columns.laterCkva[0]! / 100]).toEqual([now, later]);
});

test('with any books and stages a case counts as the larger of what the two books promise in all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 3 }),
      fc.integer({ min: 1, max: 2000 }),
      (books, laterKva) => {
        const { columns } = withBooks(books, laterKva);
        const whole = Math.max(400 + laterKva, ...books);
        expect(columns.laterCkva[0]).toBe(laterKva * 100);
        expect(columns.committedCkva[0]).toBe((whole - laterKva) * 100);
      },
    ),
    { numRuns: 60 },
  );
});

test('from its connection on the rest is a case like others: it counts whole until a later peak has seen it', () => {
  const staged = (connected_on: string | null, peaks: RegionRows['measurements'] = []) => {
    const held = { origin: 'service', at_kind: 'node', at_id: 'P2', category: null } as const;
    const commitments = [
      rowOf('commitments', { id: 'case/c/0', kva: 400, connected_on: '2026-08-01', ...held }),
      rowOf('commitments', { id: 'case/c/1', kva: 600, purpose: 'later', connected_on, ...held }),
    ];
    const snapshot = new Snapshot(snapshotOf({ ...town(200), commitments, measurements: peaks }));
    const { laterCkva, reservedBays } = snapshot.columns;
    const headroom = new Headroom(snapshot, pack.capacity, { season: 'summer', hour: null });
    const outlet = snapshot.findElements('F1')[0]!;
    const bays = reservedBays[snapshot.findSources('P2')[0]!];
    const laterKva = laterCkva[outlet]! / 100;
    return [headroom.promisedCkva(outlet) / 100 - laterKva, laterKva, bays];
  };
  const peak = (measured_on: string) => [
    rowOf('measurements', {
      ...{ element_kind: 'feeder', element_id: 'F1', season: 'summer', peak_kva: 900, quality: 'measured' },
      ...{ from_on: '2026-09-01', to_on: '2026-10-31', measured_on },
    }),
  ];
  expect(staged(null)).toEqual([400, 600, 1]);
  // A peak that has seen the first stage has not seen the rest.
  expect(staged(null, peak('2026-09-10'))).toEqual([0, 600, 1]);
  expect(staged('2026-10-01', peak('2026-09-10'))).toEqual([600, 0, 1]);
  expect(staged('2026-10-01', peak('2026-10-20'))).toEqual([0, 0, 1]);
});

test('it takes no second bay', () => {
  const { snapshot } = openTown(200, 400, 700);
  expect(snapshot.columns.reservedBays[snapshot.findSources('P2')[0]!]).toBe(1);
});
