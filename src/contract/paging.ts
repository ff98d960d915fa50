import { z } from 'zod';
import { Refusal } from './refusal.ts';
import { shown } from './shown.ts';

/** Query fields of a list that is read page by page. */
export const pageQuery = {
  pageSize: z.int().min(1).max(1000).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,9}-\d{1,9}$/)
    .optional()
    .meta({ description: '`next` of the page before; left out = the first page.' }),
};

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) => ({
  items: z.array(item),
  next: z.string().nullable().meta({ description: 'Cursor of the next page; null = this is the last.' }),
});

interface Asked {
  readonly pageSize: number;
  readonly cursor?: string | undefined;
}

/**
 * Where a page begins, in a list that stays as it is within a version of the data.
 *
 * @throws Refusal `invalid-request` where the cursor is of another version: pages of two states do not make a list.
 */
export function pageStart(version: number, { cursor }: Pick<Asked, 'cursor'>): number {
  const [of, start] = cursor === undefined ? [version, 0] : cursor.split('-').map(Number);
  if (of === version && start !== undefined) return start;
  const allowed = `a cursor of version ${version}, or none to start again`;
  throw new Refusal('invalid-request', [
    { pointer: '/query/cursor', code: 'not-known', received: shown(cursor), allowed },
  ]);
}

/** Where a page begins that is read together with the version it is of; `pageStart` has to hold the one against the other. */
export const unprovenStart = ({ cursor }: Pick<Asked, 'cursor'>): number =>
  Number(cursor?.split('-')[1] ?? 0);

/** Cursor of the page that begins there. */
export const cursorAt = (version: number, start: number): string => `${version}-${start}`;

/**
 * One page of a list that stays as it is within a version of the data.
 *
 * @throws Refusal `invalid-request` where the cursor is of another version: pages of two states do not make a list.
 */
export function pageFrom<T>(
  all: readonly T[],
  version: number,
  { pageSize, cursor }: Asked,
): { items: readonly T[]; next: string | null } {
  const start = pageStart(version, { cursor });
  const end = start + pageSize;
  return { items: all.slice(start, end), next: end < all.length ? cursorAt(version, end) : null };
}
