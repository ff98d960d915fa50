import { expect, test } from 'vitest';
import type { Look } from '../../src/model/warning.ts';
import { type AskedFor, Watch } from '../../src/planning/warnings/watch.ts';

const LIMITS = { rule: 'R1', leastLeftShare: 0.1, heavyShare: 0.8, overShare: 1, waitingApplications: 2 };
const ASKED: AskedFor = {
  element: 'outlet/F1',
  remedies: ['parallel-line'],
  chosen: { applications: 1, waitingKva: 100.5 },
  offered: { applications: 1, waitingKva: 200 },
};

/** A watch over a region that stands still until it is moved, with its looks. */
function watchOver() {
  const state = { ledgerVersion: 1, asked: [] as AskedFor[], at: Date.parse('2026-11-20T00:00:00Z') };
  const looks: Look[] = [];
  let found = 0;
  const watch = new Watch({
    planner: {
      regions: () => [
        {
          ...{ id: 'town', name: 'town', version: 1, ledgerVersion: state.ledgerVersion },
          ...{ dataAsOf: '', bbox: [] },
        },
      ],
      warnings: () => {
        found++;
        const { ledgerVersion } = state;
        const body = JSON.stringify({ version: 1, ledgerVersion, limits: LIMITS, warnings: [], about: {} });
        return Promise.resolve({ ok: true, body, phasesMs: { open: 0, search: 0, encode: 0 } });
      },
    },
    book: {
      look: (look) => {
        looks.push(look);
        return Promise.resolve();
      },
      standing: () => Promise.resolve([]),
      latest: () => Promise.resolve([]),
    },
    askedFor: () => Promise.resolve(state.asked),
    now: () => new Date(state.at),
    dayOf: (time) => time.toISOString().slice(0, 10),
  });
  /** Some minutes later. */
  const look = async (minutes: number): Promise<number> => {
    state.at += 60_000 * minutes;
    await watch.lookAtAll(new AbortController().signal);
    return found;
  };
  return { state, looks, look };
}

test('a region is searched for warnings again when its ledger, what is asked for, or the day has moved; not before', async () => {
  const { state, looks, look } = watchOver();
  expect([await look(0), await look(1), await look(1)]).toEqual([1, 1, 1]);
  state.ledgerVersion = 2;
  expect([await look(1), await look(1)]).toEqual([2, 2]);
  state.asked = [ASKED];
  expect([await look(1), await look(1)]).toEqual([3, 3]);
  expect(looks.at(-1)?.warnings).toMatchObject([
    { kind: 'queue', elementKind: 'outlet', elementId: 'F1', values: { applications: 2, waitingKva: 300.5 } },
  ]);
  expect([await look(24 * 60), await look(1)]).toEqual([4, 4]);
  expect(looks).toHaveLength(4);
});
