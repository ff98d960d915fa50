import { afterAll, beforeAll, expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import type { RegionState } from '../../src/model/store.ts';
import { abandonLedger, changeLedger } from '../../src/snapshot/ledger-version.ts';
import { RecordFollower } from '../../src/worker/follow-record.ts';
import { loadData } from '../../src/worker/load-data.ts';
import { ThreadLoader } from '../../src/worker/load-in-thread.ts';
import { type LoadRegion, loadRegion } from '../../src/worker/load-region.ts';
import { Pool } from '../../src/worker/pool.ts';
import { pack } from '../support/load-rules.ts';
import { randomGrid } from '../support/random-grid.ts';

const DYING = new URL('../support/dying-loader.mjs', import.meta.url);
const HEAP_MB = 32;

let state: RegionState = {
  ...{ id: 'test', name: 'test', dataVersion: 1, ledgerVersion: 3, ledgerMark: 'm3' },
  dataAsOf: '2026-11-20T00:00:00.000Z',
};
const store = {
  regions: () => Promise.resolve([state]),
  readPacked: () => Promise.resolve({ state, rows: packRows(randomGrid(42, 80)) }),
  ledgerChanges: () => Promise.resolve([]),
};
const sound = loadRegion({ store, rules: pack.capacity, folder: null });

let pool: Pool;
beforeAll(() => {
  pool = new Pool({ ...loadData('data'), threads: 2, maxQueue: 100, deadlineMs: 30_000 });
});
afterAll(() => pool.close());

const chain = () =>
  pool.chain({ region: 'test', elementId: 'F0', kind: null, asOf: '2026-11-20' }, 'planner');
const ledgerOf = async (): Promise<unknown> => {
  const answer = await chain();
  return answer.ok ? (JSON.parse(answer.body) as { ledgerVersion: number }).ledgerVersion : answer.code;
};

/** A follower whose loads are sound until a death is chosen, with what was told of failures. */
function follow() {
  const dying = new ThreadLoader(DYING, { databaseUrl: '', rules: pack.capacity, folder: null }, HEAP_MB);
  const told: string[] = [];
  let death: string | null = null;
  const load: LoadRegion = (now, shown) =>
    death === null ? sound(now, shown) : dying.load({ ...now, name: death }, shown);
  const follower = new RecordFollower({
    ...{ store, rules: pack.capacity, pool, load, only: null, onShown: () => undefined },
    onFailed: (_region, error) => told.push(String(error)),
  });
  /** Moves the ledger and looks, with loads that die so. */
  const move = async (by: string | null): Promise<number> => {
    const ledgerVersion = state.ledgerVersion + 1;
    state = { ...state, ledgerVersion, ledgerMark: `m${ledgerVersion}` };
    death = by;
    return follower.look();
  };
  return { follower, move, told };
}

test('a thread that dies before it fills leaves what is on show, and the next look heals', async () => {
  const { follower, move, told } = follow();
  await follower.lookFirst();
  const before = await ledgerOf();
  expect(before).toBe(state.ledgerVersion);
  expect(await move('dies before')).toBe(0);
  expect(await move('lacks memory')).toBe(0);
  expect(told).toHaveLength(2);
  expect(told[0]).toContain('the loading thread ended: code 3');
  expect(told[1]).toContain('memory limit');
  expect(await ledgerOf()).toBe(before);
  expect(await move(null)).toBe(1);
  expect(await ledgerOf()).toBe(state.ledgerVersion);
});

test.each(['lacks memory half-way', 'throws half-way'])(
  'a thread that %s gives its readers an error, also those that waited; the next look heals',
  async (death) => {
    const { follower, move, told } = follow();
    await follower.lookFirst();
    const before = state.ledgerVersion;
    const looked = move(death);
    const answers: unknown[] = [];
    // Until the thread has begun they are answered, then they wait, and in the end they are told.
    while (answers.at(-1) !== 'not-ready') answers.push(await ledgerOf());
    expect(await looked).toBe(0);
    expect(new Set(answers)).toEqual(new Set([...answers.slice(0, -1).map(() => before), 'not-ready']));
    expect(told[0]).toContain('left the figures on show half-way filled');
    expect(pool.regions()[0]?.ledgerVersion).toBe(before);
    expect(await Promise.all([ledgerOf(), ledgerOf(), ledgerOf()])).toEqual(Array(3).fill('not-ready'));
    expect(await move(null)).toBe(1);
    expect(await ledgerOf()).toBe(state.ledgerVersion);
  },
);

test('where nothing can be shown at first, the start ends with the reason', async () => {
  const { follower, move } = follow();
  await move('lacks memory');
  await expect(follower.lookFirst()).rejects.toThrow('memory limit');
});

test('a writer at rest is not abandoned; one that ended is healed by the next', () => {
  const ledger = new Int32Array(new SharedArrayBuffer(8));
  changeLedger(ledger, 2 ** 40 + 5, () => undefined);
  expect(abandonLedger(ledger)).toBe(false);
  const failing = (): void => {
    throw new Error('no more');
  };
  expect(() => {
    changeLedger(ledger, 2 ** 40 + 6, failing);
  }).toThrow('no more');
  expect(abandonLedger(ledger)).toBe(true);
  changeLedger(ledger, 2 ** 40 + 7, () => undefined);
  expect(Math.abs(ledger[0]!) + ledger[1]! * 2 ** 31).toBe(2 ** 40 + 7);
  expect(abandonLedger(ledger)).toBe(false);
});
