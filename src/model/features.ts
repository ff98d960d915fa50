import type { Bounds, Crs } from './crs.ts';
import { PUBLISHED_KINDS } from './grid-figures.ts';
import { RECORD, type TableName } from './record.ts';
import type { BaseLayerName, GridLayerName, RegionVersions } from './tiles.ts';

/** A property of the features of a collection. */
export interface FeatureProperty {
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  /** With unit; `null` = unknown. */
  readonly meaning: string;
  readonly oneOf?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

/** What the room of a collection's features is the room of. */
export type RoomOf =
  | 'substation'
  | 'main-transformer'
  | 'outlet'
  | 'section'
  | 'node'
  | 'distribution-transformer'
  | 'lv-point'
  | 'lv-line';

/** Figures of room: computed, so that nobody can ask for features by them. */
export const ROOM_PROPERTIES = {
  feederId: { type: 'string', meaning: 'feeder that feeds it in the normal state' },
  ratingKva: { type: 'number', meaning: 'rating, kVA', min: 0 },
  limitKva: { type: 'number', meaning: 'k × rating, kVA', min: 0 },
  peakKva: { type: 'number', meaning: 'peak of the season that counts, kVA', min: 0 },
  committedKva: { type: 'number', meaning: 'promised and not yet in the peak, kVA', min: 0 },
  openKva: { type: 'number', meaning: 'open capacity of its chain, kVA; below 0 = already over the limit' },
  loadRate: { type: 'number', meaning: 'peak over rating (负载率), 1 = full', min: 0 },
  season: { type: 'string', meaning: 'season of the peak', oneOf: ['summer', 'winter', 'unspecified'] },
  grade: {
    type: 'string',
    meaning: 'grade of the worst figure of its chain, A best',
    oneOf: ['A', 'B', 'C', 'D'],
  },
} as const satisfies Readonly<Record<string, FeatureProperty>>;
export type RoomProperty = keyof typeof ROOM_PROPERTIES;

/** Figures of one feature; `null` = unknown. */
export type Room = Readonly<Record<RoomProperty, string | number | null>>;

/** Tables of the record whose rows are features. */
export type RecordFeatureTable = Extract<
  TableName,
  | 'substations'
  | 'main_transformers'
  | 'feeders'
  | 'sections'
  | 'nodes'
  | 'distribution_transformers'
  | 'lv_points'
  | 'lv_lines'
  | 'roads'
  | 'areas'
>;

/** Features of one kind that GIS clients read. */
export interface FeatureCollection {
  readonly title: string;
  readonly description: string;
  readonly table: RecordFeatureTable | 'publication_elements';
  readonly geometry: 'Point' | 'LineString' | 'MultiLineString' | 'Polygon';
  /** Beside the figures of room; features can be asked for by each. */
  readonly properties: Readonly<Record<string, FeatureProperty>>;
  /** Computed when asked for; `null` = the collection has no room. */
  readonly room: { readonly of: RoomOf; readonly properties: readonly RoomProperty[] } | null;
  /** Features of an answer at most: bounds its memory where one of them may be large. */
  readonly most: number;
  /** Layers of the tiles that show the same. */
  readonly tiles:
    | { readonly set: 'grid'; readonly layers: readonly GridLayerName[] }
    | { readonly set: 'base'; readonly layers: readonly BaseLayerName[] }
    | null;
}

const TYPES = { text: 'string', real: 'number', integer: 'integer', boolean: 'boolean' } as const;

/** A property that is a column of the record. */
function column(table: RecordFeatureTable, name: string): FeatureProperty {
  const found = RECORD[table].columns[name];
  if (found === undefined || !(found.type in TYPES))
    throw new Error(`${table} has no column ${name} to show`);
  const { type, meaning, oneOf, min, max } = found;
  return {
    type: TYPES[type as keyof typeof TYPES],
    meaning,
    ...(oneOf === undefined ? {} : { oneOf }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

const columns = (table: RecordFeatureTable, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(names).map(([property, name]) => [property, column(table, name)]));

const EVERY = {
  region: { type: 'string', meaning: 'region' },
  recordId: { type: 'string', meaning: 'id in the record of the region' },
} as const satisfies Readonly<Record<string, FeatureProperty>>;

const SUBSTATION: FeatureProperty = { type: 'string', meaning: 'substation' };
const OWN_ROOM = ['limitKva', 'peakKva', 'committedKva', 'openKva', 'loadRate', 'season', 'grade'] as const;
const CHAIN_ROOM = ['feederId', 'openKva', 'loadRate', 'grade'] as const;
/** As many as an answer may have whose features are small. */
export const MOST_FEATURES = 10_000;

const ofTheRecord = {
  substations: {
    title: '变电站 Substations',
    description: 'Substations, with the sum of the figures of their main transformers.',
    table: 'substations',
    geometry: 'Point',
    properties: { ...EVERY, ...columns('substations', { name: 'name', kv: 'kv' }) },
    room: { of: 'substation', properties: ['ratingKva', ...OWN_ROOM] },
    most: MOST_FEATURES,
    tiles: { set: 'grid', layers: ['substations'] },
  },
  'main-transformers': {
    title: '主变 Main transformers',
    description: 'Main transformers, where their substation stands.',
    table: 'main_transformers',
    geometry: 'Point',
    properties: {
      ...EVERY,
      ...columns('main_transformers', {
        name: 'name',
        substationId: 'substation_id',
        ratingKva: 'rating_kva',
        hvKv: 'hv_kv',
        lvKv: 'lv_kv',
      }),
    },
    room: { of: 'main-transformer', properties: OWN_ROOM },
    most: MOST_FEATURES,
    tiles: null,
  },
  feeders: {
    title: '馈线 Feeders',
    description:
      'Feeders with all their sections, and the figures of their outlets. A dedicated feeder is called by its id.',
    table: 'feeders',
    geometry: 'MultiLineString',
    properties: {
      ...EVERY,
      ...columns('feeders', { name: 'name', kind: 'kind', busbarId: 'busbar_id' }),
      substationId: SUBSTATION,
    },
    room: { of: 'outlet', properties: ['ratingKva', ...OWN_ROOM] },
    most: 200,
    tiles: { set: 'grid', layers: ['feeders'] },
  },
  sections: {
    title: '线段 Sections',
    description:
      'Medium-voltage line pieces, normally open ties among them; straight where no path is known.',
    table: 'sections',
    geometry: 'LineString',
    properties: {
      ...EVERY,
      ...columns('sections', {
        feederId: 'feeder_id',
        fromNodeId: 'from_node_id',
        toNodeId: 'to_node_id',
        conductorTypeId: 'conductor_type_id',
        lengthM: 'length_m',
      }),
      normallyOpen: { type: 'boolean', meaning: 'a switch on it is open in the normal state' },
    },
    room: { of: 'section', properties: ['ratingKva', ...OWN_ROOM] },
    most: MOST_FEATURES,
    tiles: { set: 'grid', layers: ['sections'] },
  },
  nodes: {
    title: '电源点 Nodes',
    description:
      'Medium-voltage nodes. Where a supply can be taken they have the open capacity of their chain; elsewhere it is null. A node that serves a customer alone has no name.',
    table: 'nodes',
    geometry: 'Point',
    properties: {
      ...EVERY,
      ...columns('nodes', {
        name: 'name',
        kind: 'kind',
        kv: 'kv',
        baysSpare: 'bays_spare',
        baysUsed: 'bays_used',
      }),
    },
    room: { of: 'node', properties: CHAIN_ROOM },
    most: MOST_FEATURES,
    tiles: { set: 'grid', layers: ['nodes'] },
  },
  'distribution-transformers': {
    title: '配变 Distribution transformers',
    description: 'Distribution transformers. One that a customer owns is called by its id.',
    table: 'distribution_transformers',
    geometry: 'Point',
    properties: {
      ...EVERY,
      ...columns('distribution_transformers', {
        name: 'name',
        nodeId: 'node_id',
        ownership: 'ownership',
        ratingKva: 'rating_kva',
        hvKv: 'hv_kv',
        lvKv: 'lv_kv',
      }),
    },
    room: { of: 'distribution-transformer', properties: ['feederId', ...OWN_ROOM] },
    most: MOST_FEATURES,
    tiles: { set: 'grid', layers: ['transformers'] },
  },
  'lv-points': {
    title: '低压点 Low-voltage points',
    description:
      'Poles, boxes and busbars of low voltage. Where a supply can be taken they have the open capacity of their chain; elsewhere it is null.',
    table: 'lv_points',
    geometry: 'Point',
    properties: { ...EVERY, ...columns('lv_points', { kind: 'kind', kv: 'kv' }) },
    room: { of: 'lv-point', properties: CHAIN_ROOM },
    most: MOST_FEATURES,
    tiles: { set: 'grid', layers: ['lv-points'] },
  },
  'lv-lines': {
    title: '低压线路 Low-voltage lines',
    description: 'Low-voltage line pieces; straight where no path is known.',
    table: 'lv_lines',
    geometry: 'LineString',
    properties: {
      ...EVERY,
      ...columns('lv_lines', {
        fromPointId: 'from_point_id',
        toPointId: 'to_point_id',
        conductorTypeId: 'conductor_type_id',
        lengthM: 'length_m',
      }),
    },
    room: { of: 'lv-line', properties: ['feederId', 'ratingKva', ...OWN_ROOM] },
    most: MOST_FEATURES,
    tiles: { set: 'grid', layers: ['lv-lines'] },
  },
  roads: {
    title: '道路 Roads',
    description: 'Road centre lines and duct corridors, which routes follow.',
    table: 'roads',
    geometry: 'LineString',
    properties: {
      ...EVERY,
      ...columns('roads', {
        name: 'name',
        class: 'class',
        surface: 'surface',
        bridge: 'bridge',
        tunnel: 'tunnel',
      }),
    },
    room: null,
    most: 5_000,
    tiles: { set: 'base', layers: ['roads'] },
  },
  areas: {
    title: '区域 Areas',
    description:
      'Areas that decide payers or routes: parks, planned land, water, buildings, forbidden ground.',
    table: 'areas',
    geometry: 'Polygon',
    properties: { ...EVERY, ...columns('areas', { name: 'name', kind: 'kind' }) },
    room: null,
    most: 2_000,
    tiles: { set: 'base', layers: ['areas', 'water', 'buildings'] },
  },
} as const satisfies Readonly<Record<string, FeatureCollection>>;

export type RecordCollectionName = keyof typeof ofTheRecord;

/** Collections whose features are the rows of a table of the record. */
export const RECORD_COLLECTIONS: Readonly<
  Record<RecordCollectionName, FeatureCollection & { readonly table: RecordFeatureTable }>
> = ofTheRecord;
export const RECORD_COLLECTION_NAMES = Object.keys(ofTheRecord) as readonly RecordCollectionName[];

const text = (meaning: string): FeatureProperty => ({ type: 'string', meaning });
const yes = (meaning: string): FeatureProperty => ({ type: 'boolean', meaning });

/** What was published; unlike room it is kept, so that features can be asked for by every figure. */
const publications: FeatureCollection = {
  title: '可开放容量公布 Publications',
  description:
    'Open capacity and load rate of every 10(20) kV line, at its outlet, and distribution transformer, as they were published month by month; what has been published never changes. What a customer owns is called by its id. For planners.',
  table: 'publication_elements',
  geometry: 'Point',
  properties: {
    region: EVERY.region,
    recordId: text('month, kind and id of the element, with points between'),
    month: text('month of the publication, 2026-11'),
    kind: { type: 'string', meaning: 'what it is', oneOf: PUBLISHED_KINDS },
    elementId: text('id of the element in the record'),
    name: text('name'),
    substationId: SUBSTATION,
    feederId: text('feeder that fed it in the normal state'),
    dedicated: yes('it is, or hangs on, a feeder of one customer alone'),
    ofCustomer: yes('a transformer that a customer owns'),
    ratingKva: ROOM_PROPERTIES.ratingKva,
    limitKva: ROOM_PROPERTIES.limitKva,
    peakKva: ROOM_PROPERTIES.peakKva,
    committedKva: ROOM_PROPERTIES.committedKva,
    openKva: ROOM_PROPERTIES.openKva,
    loadRate: ROOM_PROPERTIES.loadRate,
    season: ROOM_PROPERTIES.season,
    grade: ROOM_PROPERTIES.grade,
    bindingElementId: text('element of its chain that had the least room'),
  },
  room: null,
  most: MOST_FEATURES,
  tiles: null,
};

const collections = { ...ofTheRecord, publications };

export type FeatureCollectionName = keyof typeof collections;

export const FEATURE_COLLECTIONS: Readonly<Record<FeatureCollectionName, FeatureCollection>> = collections;

/** In the order they are listed. */
export const FEATURE_COLLECTION_NAMES = Object.keys(collections) as readonly FeatureCollectionName[];

/** Features of one region that are asked for. */
export interface FeaturesQuery {
  readonly region: string;
  readonly collection: FeatureCollectionName;
  /** Only those that touch one of the boxes, in the system they are given in; `null` = everywhere. */
  readonly within: { readonly boxes: readonly Bounds[]; readonly crs: Crs } | null;
  /** Only those whose properties have these values; no figure of room among them. */
  readonly equal: Readonly<Record<string, string | number | boolean>>;
  /** Only what was published for these months, both included; `null` = whatever the month, and for what has none. */
  readonly months: { readonly from: string; readonly to: string } | null;
  /** Id in the record after which the page begins; `null` = the first page. */
  readonly after: string | null;
  readonly limit: number;
  /** System of the geometry in the answer. */
  readonly crs: Crs;
  /** Count all that fit, whatever the page. */
  readonly isCounted: boolean;
}

/** A feature as the record has it. */
export interface FeatureRow {
  /** Within its region. */
  readonly id: string;
  /** GeoJSON text, in the axis order of the system; `null` = the record knows no place. */
  readonly geometry: string | null;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

export interface FeaturePage {
  /** State of the region it was read at. */
  readonly at: RegionVersions;
  /** By id, in the database's own order. */
  readonly rows: readonly FeatureRow[];
  /** Id after which the next page begins; `null` = this is the last. */
  readonly next: string | null;
  /** How many fit; `null` = not counted. */
  readonly matched: number | null;
}

/** Elements whose room is asked for. */
export interface RoomQuery {
  readonly region: string;
  readonly of: RoomOf;
  readonly ids: readonly string[];
  readonly asOf: string;
}

/** Body of the answer to a `RoomQuery`. */
export interface RoomFound {
  /** Versions the figures were read at. */
  readonly version: number;
  readonly ledgerVersion: number;
  /** In the order of the ids; `null` = the element is not fed, or no supply can be taken there. */
  readonly room: readonly (Room | null)[];
}
