import { describe, expect, it } from 'vitest';
import type { WarningLimits } from '../../src/model/warning.ts';
import type { AskedFor } from '../../src/model/warnings-query.ts';
import { allWarnings } from '../../src/planning/warnings/all-warnings.ts';
import { drawGrid } from '../support/drawn-grid.ts';
import { contextOf } from '../support/open-rows.ts';

const LIMITS: WarningLimits = {
  rule: 'R',
  leastLeftShare: 0.1,
  heavyShare: 0.8,
  overShare: 1,
  waitingApplications: 3,
};
const asked = (element: string, chosen: number, offered: number): AskedFor => ({
  element,
  remedies: ['larger-conductor'],
  chosen: { applications: chosen, waitingKva: 100.004 * chosen },
  offered: { applications: offered, waitingKva: 50 * offered },
});

/** A transformer that is over, on one feeder of two. */
const drawn = drawGrid({
  mv: ['F1: B -300- P1 -300- P2', 'F2: B -300- P3'],
  transformers: { T1: { at: 'P2', kva: 400, lv: 'L1' } },
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 500, F2: 500, M1: 4000, T1: 440 },
});
const { headroom } = contextOf({
  ...drawn,
  distribution_transformers: drawn.distribution_transformers.map((row) => ({
    ...row,
    name: 'T1 of the works',
  })),
});
const found = (...of: AskedFor[]) =>
  [...allWarnings(headroom, LIMITS, { asOf: '2026-11-20', asked: of })].filter(
    ({ kind }) => kind === 'over' || kind === 'queue',
  );

describe('all warnings', () => {
  it('are of queues that are long enough too, with their feeder and place', () => {
    const all = found(
      asked('distribution-transformer/T1', 1, 2),
      asked('outlet/F2', 1, 1),
      asked('outlet/gone', 3, 0),
    );
    expect(all.map(({ kind, elementKind, elementId }) => [kind, elementKind, elementId])).toEqual([
      ['over', 'distribution-transformer', 'T1'],
      ['queue', 'distribution-transformer', 'T1'],
      ['queue', 'outlet', 'gone'],
    ]);
    expect(all[1]).toEqual({
      kind: 'queue',
      elementKind: 'distribution-transformer',
      elementId: 'T1',
      name: 'T1 of the works',
      feederId: 'F1',
      at: { lon: expect.closeTo(113.2065, 4) as number, lat: 33.97 },
      values: { applications: 3, waitingKva: 200 },
      relief: { kva: 200, transferTo: [], works: ['larger-conductor'] },
      rule: 'R',
    });
    // What is asked for where nothing stands any more is told all the same.
    expect(all[2]).toMatchObject({ name: null, feederId: null, at: null });
  });

  it('say which works are asked for at their element', () => {
    expect(found(asked('distribution-transformer/T1', 1, 0))).toMatchObject([
      { kind: 'over', relief: { kva: 120, works: ['larger-conductor'] } },
    ]);
    expect(found(asked('section/T1', 1, 0))).toMatchObject([
      { kind: 'over', relief: { kva: 120, works: [] } },
    ]);
  });
});
