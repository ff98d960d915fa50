import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { shown } from '../shown.ts';

/** First and last millisecond of a time; infinite where a side is open. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const DAY_MS = 86_400_000;

/** A time, or a whole day (UTC, as the standard's times are). */
function spanOf(text: string): TimeSpan | null {
  if (instant.safeParse(text).success) return { from: Date.parse(text), to: Date.parse(text) };
  if (!day.safeParse(text).success) return null;
  const from = Date.parse(`${text}T00:00:00Z`);
  return { from, to: from + DAY_MS - 1 };
}

const isOpen = (text: string): boolean => text === '' || text === '..';

/** One side of an interval. */
const sideOf = (text: string, open: number): TimeSpan | null =>
  isOpen(text) ? { from: open, to: open } : spanOf(text);

function parse(text: string): TimeSpan | null {
  const [start = '', end, ...rest] = text.split('/');
  if (end === undefined) return spanOf(text);
  if (rest.length > 0 || (isOpen(start) && isOpen(end))) return null;
  const [first, last] = [sideOf(start, -Infinity), sideOf(end, Infinity)];
  if (first === null || last === null || first.from > last.to) return null;
  return { from: first.from, to: last.to };
}

/** The first and the last month a span touches, in UTC as the standard's times are; beyond every month where it is open. */
export const monthsIn = ({ from, to }: TimeSpan): { from: string; to: string } => {
  const monthOf = (time: number): string => new Date(time).toISOString().slice(0, 7);
  return {
    from: Number.isFinite(from) ? monthOf(from) : '0000-00',
    to: Number.isFinite(to) ? monthOf(to) : '9999-99',
  };
};

/**
 * The span that a `datetime` names.
 *
 * @throws Refusal `invalid-parameter`
 */
export function timeSpan(text: string): TimeSpan {
  const span = parse(text);
  if (span !== null) return span;
  throw new Refusal('invalid-parameter', [
    {
      pointer: '/query/datetime',
      code: 'wrong-format',
      received: shown(text),
      allowed: '2026-11-20, 2026-11-20T08:00:00Z, or start/end with .. for one open side',
    },
  ]);
}
