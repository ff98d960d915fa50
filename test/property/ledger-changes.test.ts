import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerChange } from '../../src/model/ledger-change.ts';
import { packRows } from '../../src/model/packed-table.ts';
import { LOAD_CATEGORIES, type RegionRows, type Row } from '../../src/model/record.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { applyLedgerChanges } from '../../src/snapshot/apply-ledger-changes.ts';
import { fillCapacity } from '../../src/snapshot/fill-capacity.ts';
import { KEPT_MOVES } from '../../src/snapshot/columns.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { rowOf } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';
import { snapshotOf } from '../support/open-rows.ts';
import { proofs } from '../support/proofs.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';

const SEED = 20261128;
type Case = Row<'commitments'>;

/** The versions alone count here; marks are compared before. */
const step = (ledgerVersion: number) => ({ ledgerVersion, fromMark: '', ledgerMark: '' });

/** Places of a grid where a case can be: nodes, transformers, low-voltage points, and one that is nowhere. */
const placesOf = ({ nodes, distribution_transformers: transformers, lv_points: points }: RegionRows) => [
  ...nodes.map(({ id }) => ({ at_kind: 'node' as const, at_id: id })),
  ...transformers.map(({ id }) => ({ at_kind: 'distribution-transformer' as const, at_id: id })),
  ...points.map(({ id }) => ({ at_kind: 'lv-point' as const, at_id: id })),
  { at_kind: 'node' as const, at_id: 'nowhere' },
];

/** Room kept on an outlet or section for a supply that loses another feeder, or an unknown one. */
const backupsIn = ({ sections, feeders }: RegionRows) =>
  [...sections.map(({ id }) => `section/${id}`), ...feeders.map(({ id }) => `outlet/${id}`)].map(
    (at_id, i) => ({
      ...{ at_kind: 'element' as const, at_id, purpose: 'backup' as const, external_number: null },
      for_element: i % 5 === 0 ? null : `outlet/${feeders[i % feeders.length]!.id}`,
    }),
  );

/** Later stages of supplies, some of cases that the books know. */
const laterIn = (rows: RegionRows) =>
  placesOf(rows).map((place) => ({ ...place, purpose: 'later' as const }));

/** One region's cases, changed one after the other as casework changes them. */
class Books {
  cases: readonly Case[];
  readonly #random: () => number;
  readonly #places: ReturnType<typeof placesOf>;
  readonly #beside: readonly Partial<Case>[];
  #version: number;

