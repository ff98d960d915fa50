import { expect, it, test } from 'vitest';
import type { LookState, WarningCounts } from '../../src/model/warning.ts';
import type { AskedFor } from '../../src/model/warnings-query.ts';
import { Watch } from '../../src/planning/warnings/watch.ts';
import { fakePlanner } from '../http/fake-parts.ts';

const COUNTS: WarningCounts = { over: 2, heavy: 0, 'short-margin': 0, queue: 0, 'stale-data': 0 };
const ASKED: AskedFor = {
  element: 'outlet/F1',
  remedies: ['parallel-line'],
  chosen: { applications: 1, waitingKva: 100.5 },
  offered: { applications: 1, waitingKva: 200 },
};

/** What several processes have in common: the record, the time, and one region that stands still until it is moved. */
const world = () => ({
  ledgerVersion: 1,
  asked: [] as AskedFor[],
  at: Date.parse('2026-11-20T00:00:00Z'),
  looks: [] as (LookState & { counts: WarningCounts })[],
});

/** The watch of a process. */
function watchIn(state: ReturnType<typeof world>, finder = 'one') {
  const searched: (readonly AskedFor[])[] = [];
  const watch = new Watch({
    planner: {
      regions: () => [
        {
          ...{ id: 'town', name: 'town', version: 1, ledgerVersion: state.ledgerVersion },
          ...{ dataAsOf: '', bbox: [] },
        },
      ],
      warnings: ({ asked }) => {
        searched.push(asked);
        const { ledgerVersion } = state;
        return Promise.resolve({
          ...{ ok: true, version: 1, ledgerVersion, counts: COUNTS, batches: [] },
          phasesMs: {},
        });
      },
    },
    book: {
      look: (look) => Promise.resolve(void state.looks.push(look)),
      lastLook: () => Promise.resolve(state.looks.at(-1) ?? null),
      standing: () => Promise.resolve({ changes: 0, warnings: [] }),
      latest: () => Promise.resolve([]),
    },
    askedFor: () => Promise.resolve(state.asked),
    now: () => new Date(state.at),
    dayOf: (time) => time.toISOString().slice(0, 10),
    finder,
  });
  /** Some minutes later. */
  const look = async (minutes: number): Promise<number> => {
    state.at += 60_000 * minutes;
    await watch.lookAtAll(new AbortController().signal);
    return searched.length;
  };
  return { watch, searched, look };
}

test('a region is searched for warnings again when its ledger, what is asked for, or the day has moved; not before', async () => {
  const state = world();
  const { searched, look } = watchIn(state);
  expect([await look(0), await look(1), await look(1)]).toEqual([1, 1, 1]);
  state.ledgerVersion = 2;
  expect([await look(1), await look(1)]).toEqual([2, 2]);
  state.asked = [ASKED];
  expect([await look(1), await look(1)]).toEqual([3, 3]);
  expect(searched.at(-1)).toEqual([ASKED]);
  expect([await look(24 * 60), await look(1)]).toEqual([4, 4]);
  expect(state.looks).toHaveLength(4);
});

test('what one process has found another does not search for, unless it finds by other rules', async () => {
  const state = world();
  const [one, two, other] = [watchIn(state), watchIn(state), watchIn(state, 'another policy')];
  expect(await one.look(0)).toBe(1);
  expect(await two.look(1)).toBe(0);
  expect(two.watch.counts().get('town')).toEqual(COUNTS);
  state.ledgerVersion = 2;
  expect([await two.look(1), await one.look(1)]).toEqual([1, 1]);
  expect(await other.look(1)).toBe(1);
  expect(state.looks).toHaveLength(3);
});

it('looks at the other regions where one cannot be looked at, and says which could not', async () => {
  const looks: string[] = [];
  const watch = new Watch({
    planner: fakePlanner(),
    book: {
      look: ({ region }) => Promise.resolve(void looks.push(region)),
      lastLook: () => Promise.resolve(null),
      standing: () => Promise.resolve({ changes: 0, warnings: [] }),
      latest: () => Promise.resolve([]),
    },
    askedFor: (region) => (region === 'demo' ? Promise.reject(new Error('no answer')) : Promise.resolve([])),
    now: () => new Date('2026-11-20T02:00:00Z'),
    dayOf: () => '2026-11-20',
    finder: 'one',
  });
  await expect(watch.lookAtAll(new AbortController().signal)).rejects.toThrow(/not looked at: demo$/u);
  expect(looks).toEqual(['east']);
});
