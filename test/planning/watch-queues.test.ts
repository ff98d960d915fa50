import { describe, expect, it } from 'vitest';
import type { Look, Warning, WarningsFound } from '../../src/model/warning.ts';
import { type AskedFor, Watch } from '../../src/planning/warnings/watch.ts';
import { fakePlanner } from '../http/fake-parts.ts';

const LIMITS = {
  rule: 'R',
  leastLeftShare: 0.1,
  heavyShare: 0.8,
  overShare: 1,
  waitingApplications: 3,
};
const OVER: Warning = {
  kind: 'over',
  elementKind: 'outlet',
  elementId: 'F1',
  name: 'first',
  feederId: 'F1',
  at: { lon: 113, lat: 34 },
  values: { loadRate: 1.1 },
  relief: { kva: 40, transferTo: [], works: [] },
  rule: 'R',
};
const asked = (element: string, chosen: number, offered: number): AskedFor => ({
  element,
  remedies: ['larger-conductor'],
  chosen: { applications: chosen, waitingKva: 100.004 * chosen },
  offered: { applications: offered, waitingKva: 50 * offered },
});

/** A watch over the planner's two regions, and what it wrote down. */
const watchWith = (askedFor: (region: string) => Promise<readonly AskedFor[]>) => {
  const looks: Look[] = [];
  const watch = new Watch({
    planner: fakePlanner({
      warnings: ({ about }) => {
        const found: WarningsFound = {
          version: 1,
          ledgerVersion: 1,
          limits: LIMITS,
          warnings: [OVER],
          about: Object.fromEntries(
            about
              .filter((ref) => ref !== 'outlet/gone')
              .map((ref) => [ref, { name: `name of ${ref}`, feederId: 'F7', at: { lon: 113.1, lat: 34.1 } }]),
          ),
        };
        return Promise.resolve({ ok: true, body: JSON.stringify(found), phasesMs: {} });
      },
    }),
    book: {
      look: (look) => Promise.resolve(void looks.push(look)),
      standing: () => Promise.resolve([]),
      latest: () => Promise.resolve([]),
    },
    askedFor,
    now: () => new Date('2026-11-20T02:00:00Z'),
    dayOf: () => '2026-11-20',
  });
  return { watch, looks };
};

describe('a watch', () => {
  it('warns of queues that are long enough, with their feeder and place', async () => {
    const { watch, looks } = watchWith(() =>
      Promise.resolve([
        asked('section/S1', 1, 2),
        asked('section/S2', 1, 1),
        asked('outlet/gone', 3, 0),
        asked('outlet/F1', 1, 0),
      ]),
    );
    await watch.look('demo');
    const [look] = looks;
    expect(look?.warnings.map(({ kind, elementKind, elementId }) => [kind, elementKind, elementId])).toEqual([
      ['over', 'outlet', 'F1'],
      ['queue', 'section', 'S1'],
      ['queue', 'outlet', 'gone'],
    ]);
    expect(look?.warnings[1]).toEqual({
      kind: 'queue',
      elementKind: 'section',
      elementId: 'S1',
      name: 'name of section/S1',
      feederId: 'F7',
      at: { lon: 113.1, lat: 34.1 },
      values: { applications: 3, waitingKva: 200 },
      relief: { kva: 200, transferTo: [], works: ['larger-conductor'] },
      rule: 'R',
    });
    // What is asked for where nothing stands any more is told all the same.
    expect(look?.warnings[2]).toMatchObject({ name: null, feederId: null, at: null });
    expect(watch.counts().get('demo')).toMatchObject({ over: 1, queue: 2 });
  });

  it('says with a warning of the grid which works are asked for there', async () => {
    const { watch, looks } = watchWith(() => Promise.resolve([asked('outlet/F1', 1, 0)]));
    await watch.look('demo');
    expect(looks[0]?.warnings).toMatchObject([
      { kind: 'over', relief: { kva: 40, works: ['larger-conductor'] } },
    ]);
    const none = watchWith(() => Promise.resolve([asked('section/F1', 1, 0)]));
    await none.watch.look('demo');
    expect(none.looks[0]?.warnings).toMatchObject([{ kind: 'over', relief: { kva: 40, works: [] } }]);
  });

  it('looks at the other regions where one cannot be looked at, and says which could not', async () => {
    const { watch, looks } = watchWith((region) =>
      region === 'demo' ? Promise.reject(new Error('no answer')) : Promise.resolve([]),
    );
    await expect(watch.lookAtAll(new AbortController().signal)).rejects.toThrow(/not looked at: demo$/u);
    expect(looks.map(({ region }) => region)).toEqual(['east']);
  });
});
