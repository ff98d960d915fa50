import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSnapshots } from '../../src/snapshot/file.ts';
import { LAYOUT_VERSION } from '../../src/snapshot/layout.ts';
import { snapshotOf } from '../../test/support/open-rows.ts';
import { runProgram } from '../parts/run-program.ts';
import { SIZES } from '../synth/sizes.ts';
import { synthRows } from './region.ts';

/** Counties whose rows fit into memory as objects; a larger region is drawn into PostGIS and read from there. */
const MOST_AS_OBJECTS = 60;

/** Where the snapshots of large regions stay, by layout: to draw and build a province takes a quarter of an hour. */
export const keptHome = (size: string): string =>
  join(tmpdir(), 'jiedian-bench', size, `layout-${LAYOUT_VERSION}`);

async function kept(size: string): Promise<SharedArrayBuffer> {
  const home = keptHome(size);
  if (!existsSync(join(home, 'snapshots'))) {
    console.error(`region ${size}: drawn into PostGIS and built from there, once; kept in ${home}`);
    mkdirSync(home, { recursive: true });
    const draft = join(home, 'draft');
    runProgram('scale/main.ts', '--size', size, '--only', 'build', '--home', draft);
    renameSync(join(draft, 'snapshots'), join(home, 'snapshots'));
  }
  const [snapshot] = await readSnapshots(join(home, 'snapshots'));
  if (snapshot === undefined) throw new Error(`${home} holds no snapshot`);
  return snapshot;
}

/** The snapshot of a synthetic region: built here, or read where it is a province's. */
export function snapshotOfSize(size: string): Promise<SharedArrayBuffer> {
  const { counties } = SIZES.get(size) ?? { counties: 0 };
  if (counties === 0) throw new Error(`no size ${size}; there are ${[...SIZES.keys()].join(', ')}`);
  return counties > MOST_AS_OBJECTS ? kept(size) : Promise.resolve(snapshotOf(synthRows(size)));
}
