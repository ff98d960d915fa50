import { curve, date, integer, optional, real, text } from './record-column.ts';
import type { Table } from './record-column.ts';
import {
  CONNECTION_KINDS,
  CURVE_POINTS,
  GENERATOR_KINDS,
  LOAD_CATEGORIES,
  METERED_KINDS,
  PROMISED_KINDS,
  PURPOSES,
  QUALITIES,
  SEASONS,
} from './record-words.ts';

const id = text('id, unique in this table within the region');
const metered = {
  element_kind: text('kind of the metered element', { oneOf: METERED_KINDS }),
  element_id: text('its id'),
} as const;
const season = text('season', { oneOf: SEASONS });

/** Tables of the record that tell who is connected, what was measured, what was promised. */
export const LOAD_TABLES = {
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
      ...metered,
      season,
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
      ...metered,
      season,
      points: integer('points of the day: 24 (one an hour) or 96 (four an hour)', { among: CURVE_POINTS }),
      point: integer('number of the point in the day, from 0, which begins at midnight', { min: 0, max: 95 }),
      kva: real('mean load from this point to the next, kVA', { min: 0, max: 2_000_000 }),
    },
  },
  measurements: {
    meaning:
      'readings of meters, one per element, season and period: they refresh the peaks without a new import of the grid',
    key: ['element_kind', 'element_id', 'season', 'from_on'],
    ascending: ['from_on', 'measured_on', 'to_on'],
    columns: {
      ...metered,
      season,
      from_on: date('first day of the period'),
      to_on: date('last day of the period'),
      peak_kva: real('peak of the period, kVA', { min: 0, max: 2_000_000 }),
      measured_on: date('day of the peak'),
      quality: text('where the figure comes from', { oneOf: QUALITIES }),
      masked_kva: optional(
        real('generation that hid as much of the peak; to be added back, kVA', { min: 0, max: 2_000_000 }),
      ),
      curve_kva: optional(curve('course of the day of the peak, kVA; empty = unknown')),
    },
  },
  abnormal_periods: {
    meaning:
      'periods of abnormal switching: what a meter read meanwhile counts nowhere; those of a feeder hold for its sections too',
    key: ['element_kind', 'element_id', 'from_on'],
    ascending: ['from_on', 'to_on'],
    columns: {
      ...metered,
      from_on: date('first day'),
      to_on: date('last day'),
    },
  },
  commitments: {
    meaning: "capacity promised: in-flight cases of the company's books, and this service's own holds",
    key: ['id'],
    columns: {
      id,
      origin: text("books (the company's) or service (this one)", { oneOf: ['books', 'service'] as const }),
      external_number: optional(text("the company's application number: the same case counts once")),
      at_kind: text('kind of the place of supply', { oneOf: PROMISED_KINDS }),
      at_id: text('id of the node, distribution transformer or low-voltage point; of an element kind/id'),
      kva: real('promised capacity, kVA', { min: 0, max: 1_000_000 }),
      category: optional(text('load category', { oneOf: LOAD_CATEGORIES })),
      committed_on: optional(date('day of the promise; empty = unknown')),
      connected_on: optional(
        date(
          'day of the connection; empty = not yet; it counts until a later peak is measured, then as a load; leave the case out once it stands in customers',
        ),
      ),
      purpose: optional(
        text('what else a choice of this service holds; empty = a supply', { oneOf: PURPOSES }),
      ),
      for_element: optional(text('element that it is held for, kind/id')),
    },
  },
} as const satisfies Record<string, Table>;
