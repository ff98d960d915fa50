import { z } from 'zod';
import { type MapDatum, positionInDatum } from '../model/datum.ts';
import type { Planner } from '../model/planner.ts';
import { metresPerDegree } from '../model/geodesic.ts';
import { EXTENT_MARGIN_M } from '../model/region-extent.ts';
import { TILE_LAYERS, TILE_MAX_ZOOM, type TileLayer, type TileSet } from '../model/tiles.ts';
import { Refusal, type Issue } from './refusal.ts';
import { shown } from './shown.ts';
import { whenQuery } from './when.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

/** Media type of a tile. */
export const TILE_TYPE = 'application/vnd.mapbox-vector-tile';

const version = {
  v: z.string().min(1).max(64).optional().meta({
    description:
      'Version of the data, as in the URL of the TileJSON: while it is the current one, the tile may be kept without asking again.',
  }),
};

const drawn = {
  datum: words('What positions in the tiles are in.', {
    WGS84: 'As everywhere else, for GIS clients.',
    GCJ02: 'As maps that are shown to the public in China.',
  } satisfies Record<MapDatum, string>).default('WGS84'),
};

/** Query of a tile, by set. */
export const tileQuery = {
  base: z.strictObject({ ...drawn, ...version }),
  grid: z.strictObject({ ...drawn, ...whenQuery, ...version }),
  capacity: z.strictObject({ ...drawn, ...whenQuery, ...version }),
} as const satisfies Readonly<Record<TileSet, z.ZodObject>>;

/** Query of a TileJSON, by set: datum, season and hour become part of the URL of the tiles. */
export const tileJsonQuery = {
  base: z.strictObject(drawn),
  grid: z.strictObject({ ...drawn, ...whenQuery }),
  capacity: z.strictObject({ ...drawn, ...whenQuery }),
} as const satisfies Readonly<Record<TileSet, z.ZodObject>>;

/** Path of a tile, as the OpenAPI document shows it. */
export const tilePath = z.strictObject({
  z: z.int().min(0).max(TILE_MAX_ZOOM).meta({ description: 'Zoom.' }),
  x: z.int().min(0).meta({ description: 'Column, from the west.' }),
  y: z.int().min(0).meta({ description: 'Row, from the north.' }),
});

const WHOLE = /^\d{1,8}$/;

/**
 * The tile a path names.
 *
 * @throws Refusal `tile-not-found`, with every part at fault.
 */
export function parseTilePath(path: Readonly<Record<'z' | 'x' | 'y', string>>): z.output<typeof tilePath> {
  const zoom = WHOLE.test(path.z) && Number(path.z) <= TILE_MAX_ZOOM ? Number(path.z) : null;
  const most = { z: TILE_MAX_ZOOM, x: 2 ** (zoom ?? TILE_MAX_ZOOM) - 1, y: 2 ** (zoom ?? TILE_MAX_ZOOM) - 1 };
  const issues = (['z', 'x', 'y'] as const).flatMap((part): Issue[] => {
    const isWhole = WHOLE.test(path[part]);
    if (isWhole && Number(path[part]) <= most[part]) return [];
    const code = isWhole ? 'out-of-range' : 'wrong-format';
    return [{ pointer: `/path/${part}`, code, received: shown(path[part]), allowed: `0…${most[part]}` }];
  });
  if (issues.length > 0) throw new Refusal('tile-not-found', issues);
  return { z: Number(path.z), x: Number(path.x), y: Number(path.y) };
}

const zoom = z.int().min(0).max(TILE_MAX_ZOOM);

/** Answer of `GET /tiles/{set}.json`. */
export const tileJsonAnswer = z
  .strictObject({
    tilejson: z.literal('3.0.0'),
    name: z.string(),
    description: z.string(),
    version: z.string(),
    attribution: z.string().meta({ description: 'HTML: the regions and the days of their data.' }),
    scheme: z.literal('xyz'),
    tiles: z.array(z.string()).meta({ description: 'URL of the tiles, with the version of the data.' }),
    minzoom: zoom,
    maxzoom: zoom,
    bounds: z
      .array(z.number())
      .length(4)
      .optional()
      .meta({ description: 'West, south, east, north of the regions of the token; absent without any.' }),
    vector_layers: z.array(
      z.strictObject({
        id: z.string(),
        description: z.string(),
        minzoom: zoom,
        maxzoom: zoom,
        fields: z.record(z.string(), z.string()),
      }),
    ),
  })
  .meta({ id: 'TileJson', description: 'TileJSON 3.0.0.' });

