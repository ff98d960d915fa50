import { beforeAll, describe, expect, test } from 'vitest';
import { examine } from '../../../src/ingest/doctor/examine.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { limits } from '../../support/doctor-limits.ts';
import { demoParts, frenchPairs, laidOutGrid } from '../../support/mutate/clean-grids.ts';
import { otherVoltage, slippedUnit, upsideDown, wrongLength } from '../../support/mutate/figures.ts';
import { namesNothing, twice, writtenDifferently } from '../../support/mutate/ids.ts';
import type { Mutated, Mutation } from '../../support/mutate/mutation.ts';
import { atZero, otherDatum, planar, shiftedNodes, strayNode, swapped } from '../../support/mutate/places.ts';
import {
  closeTie,
  cutOff,
  noFeeder,
  ringInFeeder,
  ringInLowVoltage,
  splitNode,
  splitPoint,
  untiedEnds,
  wrongFeeder,
} from '../../support/mutate/topology.ts';
import { seeded } from '../../support/random-grid.ts';
import { proofs } from '../../support/proofs.ts';

/** A class takes 3 to 10 s of an idle core; a busy machine gets its time. */
const PATIENCE_MS = 180_000;

/** Seeded defects per class. */
const MUTATIONS = proofs(100, 6);

type Source = 'demo' | 'french' | 'random';
const grids: Record<Source, readonly RegionRows[]> = { demo: [], french: [], random: [] };

beforeAll(async () => {
  grids.demo = await demoParts();
  grids.french = await frenchPairs();
  grids.random = Array.from({ length: 10 }, (_, seed) => laidOutGrid(seed));
});

const EVERYWHERE: readonly Source[] = ['demo', 'french', 'random'];
const IN_CHINA: readonly Source[] = ['demo', 'random'];

const CLASSES: readonly [defect: string, mutation: Mutation, on: readonly Source[]][] = [
  ['an island behind a missing line', cutOff, EVERYWHERE],
  ['a section that ends beside its node', splitNode, EVERYWHERE],
  ['a low-voltage line that ends beside its point', splitPoint, EVERYWHERE],
  ['a tie recorded as closed', closeTie, ['demo']],
  ['a ring within a feeder', ringInFeeder, EVERYWHERE],
  ['a ring within a low-voltage network', ringInLowVoltage, EVERYWHERE],
  ['ends of two feeders without a tie', untiedEnds, EVERYWHERE],
  ['a section of the wrong feeder', wrongFeeder, EVERYWHERE],
  ['a section without feeder', noFeeder, EVERYWHERE],
  ['a transformer upside down', upsideDown, EVERYWHERE],
  ['another voltage', otherVoltage, EVERYWHERE],
  ['a row that comes twice', twice, EVERYWHERE],
  ['an id written differently', writtenDifferently, EVERYWHERE],
  ['a name of nothing', namesNothing, EVERYWHERE],
  ['coordinates 0, 0', atZero, EVERYWHERE],
  ['a length that does not fit', wrongLength, EVERYWHERE],
  ['a unit slipped by a thousand', slippedUnit, EVERYWHERE],
  ['a path that ends elsewhere', strayNode, ['demo', 'french']],
  ['the datum of a public map', otherDatum, IN_CHINA],
  ['a table shifted against its lines', shiftedNodes, ['french']],
  ['axes the wrong way round', swapped, EVERYWHERE],
  ['planar coordinates', planar, EVERYWHERE],
];

const isFound = ({ rows, code, or = [], ids, subject, datum }: Mutated): boolean =>
  examine(rows, limits).some(
    (finding) =>
      [code, ...or].includes(finding.code) &&
      (subject === undefined || subject === finding.subject) &&
      (datum === undefined || finding.suggestion?.values['datum'] === datum) &&
      ids.every((id) => finding.ids.includes(id)),
  );

describe('the doctor finds every seeded defect', () => {
  test.each(CLASSES)('%s', { timeout: PATIENCE_MS }, (_, mutation, on) => {
    const sources = on.flatMap((source) => (grids[source].length === 0 ? [] : [grids[source]]));
    if (sources.length === 0) return;
    const missed: string[] = [];
    let made = 0;
    for (let seed = 1; made < MUTATIONS && seed < 20 * MUTATIONS; seed++) {
      const random = seeded(seed);
      const among = sources[seed % sources.length]!;
      const grid = among[Math.floor(random() * among.length)]!;
      const mutated = mutation(grid, random);
      if (mutated === null) continue;
      made += 1;
      if (!isFound(mutated))
        missed.push(`seed ${seed}, ${on[seed % sources.length]!}: ${mutated.ids.join(' ')}`);
    }
    expect(missed).toEqual([]);
    expect(made).toBe(MUTATIONS);
  });
});