  constructor(rows: RegionRows, seed: number, version: number) {
    [this.cases, this.#places] = [rows.commitments, placesOf(rows)];
    this.#beside = [...backupsIn(rows), ...laterIn(rows)];
    [this.#random, this.#version] = [seeded(seed), version];
  }

  #pick = <T>(from: readonly T[]): T => from[Math.floor(this.#random() * from.length)]!;

  #draw(id: string): Case {
    const known = this.cases.flatMap(({ external_number: number }) => number ?? []);
    const number = this.#random() < 0.3 ? this.#pick([...known, `N${this.#version}`]) : null;
    const kva = Math.round(this.#random() * 90_000) / 100;
    const category = this.#random() < 0.2 ? null : this.#pick(LOAD_CATEGORIES);
    return rowOf('commitments', {
      ...{ id, origin: this.#pick(['service', 'books'] as const), external_number: number, kva, category },
      ...(this.#random() < 0.3 ? this.#pick(this.#beside) : this.#pick(this.#places)),
    });
  }

  /** A new case, one that changes, or one that goes. */
  change(): LedgerChange {
    const old = this.#random() < 0.5 ? undefined : this.#pick(this.cases);
    const fresh =
      old !== undefined && this.#random() < 0.5 ? [] : [this.#draw(old?.id ?? `S${this.#version}`)];
    const after = [...this.cases.filter(({ id }) => id !== old?.id), ...fresh];
    const touched = new Set([old, ...fresh].flatMap((one) => (one === undefined ? [] : keyOf(one))));
    const of = (cases: readonly Case[]) => cases.filter((one) => touched.has(keyOf(one)));
    const ledgerVersion = ++this.#version;
    const change = { ...step(ledgerVersion), before: of(this.cases), after: of(after) };
    this.cases = after;
    return change;
  }
}

const keyOf = ({ id, external_number: number }: Case): string => number ?? `id/${id}`;

const CAPACITY = [
  'committedCkva',
  'backupCkva',
  'laterCkva',
  'settledCkva',
  'peakCkva',
  'loadKva',
  'reservedBays',
] as const;
const figuresOf = ({ columns }: Snapshot) => CAPACITY.map((name) => Array.from(columns[name]));
const roomOf = ({ openCkva, limitCkva, season, unknown }: Headroom) =>
  [openCkva, limitCkva, season, unknown].map((column) => Array.from(column));

describe('what changed in the ledger', () => {
  test('leaves the columns, and the room of every reader, as if all had been read again', () => {
    let applied = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const rows = randomGrid(seed);
        const snapshot = new Snapshot(snapshotOf(rows));
        const headroom = new Headroom(snapshot, pack.capacity);
        const late = new Headroom(snapshot, pack.capacity);
        const books = new Books(rows, seed, snapshot.ledgerVersion);
        for (let step = 0; step < 12; step++) {
          const changes = Array.from({ length: 1 + (step % 3) }, () => books.change());
          const again = new Snapshot(snapshotOf({ ...rows, commitments: [...books.cases].sort(byId) }));
          if (applyLedgerChanges(snapshot, pack.capacity, changes)) applied++;
          else {
            const read = packRows({ ...rows, commitments: [...books.cases].sort(byId) });
            fillCapacity(snapshot, read, pack.capacity, changes.at(-1)!.ledgerVersion);
          }
          expect(figuresOf(snapshot)).toEqual(figuresOf(again));
          expect(headroom.refresh()).toBe(changes.at(-1)!.ledgerVersion);
          expect(roomOf(headroom)).toEqual(roomOf(new Headroom(again, pack.capacity)));
        }
        late.refresh();
        expect(roomOf(late)).toEqual(roomOf(headroom));
      }),
      { seed: SEED, numRuns: proofs(200, 40) },
    );
    expect(applied).toBeGreaterThan(100);
  });
});

const byId = (a: Case, b: Case): number => (a.id < b.id ? -1 : 1);
const GRID = randomGrid(7);
const place = placesOf(GRID)[0]!;
const chosen = (ledgerVersion: number, more: Partial<Case> = {}): LedgerChange => {
  const after = [
    rowOf('commitments', { id: `C${ledgerVersion}`, origin: 'service', kva: 10, ...place, ...more }),
  ];
  return { ...step(ledgerVersion), before: [], after };
};

test.each([
  ['a gap', (next: number) => [chosen(next + 1)]],
  ['versions twice', (next: number) => [chosen(next), chosen(next)]],
  ['nothing', () => []],
  ['a case that is connected', (next: number) => [chosen(next, { connected_on: '2026-10-01' })]],
  ['more than the columns hold', (next: number) => [chosen(next, { kva: 21_474_837 })]],
])('%s changes nothing: the record has to be read', (_, changes) => {
  const snapshot = new Snapshot(snapshotOf(GRID));
  const before = [snapshot.ledgerVersion, figuresOf(snapshot)];
  expect(applyLedgerChanges(snapshot, pack.capacity, changes(snapshot.ledgerVersion + 1))).toBe(false);
  expect([snapshot.ledgerVersion, figuresOf(snapshot)]).toEqual(before);
});

test('columns that a dead writer left half-way are not written on', () => {
  const snapshot = new Snapshot(snapshotOf(GRID));
  const next = snapshot.ledgerVersion + 1;
  Atomics.store(snapshot.columns.ledger, 0, ~Atomics.load(snapshot.columns.ledger, 0));
  expect(applyLedgerChanges(snapshot, pack.capacity, [chosen(next)])).toBe(false);
});

test('a reader that missed more versions than are kept fills everything', () => {
  const snapshot = new Snapshot(snapshotOf(GRID));
  const [late, steady] = [new Headroom(snapshot, pack.capacity), new Headroom(snapshot, pack.capacity)];
  const places = placesOf(GRID);
  for (let i = 0; i < KEPT_MOVES + 40; i++) {
    const change = chosen(snapshot.ledgerVersion + 1, { kva: 1, ...places[i % places.length]! });
    expect(applyLedgerChanges(snapshot, pack.capacity, [change])).toBe(true);
    steady.refresh();
  }
  late.refresh();
  expect(roomOf(late)).toEqual(roomOf(steady));
});
