/**
 * The record: every table of a region's grid, described once.
 *
 * From this one description come the CSV tables (`ingest/tables`), the staging and merging SQL (`store`), the
 * rows the snapshot is built from, and the tables of README. A test compares it with the migrated database.
 *
 * Conventions: ids are unique per table within a region; a unit is the last part of a column's name;
 * longitude and latitude are degrees WGS 84/CGCS2000; an empty optional cell means "unknown", never zero.
 */

import { AREA_KINDS, BARRIER_KINDS, ROAD_CLASSES, SURFACES } from './land-words.ts';
import { LOAD_TABLES } from './load-tables.ts';
import { boolean, integer, line, optional, polygon, real, text } from './record-column.ts';
import type { ColumnType, Table } from './record-column.ts';
import { LAYINGS, LV_POINT_KINDS, NODE_KINDS } from './record-words.ts';
import type {
  CONNECTION_KINDS,
  LOAD_CATEGORIES,
  METERED_KINDS,
  PROMISED_KINDS,
  PURPOSES,
  QUALITIES,
  SEASONS,
} from './record-words.ts';

export type { Column, ColumnType, Table } from './record-column.ts';
export {
  SEASONS,
  QUALITIES,
  NODE_KINDS,
  LAYINGS,
  METERED_KINDS,
  CONNECTION_KINDS,
  LOAD_CATEGORIES,
} from './record-words.ts';

const id = text('id, unique in this table within the region');
const name = optional(text('name as people say it'));
const lon = real('longitude, degrees', { min: -180, max: 180 });
const lat = real('latitude, degrees', { min: -90, max: 90 });
const kv = real('nominal voltage, kV', { min: 0.1, max: 1100 });
const lengthM = real('length along the line, m', { min: 0, max: 200_000 });
const limitA = optional(real('current limit, A; overrides the conductor type', { min: 0, max: 10_000 }));

