import { expect, test } from 'vitest';
import { areaOf } from '../../../src/electric/transfer/area.ts';
import { AreaLoad } from '../../../src/electric/transfer/area-load.ts';
import { type TransferGrid, isSection, outletsUnder } from '../../../src/electric/transfer/grid.ts';
import { growTrial } from '../../../src/electric/transfer/grow.ts';
import { nMinusOne } from '../../../src/electric/transfer/n-minus-one.ts';
import { FREE, problemOf } from '../../../src/electric/transfer/problem.ts';
import { tryAll } from '../../../src/electric/transfer/try-all.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { ANYWHERE, openTransfer } from '../../support/open-transfer.ts';
import { seeded, shuffled } from '../../support/random-grid.ts';
import { randomSwitchedGrid } from '../../support/random-switched-grid.ts';

const SEEDS = Array.from({ length: 150 }, (_, i) => 1001 + i);

const mainsOf = (grid: TransferGrid): number[] =>
  Array.from(grid.parent.keys()).filter((e) => grid.parent[e] === -1);

/** Loses every main transformer and outlet of a grid in turn. */
const restoredOf = (rows: RegionRows) => {
  const { grid } = openTransfer(rows);
  return mainsOf(grid)
    .flatMap((main) => [main, ...outletsUnder(grid, main)])
    .map((lost) => nMinusOne(grid, lost, ANYWHERE));
};

test('the quick search never claims what the exact one does not reach, and mostly reaches it', () => {
  const seen = { same: 0, less: 0 };
  for (const seed of SEEDS) {
    const { grid } = openTransfer(randomSwitchedGrid(seed));
    for (const main of mainsOf(grid)) {
      const area = areaOf(grid, outletsUnder(grid, main));
      const problem = problemOf(
        area,
        { status: new Uint8Array(area.zones).fill(FREE), lost: main },
        false,
        ANYWHERE,
      );
      const [exact, quick] = [tryAll(problem).best!.servedCkva, growTrial(problem)!.servedCkva];
      expect(quick, `seed ${seed}`).toBeLessThanOrEqual(exact);
      seen[quick === exact ? 'same' : 'less']++;
    }
  }
  console.info('quick search against exact:', seen);
  expect(seen.same).toBeGreaterThan(10 * seen.less);
});

test('one more normally open tie never lowers what comes back', () => {
  for (const seed of SEEDS) {
    const rows = randomSwitchedGrid(seed);
    const fewer = {
      ...rows,
      sections: rows.sections.filter(({ id }) => id !== 'tie0'),
      switches: rows.switches.filter(({ section_id }) => section_id !== 'tie0'),
    };
    const [more, less] = [restoredOf(rows), restoredOf(fewer)];
    more.forEach(({ restoredCkva }, i) => {
      expect(restoredCkva, `seed ${seed}`).toBeGreaterThanOrEqual(less[i]!.restoredCkva);
    });
  }
});

test('the order of rows changes nothing', () => {
  for (const seed of SEEDS.slice(0, 30)) {
    const rows = randomSwitchedGrid(seed);
    expect(restoredOf(shuffled(rows, seed))).toEqual(restoredOf(rows));
  }
});

test('any set of nodes draws at most what its parts do, a whole subtree exactly the peak of its section', () => {
  for (const seed of SEEDS) {
    const { grid } = openTransfer(randomSwitchedGrid(seed));
    const random = seeded(seed);
    const outlets = mainsOf(grid).flatMap((main) => outletsUnder(grid, main));
    const area = areaOf(grid, outlets);
    const load = new AreaLoad(area);
    const sections = area.elements.flatMap((e, i) => (isSection(grid, e) ? [i] : []));
    const one = sections.filter(() => random() < 0.5);
    const other = sections.filter(() => random() < 0.5);
    const both = [...new Set([...one, ...other])];
    grid.peakCkva.forEach((peaks, s) => {
      const [a, b, all] = [load.of(one)[s]!, load.of(other)[s]!, load.of(both)[s]!];
      expect(all).toBeLessThanOrEqual(a + b);
      expect(all).toBeGreaterThanOrEqual(Math.max(a, b));
      for (const outlet of outlets) {
        const at = area.local.get(outlet)!;
        const whole = sections.filter(
          (i) => area.elements[i]! < grid.end[outlet]! && area.elements[i]! >= outlet,
        );
        const largest = Math.max(peaks[outlet]!, ...whole.map((i) => peaks[area.elements[i]!]!));
        if (peaks[outlet]! >= 0) expect(load.of(whole)[s]).toBe(Math.max(peaks[outlet]!, largest));
        if (peaks[outlet]! >= 0) expect(load.through(at, whole)[s]).toBe(peaks[outlet]);
      }
    });
  }
});
