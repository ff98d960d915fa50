import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocatePeaks as allocate } from '../../src/snapshot/allocate-peaks.ts';

type Figures = readonly (number | null)[];
const orNaN = (figures: Figures): number[] => figures.map((kva) => kva ?? NaN);

/** The same with `null` for what is unknown. */
function allocatePeaks({ parent, metered, own }: { parent: number[]; metered: Figures; own: Figures }) {
  const { peak, basis } = allocate({ parent, metered: orNaN(metered), own: orNaN(own) });
  return { peak: Array.from(peak, (kva) => (Number.isNaN(kva) ? null : kva)), basis: [...basis] };
}

test('a head is met exactly by what is shared out below it', () => {
  // head(0) 80 → trunk(1) → two branches of weight 60 and 40
  const { peak, basis } = allocatePeaks({
    parent: [-1, 0, 1, 1],
    metered: [80, null, null, null],
    own: [0, 0, 60, 40],
  });
  expect(peak).toEqual([80, 80, 48, 32]);
  expect(basis).toEqual([0, 0, 0, 0]);
});

test('non-coincident peaks are not added: two metered transformers of 50 under a head of 70 leave the trunk at 70', () => {
  const { peak } = allocatePeaks({ parent: [-1, 0, 1, 1], metered: [70, null, 50, 50], own: [0, 0, 0, 0] });
  expect(peak[1]).toBe(70);
});

test('a line carries at least the largest single peak behind it', () => {
  // head 60; the branch feeds one transformer that alone peaked at 50, the rest of weight 50 hangs elsewhere
  const { peak } = allocatePeaks({
    parent: [-1, 0, 1, 0],
    metered: [60, null, 50, null],
    own: [0, 0, 0, 50],
  });
  expect(peak[1]).toBe(50);
});

test('without any meter above, parts are summed; with a part of unknown size nothing is known', () => {
  expect(allocatePeaks({ parent: [-1, 0, 0], metered: [null, null, null], own: [0, 30, 20] }).peak[0]).toBe(
    50,
  );
  expect(
    allocatePeaks({ parent: [-1, 0, 0], metered: [null, null, null], own: [0, 30, null] }).peak[0],
  ).toBeNull();
});

test('a part of unknown size under a meter may carry all that the meter saw', () => {
  const { peak } = allocatePeaks({ parent: [-1, 0, 0], metered: [90, null, null], own: [0, null, 20] });
  expect(peak).toEqual([90, 90, 90]);
});

test('laws: nothing unmetered exceeds the meter above unless a meter below does, and no figure is negative', () => {
  const element = fc.record({
    up: fc.nat(),
    metered: fc.option(fc.nat(1000), { freq: 3 }),
    own: fc.option(fc.nat(300), { freq: 9 }),
  });
  fc.assert(
    fc.property(fc.array(element, { minLength: 1, maxLength: 40 }), (elements) => {
      const parent = elements.map(({ up }, i) => (i === 0 ? -1 : up % i));
      const metered = elements.map((e) => e.metered);
      const { peak, basis } = allocatePeaks({ parent, metered, own: elements.map((e) => e.own) });
      peak.forEach((kva, e) => {
        if (kva === null) return;
        expect(kva).toBeGreaterThanOrEqual(0);
        if (metered[e] !== null) expect(kva).toBe(metered[e]);
        const below = parent.map((_, i) => i).filter((i) => metered[i] !== null && isBelow(parent, i, e));
        const highest = Math.max(0, ...below.map((i) => metered[i] ?? 0));
        if (basis[e] !== -1)
          expect(kva).toBeLessThanOrEqual(Math.max(metered[basis[e]!]!, highest) * (1 + 1e-9));
        if (metered[e] === null)
          expect(kva).toBeGreaterThanOrEqual(below.length === 0 ? 0 : nearest(parent, metered, e));
      });
    }),
    { seed: 20261120, numRuns: 500 },
  );
});

const isBelow = (parent: readonly number[], i: number, e: number): boolean => {
  for (let up = parent[i] ?? -1; up >= 0; up = parent[up] ?? -1) if (up === e) return true;
  return false;
};

/** Largest metered peak below e that no other meter covers. */
const nearest = (parent: readonly number[], metered: readonly (number | null)[], e: number): number =>
  Math.max(0, ...parent.flatMap((up, c) => (up !== e ? [] : [metered[c] ?? nearest(parent, metered, c)])));

test('a measured head with nothing known below may have all its load anywhere', () => {
  const { peak } = allocatePeaks({ parent: [-1, 0, 1], metered: [3000, null, null], own: [0, 0, 0] });
  expect(peak).toEqual([3000, 3000, 3000]);
});