const tables = {
  substations: {
    meaning: 'substations (变电站)',
    key: ['id'],
    columns: {
      id,
      name,
      kv,
      lon_deg: lon,
      lat_deg: lat,
      source_voltage_pu: optional(
        real('voltage held on the high-voltage side, pu of kv; empty = unknown', { min: 0.8, max: 1.2 }),
      ),
      source_fault_mva: optional(
        real('three-phase fault power on the high-voltage side, MVA; empty = unknown', {
          min: 0,
          max: 100_000,
        }),
      ),
    },
  },
  incoming_lines: {
    meaning: 'lines that feed a substation, and the station they come from: the proof of independence',
    key: ['id'],
    columns: {
      id,
      name,
      substation_id: text('substation fed', { references: 'substations' }),
      kv,
      upstream_source: optional(text('station or plant at the far end; empty = unknown')),
    },
  },
  main_transformers: {
    meaning: 'main transformers (主变)',
    key: ['id'],
    columns: {
      id,
      name,
      substation_id: text('substation', { references: 'substations' }),
      rating_kva: optional(real('rated power, kVA; empty or 0 = unknown', { min: 0, max: 2_000_000 })),
      hv_kv: optional(kv),
      lv_kv: optional(kv),
      uk_percent: optional(real('short-circuit voltage, %', { min: 0, max: 40 })),
      pk_kw: optional(real('short-circuit loss, kW', { min: 0, max: 10_000 })),
      p0_kw: optional(real('no-load loss, kW', { min: 0, max: 10_000 })),
      i0_percent: optional(real('no-load current, %', { min: 0, max: 100 })),
      tap_pu: optional(
        real('tap position, ratio of the actual to the nominal turns ratio, high side over low side', {
          min: 0.7,
          max: 1.3,
        }),
      ),
    },
  },
  nodes: {
    meaning:
      'medium-voltage nodes: poles, ring main units, switching stations, branch boxes, substation busbars',
    key: ['id'],
    columns: {
      id,
      name,
      kind: text('what stands there', { oneOf: NODE_KINDS }),
      kv,
      lon_deg: lon,
      lat_deg: lat,
      bays_spare: optional(integer('spare bays; empty = unknown', { min: 0, max: 100 })),
      bays_used: optional(integer('used bays; empty = unknown', { min: 0, max: 100 })),
    },
  },
  busbar_sections: {
    meaning: 'medium-voltage busbar sections (母线段) of substations; feeders leave from their node',
    key: ['id'],
    columns: {
      id,
      name,
      substation_id: text('substation', { references: 'substations' }),
      node_id: text('node at which feeders leave', { references: 'nodes' }),
      main_transformer_id: optional(
        text('main transformer that feeds it in the normal state; empty = unknown', {
          references: 'main_transformers',
        }),
      ),
      rating_a: optional(real('rated current, A; empty = unknown', { min: 0, max: 20_000 })),
      fault_level_ka: optional(real('three-phase fault level, kA; empty = unknown', { min: 0, max: 200 })),
    },
  },
  feeders: {
    meaning: 'feeders (馈线) with their outlet at a busbar section',
    key: ['id'],
    columns: {
      id,
      name,
      kind: text('public (公线) or dedicated (专线)', { oneOf: ['public', 'dedicated'] as const }),
      busbar_id: text('busbar section it leaves from', { references: 'busbar_sections' }),
      outlet_limit_a: optional(
        real('current limit of the outlet, A; empty = unknown', { min: 0, max: 10_000 }),
      ),
    },
  },
  bays: {
    meaning: 'bays (间隔) listed one by one, where the company does so; they outrank the counts at the node',
    key: ['id'],
    columns: {
      id,
      name,
      node_id: text('ring main unit, switching station, branch box or busbar node', { references: 'nodes' }),
      status: text('spare or used', { oneOf: ['spare', 'used'] as const }),
      feeder_id: optional(text('feeder behind a used substation bay', { references: 'feeders' })),
      rating_a: optional(real('rated current, A; empty = unknown', { min: 0, max: 10_000 })),
      breaking_ka: optional(real('breaking capacity, kA; empty = unknown', { min: 0, max: 200 })),
    },
  },
  conductor_types: {
    meaning: 'conductor and cable types; r, x, b per phase, positive sequence',
    key: ['id'],
    columns: {
      id,
      name,
      laying: text('how it is laid', { oneOf: LAYINGS }),
      r_ohm_per_km: real('resistance, Ω/km', { min: 0, max: 100 }),
      x_ohm_per_km: real('reactance, Ω/km', { min: 0, max: 100 }),
      b_us_per_km: optional(real('shunt susceptance, µS/km', { min: 0, max: 10_000 })),
      ampacity_a: optional(real('permanent current, A; empty or 0 = unknown', { min: 0, max: 10_000 })),
    },
  },
  sections: {
    meaning: 'medium-voltage line pieces between two nodes',
    key: ['id'],
    columns: {
      id,
      feeder_id: optional(text('feeder; may be empty on a normally open tie', { references: 'feeders' })),
      from_node_id: text('one end', { references: 'nodes' }),
      to_node_id: text('other end', { references: 'nodes' }),
      conductor_type_id: text('conductor type', { references: 'conductor_types' }),
      length_m: lengthM,
      limit_a: limitA,
      path_wkt: optional(line('LINESTRING, lon lat degrees; empty = straight')),
    },
  },
  switches: {
    meaning: 'switches: each sits on one end of a section; open = the section does not conduct',
    key: ['id'],
    columns: {
      id,
      name,
      kind: text('sectionalising (分段), tie (联络) or outlet', {
        oneOf: ['sectionalising', 'tie', 'outlet'] as const,
      }),
      section_id: text('section', { references: 'sections' }),
      node_id: text('end of the section at which it sits', { references: 'nodes' }),
      normally_open: boolean('true = open in the normal state'),
    },
  },
  lv_points: {
    meaning: 'low-voltage points: poles, boxes, the busbars of transformers',
    key: ['id'],
    columns: {
      id,
      name,
      kind: text('what stands there', { oneOf: LV_POINT_KINDS }),
      kv,
      lon_deg: lon,
      lat_deg: lat,
    },
  },
  distribution_transformers: {
    meaning: 'distribution transformers (配变), public or customer-owned',
    key: ['id'],
    columns: {
      id,
      name,
      node_id: text('medium-voltage node', { references: 'nodes' }),
      lv_point_id: optional(text('its low-voltage busbar point', { references: 'lv_points' })),
      ownership: text('public (公变) or customer (专变)', { oneOf: ['public', 'customer'] as const }),
      rating_kva: optional(real('rated power, kVA; empty or 0 = unknown', { min: 0, max: 100_000 })),
      lon_deg: lon,
      lat_deg: lat,
      hv_kv: optional(kv),
      lv_kv: optional(kv),
      uk_percent: optional(real('short-circuit voltage, %', { min: 0, max: 40 })),
      pk_kw: optional(real('short-circuit loss, kW', { min: 0, max: 1_000 })),
      p0_kw: optional(real('no-load loss, kW', { min: 0, max: 1_000 })),
      i0_percent: optional(real('no-load current, %', { min: 0, max: 100 })),
      tap_pu: optional(real('tap position, ratio to nominal', { min: 0.7, max: 1.3 })),
    },
  },
  lv_lines: {
    meaning: 'low-voltage line pieces between two points',
    key: ['id'],
    columns: {
      id,
      from_point_id: text('one end', { references: 'lv_points' }),
      to_point_id: text('other end', { references: 'lv_points' }),
      conductor_type_id: text('conductor type', { references: 'conductor_types' }),
      length_m: lengthM,
      limit_a: limitA,
      path_wkt: optional(line('LINESTRING, lon lat degrees; empty = straight')),
    },
  },
  ...LOAD_TABLES,
  roads: {
    meaning:
      'road centre lines and duct corridors; routes follow them, and change from one to another at shared positions',
    key: ['id'],
    columns: {
      id,
      name,
      class: text('road class', { oneOf: ROAD_CLASSES }),
      surface: text('surface', { oneOf: SURFACES }),
      bridge: boolean('true = a bridge'),
      tunnel: boolean('true = a tunnel'),
      path_wkt: line('LINESTRING, lon lat degrees'),
    },
  },
  barriers: {
    meaning: 'lines that a route may cross only at a price: railways, rivers, trunk mains',
    key: ['id'],
    columns: {
      id,
      name,
      kind: text('what it is', { oneOf: BARRIER_KINDS }),
      path_wkt: line('LINESTRING, lon lat degrees'),
    },
  },
  areas: {
    meaning: 'areas that decide payers or routes: parks, planned land, water, forbidden ground',
    key: ['id'],
    columns: {
      id,
      name,
      kind: text('what it is', { oneOf: AREA_KINDS }),
      polygon_wkt: polygon('POLYGON, lon lat degrees'),
    },
  },
  addresses: {
    meaning: "the region's gazetteer",
    key: ['id'],
    columns: { id, text: text('full address'), lon_deg: lon, lat_deg: lat },
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;

/** Tables in an order in which every reference points to an earlier table. */
export const TABLE_NAMES = Object.keys(tables) as readonly TableName[];

/** The description of one table. */
export const RECORD: Readonly<Record<TableName, Table>> = tables;

interface Values {
  text: string;
  real: number;
  integer: number;
  boolean: boolean;
  /** ISO day, `2026-11-20`. */
  date: string;
  /** Longitude and latitude by turns, degrees. */
  line: readonly number[];
  /** Outer ring first; each ring longitude and latitude by turns, closed, degrees. */
  polygon: readonly (readonly number[])[];
  /** 24 or 96 figures from midnight on. */
  curve: readonly number[];
}

type Cell<C> = C extends { oneOf: readonly (infer U)[] }
  ? U
  : C extends { type: infer T extends ColumnType }
    ? Values[T]
    : never;

/** A row of a table as values; `null` = unknown. */
export type Row<T extends TableName> = {
  [K in keyof (typeof tables)[T]['columns']]: (typeof tables)[T]['columns'][K] extends { required: true }
    ? Cell<(typeof tables)[T]['columns'][K]>
    : Cell<(typeof tables)[T]['columns'][K]> | null;
};

/** All rows of a region, each table ordered by its key. */
export type RegionRows = { readonly [T in TableName]: readonly Row<T>[] };

export type Season = (typeof SEASONS)[number];
export type Quality = (typeof QUALITIES)[number];
export type NodeKind = (typeof NODE_KINDS)[number];
export type MeteredKind = (typeof METERED_KINDS)[number];
export type PromisedKind = (typeof PROMISED_KINDS)[number];
export type Purpose = (typeof PURPOSES)[number];
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];
export type LoadCategory = (typeof LOAD_CATEGORIES)[number];
