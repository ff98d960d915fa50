/**
 * Time and size of cold vector tiles of a synthetic region by zoom, in one thread: nothing is kept between two of them.
 * Prints a markdown table.
 *
 *   npm run bench:tiles -- [--size M] [--tiles 200]
 */
import { parseArgs } from 'node:util';
import { TILE_MAX_ZOOM } from '../../src/model/tiles.ts';
import { makeBaseTile, makeGridTile } from '../../src/planning/tiles/make-tile.ts';
import type { TileAddress } from '../../src/planning/tiles/encode-tile.ts';
import { GroundShapes } from '../../src/snapshot/ground-shapes.ts';
import type { Snapshot } from '../../src/snapshot/open.ts';
import { seeded } from '../../test/support/random-grid.ts';
import { gridRegion } from '../../test/support/tile-region.ts';
import { median, quantile, shown, table } from '../support/figures.ts';
import { headroomOf } from '../support/region.ts';
import { regionOfSize } from '../support/regions.ts';

const SEED = 31;
const LEAST_ZOOM = 8;
const WARM = 20;

const { values } = parseArgs({
  options: { size: { type: 'string', default: 'M' }, tiles: { type: 'string', default: '200' } },
});
const region = await regionOfSize(values.size);
const headroom = headroomOf(region);
const [grid, ground] = [gridRegion(headroom), new GroundShapes(headroom.snapshot)];

/** The tile that holds a random source: as people look at it, where there is something. */
function tileAt(snapshot: Snapshot, z: number, random: () => number): TileAddress {
  const { lon, lat } = snapshot.placeOf(Math.floor(random() * snapshot.counts.sources));
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return { z, x: Math.floor((lon / 360 + 0.5) * 2 ** z), y: Math.floor(y * 2 ** z) };
}

const makers = {
  base: (at: TileAddress) => makeBaseTile(at, [ground]),
  grid: (at: TileAddress) => makeGridTile(at, [grid]),
};
const rows = Object.entries(makers).flatMap(([set, make]) =>
  Array.from({ length: TILE_MAX_ZOOM - LEAST_ZOOM + 1 }, (_, i) => {
    const [z, random] = [LEAST_ZOOM + i, seeded(SEED)];
    const next = (): TileAddress => tileAt(headroom.snapshot, z, random);
    for (let warm = 0; warm < WARM; warm++) make(next());
    const measured = Array.from({ length: Number(values.tiles) }, () => {
      const [at, from] = [next(), performance.now()];
      const { byteLength } = make(at);
      return { ms: performance.now() - from, byteLength };
    });
    const [ms, bytes] = [measured.map((one) => one.ms), measured.map((one) => one.byteLength / 1024)];
    return [`${set} ${z}`, median(ms), quantile(ms, 0.99), median(bytes), Math.max(...bytes)];
  }),
);
console.log(
  `Cold tiles of ${values.size}, Node ${process.version}: ${shown(Number(values.tiles))} of each zoom.\n`,
);
console.log(table(['set and zoom', 'median ms', 'p99 ms', 'median KiB', 'largest KiB'], rows));
