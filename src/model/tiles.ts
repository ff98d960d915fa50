import type { AskedWhen } from './asked-when.ts';
import type { MapDatum } from './datum.ts';

/** What is drawn: the ground everyone may see, and the grid that staff may. */
export const TILE_SETS = ['base', 'grid', 'capacity'] as const;
export type TileSet = (typeof TILE_SETS)[number];

/** Deepest zoom of tiles (Web Mercator); a map draws these larger when it goes on. */
export const TILE_MAX_ZOOM = 16;

/** A layer of a set. */
export interface TileLayer {
  readonly description: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Features that a tile has at most; which ones give way is said in `description`. */
  readonly most: number;
  /** Properties, with what they mean. */
  readonly fields: Readonly<Record<string, string>>;
}

const ID = 'String: id in the record';
const NAME = 'String: name; absent = none';
const KV = 'Number: nominal voltage, kV';
const DEDICATED = 'Boolean: dedicated feeder (专线)';
const ROOM = {
  openKva: 'Number: open capacity of its chain, kVA; absent = unknown',
  loadRate: 'Number: peak over rating; absent = unknown',
  season: 'String: season whose peak counts, the worst of those asked for; absent = unknown',
  grade: 'String: A to D, that of the worst figure of its chain',
} as const;
const NEAR = { maxZoom: TILE_MAX_ZOOM, most: 6000 } as const;
/** Tells what a tile leaves out: it is never left out silently. */
const LEFT_OUT: TileLayer = {
  description:
    'One point in the middle of a tile for every layer that had more than the tile may hold; without it nothing was left out',
  minZoom: 0,
  maxZoom: TILE_MAX_ZOOM,
  most: Infinity,
  fields: {
    layer: 'String: layer that is not whole',
    count: 'Number: how many of its features are left out',
  },
};

const BASE = {
  areas: {
    description: 'Areas that decide facts of the places in them, parks and green; the smallest give way',
    minZoom: 8,
    maxZoom: TILE_MAX_ZOOM,
    most: 1000,
    fields: { kind: 'String: kind of area, as in the record', name: NAME },
  },
  water: {
    description: 'Areas of water; the smallest give way',
    minZoom: 8,
    maxZoom: TILE_MAX_ZOOM,
    most: 3000,
    fields: { kind: 'String: water', name: NAME },
  },
  waterways: {
    description: 'Rivers from zoom 8, canals and streams from 11; the shortest give way',
    minZoom: 8,
    maxZoom: TILE_MAX_ZOOM,
    most: 3000,
    fields: { kind: 'String: river, canal or stream', name: NAME },
  },
  railways: {
    description: 'Railways; the shortest give way',
    minZoom: 9,
    maxZoom: TILE_MAX_ZOOM,
    most: 2000,
    fields: { kind: 'String: railway or high-speed-railway', name: NAME },
  },
  roads: {
    description:
      'Roads: motorway, trunk and primary from zoom 8, secondary from 10, tertiary from 12, all from 13; lower classes give way first, then shorter pieces',
    minZoom: 8,
    maxZoom: TILE_MAX_ZOOM,
    most: 6000,
    fields: {
      class: 'String: class of the road, as in the record',
      structure: 'String: earth, bridge or tunnel',
      name: NAME,
    },
  },
  buildings: {
    description: 'Buildings; the smallest give way',
    minZoom: 14,
    maxZoom: TILE_MAX_ZOOM,
    most: 6000,
    fields: {},
  },
  'left-out': LEFT_OUT,
} as const satisfies Readonly<Record<string, TileLayer>>;

