import type { Column } from '../model/record.ts';

/** What is wrong with a value, without the row it stands in. */
export interface Flaw {
  readonly reason: string;
  readonly received: string;
  readonly allowed: string;
}

const ID_LENGTH = 200;
const TEXT_LENGTH = 1000;
const SHOWN = 120;
/** Control characters, and surrogates without a partner, which no database text can hold. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;
const DEGREES = 'longitude -180…180, then latitude -90…90';

/** A received value as a short printable text. */
export const toShown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
  return (text ?? '').replace(/\p{Cc}/gu, '�').slice(0, SHOWN);
};

const flaw = (reason: string, value: unknown, allowed: string): Flaw => ({
  reason,
  received: toShown(value),
  allowed,
});

const isId = (name: string): boolean => name === 'id' || name.endsWith('_id');

const checkText = (name: string, column: Column, value: string): Flaw | null => {
  if (column.oneOf !== undefined) {
    return column.oneOf.includes(value) ? null : flaw('not-allowed', value, column.oneOf.join(' '));
  }
  if (value === '') return flaw('empty', value, 'a text of at least one character');
  const longest = isId(name) ? ID_LENGTH : TEXT_LENGTH;
  if (value.length > longest) return flaw('too-long', value, `at most ${longest} characters`);
  if (UNSTORABLE.test(value)) return flaw('control-character', value, 'printable characters');
  if (isId(name) && value !== value.trim()) {
    return flaw('surrounding-space', value, 'no space at either end');
  }
  return null;
};

const checkNumber = (column: Column, value: number): Flaw | null => {
  const { min = -Infinity, max = Infinity } = column;
  if (!Number.isFinite(value)) return flaw('not-a-number', String(value), 'a finite number');
  if (column.type === 'integer' && !Number.isSafeInteger(value)) {
    return flaw('not-an-integer', value, 'a whole number');
  }
  if (column.among?.includes(value) === false) return flaw('not-allowed', value, column.among.join(' '));
  return value >= min && value <= max ? null : flaw('out-of-range', value, `${min} to ${max}`);
};

const checkPositions = (flat: readonly number[], least: number): Flaw | null => {
  if (flat.length < 2 * least || flat.length % 2 !== 0) {
    return flaw('too-few-positions', flat.length / 2, `at least ${least} positions`);
  }
  const off = flat.findIndex((value, i) => !(Math.abs(value) <= (i % 2 === 0 ? 180 : 90)));
  if (off === -1) return null;
  const start = off - (off % 2);
  return flaw('out-of-range', `${String(flat[start])} ${String(flat[start + 1])}`, DEGREES);
};

const checkRing = (ring: readonly number[]): Flaw | null => {
  const flawed = checkPositions(ring, 4);
  if (flawed !== null) return flawed;
  const closed = ring[0] === ring.at(-2) && ring[1] === ring.at(-1);
  return closed ? null : flaw('not-closed', ring, 'a ring that ends where it begins');
};

const checkDay = (value: string): Flaw | null => {
  const day = new Date(`${value}T00:00:00Z`);
  const real = !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value;
  const near = value >= '1900-01-01' && value <= '2199-12-31';
  return real && near ? null : flaw('not-a-day', value, 'a day from 1900 to 2199 as YYYY-MM-DD');
};

const MOST_KVA = 2_000_000;

const checkCurve = (value: readonly number[]): Flaw | null => {
  if (value.length !== 24 && value.length !== 96)
    return flaw('point-count', value.length, '24 figures (one an hour) or 96 (four an hour)');
  const off = value.find((kva) => !(kva >= 0 && kva <= MOST_KVA));
  return off === undefined ? null : flaw('out-of-range', off, `0 to ${MOST_KVA}`);
};

const CHECKS: Readonly<Record<Column['type'], (name: string, column: Column, value: never) => Flaw | null>> =
  {
    text: checkText,
    real: (_, column, value: number) => checkNumber(column, value),
    integer: (_, column, value: number) => checkNumber(column, value),
    boolean: () => null,
    date: (_, __, value: string) => checkDay(value),
    line: (_, __, value: readonly number[]) => checkPositions(value, 2),
    curve: (_, __, value: readonly number[]) => checkCurve(value),
    polygon: (_, __, value: readonly (readonly number[])[]) =>
      value.length === 0
        ? flaw('too-few-positions', 0, 'at least one ring')
        : (value.map(checkRing).find((each) => each !== null) ?? null),
  };

/**
 * Checks a value of the right JavaScript type against the description of its column.
 *
 * @param value `null` = unknown, a flaw only in a required column.
 * @returns     The first thing wrong, or `null`.
 */
export const checkValue = (name: string, column: Column, value: unknown): Flaw | null => {
  if (value === null) {
    return column.required ? flaw('missing', '', `a value: ${column.meaning}`) : null;
  }
  return CHECKS[column.type](name, column, value as never);
};
