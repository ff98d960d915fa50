import type { Column, ColumnType } from '../../model/record.ts';
import { checkValue, toShown, type Flaw } from '../check-value.ts';
import { parseLine, parsePolygon } from './wkt.ts';

/** A cell as the value of its column, or what is wrong with it. */
export type ParsedCell = { readonly value: unknown } | { readonly flaw: Flaw };

const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INTEGER = /^[+-]?\d+$/;
const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
]);

interface Reading {
  /** `null` when the text is not of this type. */
  readonly read: (text: string) => unknown;
  readonly reason: string;
  readonly allowed: string;
}

const toNumber = (shape: RegExp) => (text: string) => (shape.test(text) ? Number(text) : null);
const toFigures = (text: string): number[] | null => {
  const parts = text.trim().split(/\s+/);
  return parts.every((part) => REAL.test(part)) ? parts.map(Number) : null;
};
const asIs = { read: (text: string): unknown => text, reason: '', allowed: '' };

const READINGS: Readonly<Record<ColumnType, Reading>> = {
  text: asIs,
  date: asIs,
  real: { read: toNumber(REAL), reason: 'not-a-number', allowed: 'a number such as 12.5 or 1e-3' },
  integer: { read: toNumber(INTEGER), reason: 'not-an-integer', allowed: 'a whole number' },
  boolean: {
    read: (text) => BOOLEANS.get(text) ?? null,
    reason: 'not-a-boolean',
    allowed: 'true or false',
  },
  curve: { read: toFigures, reason: 'not-a-curve', allowed: '24 or 96 figures with spaces between' },
  line: { read: parseLine, reason: 'not-a-line', allowed: 'LINESTRING (lon lat, lon lat, …)' },
  polygon: { read: parsePolygon, reason: 'not-a-polygon', allowed: 'POLYGON ((lon lat, …), …)' },
};

/** Reads one cell by the description of its column; an empty cell is unknown (`null`). */
export const parseCell = (name: string, column: Column, text: string): ParsedCell => {
  const { read, reason, allowed } = READINGS[column.type];
  const value = text === '' ? null : read(text);
  if (text !== '' && value === null) return { flaw: { reason, received: toShown(text), allowed } };
  const flaw = checkValue(name, column, value);
  return flaw === null ? { value } : { flaw };
};
