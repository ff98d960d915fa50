import type { Session } from '../session/session.ts';
import { type Asked, call, pathWith } from './call.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** A list read page by page. */
export interface Pages<T, P> {
  readonly items: readonly T[];
  /** The first page, for what it says beside its items. */
  readonly first: P;
  /** False where there is more than was asked for. */
  readonly isWhole: boolean;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const PAGE_SIZE = 1000;

/** Reads a list to its end, or to so many items. `null` = nothing to ask for yet. */
export function usePages<P extends Page<unknown>>(
  session: Session,
  path: string | null,
  query: Asked['query'],
  most: number,
): Loaded<Pages<P['items'][number], P>> {
  const target = path === null ? null : pathWith(path, query);
  return useLoaded(session, target, async (signal) => {
    const ask = (cursor: string | null): Promise<P> =>
      call<P>(session, path ?? '', {
        query: { ...query, pageSize: Math.min(PAGE_SIZE, most), cursor },
        signal,
      });
    const first = await ask(null);
    let [items, next]: [readonly unknown[], string | null] = [first.items, first.next];
    while (next !== null && items.length < most) {
      const page: P = await ask(next);
      [items, next] = [[...items, ...page.items], page.next];
    }
    return { items, first, isWhole: next === null };
  });
}
