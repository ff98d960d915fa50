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
import { boolean, date, integer, line, optional, polygon, real, text } from './record-column.ts';
import type { ColumnType, Table } from './record-column.ts';

export type { Column, ColumnType, Table } from './record-column.ts';

const id = text('id, unique in this table within the region');
const name = optional(text('name as people say it'));
const lon = real('longitude, degrees', { min: -180, max: 180 });
const lat = real('latitude, degrees', { min: -90, max: 90 });
const kv = real('nominal voltage, kV', { min: 0.1, max: 1100 });
const lengthM = real('length along the line, m', { min: 0, max: 200_000 });
const limitA = optional(real('current limit, A; overrides the conductor type', { min: 0, max: 10_000 }));

export const SEASONS = ['summer', 'winter', 'unspecified'] as const;
export const QUALITIES = ['measured', 'estimated', 'default'] as const;
export const NODE_KINDS = ['pole', 'rmu', 'switching-station', 'branch-box', 'busbar', 'node'] as const;
export const LV_POINT_KINDS = ['pole', 'box', 'busbar', 'node'] as const;
export const LAYINGS = ['overhead', 'cable', 'unknown'] as const;
export const METERED_KINDS = [
  'feeder',
  'section',
  'distribution-transformer',
  'lv-line',
  'busbar',
  'main-transformer',
] as const;
/** Points of a day's course: one an hour, or one a quarter of an hour. */
const CURVE_POINTS = [24, 96] as const;
const GENERATOR_KINDS = ['pv', 'wind', 'hydro', 'biomass', 'chp', 'storage', 'other'] as const;
export const CONNECTION_KINDS = ['node', 'distribution-transformer', 'lv-point'] as const;
export const LOAD_CATEGORIES = [
  'residential',
  'micro-enterprise',
  'commercial',
  'industrial',
  'agricultural',
  'public-service',
  'ev-charging',
] as const;

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
  customers: {
    meaning: 'connected customers and their loads; no names, no contacts',
    key: ['id'],
    columns: {
      id,
      at_kind: text('kind of the place it hangs on', { oneOf: CONNECTION_KINDS }),
      at_id: text('id of the node, distribution transformer or low-voltage point'),
      category: optional(text('load category', { oneOf: LOAD_CATEGORIES })),
      contracted_kva: optional(real('contracted capacity, kVA', { min: 0, max: 1_000_000 })),
      load_kw: optional(real('load at the peak, kW', { min: -1_000_000, max: 1_000_000 })),
      load_kvar: optional(real('reactive load at the peak, kvar', { min: -1_000_000, max: 1_000_000 })),
    },
  },
  generators: {
    meaning: 'generation connected to the grid, and what of it ran at the time of the peak; no names',
    key: ['id'],
    columns: {
      id,
      at_kind: text('kind of the place it hangs on', { oneOf: CONNECTION_KINDS }),
      at_id: text('id of the node, distribution transformer or low-voltage point'),
      rated_kva: optional(real('rated power, kVA; empty = unknown', { min: 0, max: 1_000_000 })),
      output_kw: real('output at the time of the peak, kW; negative = it draws power', {
        min: -1_000_000,
        max: 1_000_000,
      }),
      output_kvar: optional(
        real('reactive output at the time of the peak, kvar; empty = unknown', {
          min: -1_000_000,
          max: 1_000_000,
        }),
      ),
      kind: optional(text('what drives it; empty = unknown', { oneOf: GENERATOR_KINDS })),
    },
  },
  peaks: {
    meaning: 'seasonal peaks; periods of abnormal switching left out',
    key: ['element_kind', 'element_id', 'season'],
    columns: {
      element_kind: text('kind of the metered element', { oneOf: METERED_KINDS }),
      element_id: text('its id'),
      season: text('season', { oneOf: SEASONS }),
      peak_kva: real('peak, kVA', { min: 0, max: 2_000_000 }),
      measured_on: optional(date('day of the peak or of the estimate; empty = unknown')),
      quality: text('where the figure comes from', { oneOf: QUALITIES }),
      masked_kva: optional(
        real('generation that ran at the time of the peak and hid as much of it; to be added back, kVA', {
          min: 0,
          max: 2_000_000,
        }),
      ),
    },
  },
  curves: {
    meaning: "course of a season's peak day, point by point; periods of abnormal switching left out",
    key: ['element_kind', 'element_id', 'season', 'point'],
    columns: {
      element_kind: text('kind of the metered element', { oneOf: METERED_KINDS }),
      element_id: text('its id'),
      season: text('season', { oneOf: SEASONS }),
      points: integer('points of the day: 24 (one an hour) or 96 (four an hour)', { among: CURVE_POINTS }),
      point: integer('number of the point in the day, from 0, which begins at midnight', { min: 0, max: 95 }),
      kva: real('mean load from this point to the next, kVA', { min: 0, max: 2_000_000 }),
    },
  },
  commitments: {
    meaning: "capacity promised: in-flight cases of the company's books, and this service's own holds",
    key: ['id'],
    columns: {
      id,
      origin: text("books (the company's) or service (this one)", { oneOf: ['books', 'service'] as const }),
      external_number: optional(text("the company's application number: the same case counts once")),
      at_kind: text('kind of the place of supply', { oneOf: CONNECTION_KINDS }),
      at_id: text('id of the node, distribution transformer or low-voltage point'),
      kva: real('promised capacity, kVA', { min: 0, max: 1_000_000 }),
      category: optional(text('load category', { oneOf: LOAD_CATEGORIES })),
      committed_on: optional(date('day of the promise; empty = unknown')),
    },
  },
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
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];
export type LoadCategory = (typeof LOAD_CATEGORIES)[number];