export type TileJsonAnswer = Wire<z.infer<typeof tileJsonAnswer>>;

type Regions = readonly ReturnType<Planner['regions']>[number][];

const ABOUT = {
  base: 'Roads, water, buildings and areas.',
  grid: 'The grid with what is left on it. Ids are those of the capacity lists; a figure that is absent is unknown.',
  capacity: 'What fits where: the cells of the capacity map. Where none is drawn nothing is in reach.',
} as const;
const LIMITS =
  'Tiles are simplified for their zoom: below the deepest, what is shorter than 3 of the 4096 units of a tile is not drawn. ' +
  'A layer with more than a tile may hold (features, and 512 KiB in all) is thinned as its description says, and the layer left-out tells how many are missing.';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Box of everything that belongs to the regions; `null` where none has a grid. */
export function boundsOf(regions: Regions): number[] | null {
  const boxes = regions.flatMap(({ bbox: [west, south, east, north] }) => {
    if (west === undefined || south === undefined || east === undefined || north === undefined) return [];
    const scale = metresPerDegree(Math.max(Math.abs(south), Math.abs(north)));
    const [dx, dy] = [EXTENT_MARGIN_M / scale.east, EXTENT_MARGIN_M / scale.north];
    return [{ west: west - dx, south: south - dy, east: east + dx, north: north + dy }];
  });
  if (boxes.length === 0) return null;
  return [
    round(Math.max(-180, Math.min(...boxes.map(({ west }) => west)))),
    round(Math.max(-85, Math.min(...boxes.map(({ south }) => south)))),
    round(Math.min(180, Math.max(...boxes.map(({ east }) => east)))),
    round(Math.min(85, Math.max(...boxes.map(({ north }) => north)))),
  ];
}

/** A box that holds the same ground in another datum; over a county the shift bends by less than the margin it has. */
function boundsIn(datum: MapDatum, [west = 0, south = 0, east = 0, north = 0]: readonly number[]): number[] {
  const corners = [west, east].flatMap((lon) =>
    [south, north].map((lat) => positionInDatum([lon, lat], 'WGS84', datum)),
  );
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)].map(round);
}

/**
 * The TileJSON of a set.
 *
 * @param regions those of the caller.
 * @param tiles URL of the tiles with `{z}`, `{x}` and `{y}`.
 * @param datum of the positions in them.
 */
export function tileJson(set: TileSet, regions: Regions, tiles: string, datum: MapDatum): TileJsonAnswer {
  const layers: [string, TileLayer][] = Object.entries(TILE_LAYERS[set]);
  const bounds = boundsOf(regions);
  const zooms = layers.filter(([id]) => id !== 'left-out').map(([, { minZoom }]) => minZoom);
  return {
    tilejson: '3.0.0',
    name: `jiedian ${set}`,
    description: `${ABOUT[set]} ${LIMITS}`,
    version: '1.0.0',
    attribution: regions.map(({ name, dataAsOf }) => escaped(`${name} ${dataAsOf.slice(0, 10)}`)).join('; '),
    scheme: 'xyz',
    tiles: [tiles],
    minzoom: Math.min(...zooms),
    maxzoom: TILE_MAX_ZOOM,
    ...(bounds === null ? {} : { bounds: boundsIn(datum, bounds) }),
    vector_layers: layers.map(([id, { description, minZoom, maxZoom, most, fields }]) => ({
      id,
      description: Number.isFinite(most) ? `${description}. At most ${most} in a tile.` : `${description}.`,
      minzoom: minZoom,
      maxzoom: maxZoom,
      fields: { ...fields },
    })),
  };
}