const GRID = {
  feeders: {
    description:
      'Feeders with the figures of their outlets, until their sections are drawn; the least extended give way, and twigs shorter than 3 of the 4096 units of a tile are not drawn',
    minZoom: 9,
    maxZoom: 12,
    most: 1500,
    fields: {
      id: ID,
      name: 'String: name; a neutral one for a dedicated feeder; absent = none',
      kv: KV,
      dedicated: DEDICATED,
      ...ROOM,
    },
  },
  sections: {
    description:
      'Sections of medium-voltage feeders: cables as they lie, overhead lines straight between the places they join; the shortest give way',
    minZoom: 13,
    ...NEAR,
    fields: { id: ID, feederId: 'String: id of the feeder', dedicated: DEDICATED, kv: KV, ...ROOM },
  },
  'lv-lines': {
    description: 'Low-voltage lines, straight between the places they join; the shortest give way',
    minZoom: 15,
    ...NEAR,
    fields: { id: ID, kv: KV, ...ROOM },
  },
  substations: {
    description: 'Substations with a main transformer; those of the smallest rating give way',
    minZoom: 9,
    maxZoom: TILE_MAX_ZOOM,
    most: 1000,
    fields: {
      id: ID,
      name: NAME,
      kv: KV,
      ratingKva: 'Number: sum of its main transformers, kVA; absent = unknown',
      ...ROOM,
    },
  },
  nodes: {
    description:
      'Nodes of medium voltage where a supply can be taken; switchgear stays longest, then poles, then other nodes, by id',
    minZoom: 13,
    ...NEAR,
    fields: {
      id: ID,
      kind: 'String: kind of power source',
      feederId: 'String: id of the feeder; absent = none',
      kv: KV,
      ...ROOM,
    },
  },
  transformers: {
    description: 'Distribution transformers; those of the smallest rating give way',
    minZoom: 13,
    ...NEAR,
    fields: {
      id: ID,
      name: 'String: name; a neutral one for what a customer owns; absent = none',
      feederId: 'String: id of the feeder; absent = none',
      ratingKva: 'Number: rating, kVA; absent = unknown',
      ...ROOM,
    },
  },
  'lv-points': {
    description: 'Poles and boxes of low voltage where a supply can be taken; the last by id give way',
    minZoom: 15,
    ...NEAR,
    fields: { id: ID, kind: 'String: lv-point', kv: KV, ...ROOM },
  },
  'left-out': LEFT_OUT,
} as const satisfies Readonly<Record<string, TileLayer>>;

const CAPACITY = {
  cells: {
    description:
      'The capacity map: the largest standard demand that fits at every cell of 50 m, supplies looked for within 1000 m; a cell with nothing in reach is not drawn',
    minZoom: 14,
    ...NEAR,
    fields: {
      id: 'String: zone, column and row of the cell, as in the capacity map',
      kva: 'Number: largest standard demand that fits, kVA; absent = unknown, or forbidden ground',
      nextKva: 'Number: the next standard size, which does not fit, kVA',
      limit: 'String: what speaks against the next size; unknown or forbidden where there is no figure',
      bindingElementId: 'String: element with least left on the way up to the main transformer',
      openKnownKva: 'Number: what is left there, kVA',
      way: 'String: way of connecting, as kinds of plan',
      placeId: 'String: power source, or cable section of a cut-in',
      feederId: 'String: id of the feeder; absent = none',
      grade: 'String: A to D, that of the worst figure of its chain',
      maybeKva: 'Number: what would fit if what is unknown carried it, where that is more, kVA',
    },
  },
  'left-out': LEFT_OUT,
} as const satisfies Readonly<Record<string, TileLayer>>;

/** The layers of each set, in the order they are drawn. */
export const TILE_LAYERS = { base: BASE, grid: GRID, capacity: CAPACITY } as const satisfies Readonly<
  Record<TileSet, Readonly<Record<string, TileLayer>>>
>;
export type BaseLayerName = Exclude<keyof typeof BASE, 'left-out'>;
export type GridLayerName = Exclude<keyof typeof GRID, 'left-out'>;

/** A tile of the Web Mercator grid, and what of it is drawn. Season and hour matter to the grid alone. */
export interface TileQuery extends AskedWhen {
  readonly set: TileSet;
  readonly z: number;
  readonly x: number;
  readonly y: number;
  /** What its positions are in. */
  readonly datum: MapDatum;
  /** Regions drawn into it, by id. */
  readonly regions: readonly string[];
  /** ISO day the grades are for. */
  readonly asOf: string;
}

/** State of a region that something was read at. */
export interface RegionVersions {
  readonly id: string;
  readonly version: number;
  readonly ledgerVersion: number;
}

/** A finished tile, with the states it was read at, in the order of the regions asked for. */
export interface FinishedTile {
  readonly ok: true;
  /** Mapbox Vector Tile 2.1; no bytes = there is nothing in it. */
  readonly tile: Uint8Array<ArrayBuffer>;
  readonly versions: readonly RegionVersions[];
  readonly phasesMs: Readonly<Record<string, number>>;
}
