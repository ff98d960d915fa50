import { describe, expect, it } from 'vitest';
import { accuracy } from '../../src/casework/accuracy.ts';
import type { AsBuilt } from '../../src/model/as-built.ts';

const built = (finalFen: number | null, over: Partial<AsBuilt> = {}): AsBuilt => ({
  planKind: 'mv-tee',
  suppliesKva: 500,
  estimate: { lowFen: 80, likelyFen: 100, highFen: 130 },
  finalFen,
  measuredKva: null,
  ...over,
});

describe('the accuracy of estimates', () => {
  it('is told by kind of plan: median errors, coverage of the band, load', () => {
    const cases = [
      built(90),
      built(110),
      built(140, { measuredKva: 250 }),
      built(null, { measuredKva: 400 }),
      built(100, { planKind: 'lv-tap', suppliesKva: null, measuredKva: 5 }),
    ];
    expect(accuracy(cases)).toEqual([
      {
        kind: 'lv-tap',
        connected: 1,
        withCost: 1,
        medianError: 0,
        medianAbsoluteError: 0,
        inBand: 1,
        withLoad: 0,
        medianLoad: null,
      },
      {
        kind: 'mv-tee',
        connected: 4,
        withCost: 3,
        medianError: 0.1,
        medianAbsoluteError: 0.1,
        inBand: 2 / 3,
        withLoad: 2,
        medianLoad: 0.65,
      },
    ]);
  });

  it('of an even number lies between the two in the middle', () => {
    const [one] = accuracy([built(80), built(90), built(110), built(160)]);
    expect(one?.medianError).toBeCloseTo(0, 12);
    expect(one?.medianAbsoluteError).toBeCloseTo(0.15, 12);
  });

  it('counts the ends of the band as within, and leaves out what was not estimated', () => {
    const [one] = accuracy([built(80), built(130), built(79), built(5, { estimate: null })]);
    expect(one).toMatchObject({ connected: 4, withCost: 3, inBand: 2 / 3 });
    expect(accuracy([built(null)])[0]).toMatchObject({ withCost: 0, medianError: null, inBand: null });
    expect(accuracy([])).toEqual([]);
  });
});
