/** A figure before and after. */
export interface Change {
  readonly id: string;
  readonly before: number | null;
  readonly after: number | null;
}

const distance = ({ before, after }: Change): number => Math.abs((after ?? 0) - (before ?? 0));

/** Figures of the same things in two states: what changes most first, then by id. What is new has no figure before. */
export function changesOf<T>(
  { before, after }: { readonly before: readonly T[]; readonly after: readonly T[] },
  figureOf: (one: T) => Omit<Change, 'before' | 'after'> & { readonly figure: number | null },
): readonly Change[] {
  const earlier = new Map(before.map(figureOf).map(({ id, figure }) => [id, figure]));
  return after
    .map(figureOf)
    .map(({ id, figure }) => ({ id, before: earlier.get(id) ?? null, after: figure }))
    .sort((a, b) => distance(b) - distance(a) || (a.id < b.id ? -1 : 1));
}

/** The change whose figure afterwards comes first; unknown ones never do. */
export const extreme = (
  changes: readonly Change[],
  isBefore: (a: number, b: number) => boolean,
): Change | null =>
  changes.reduce<Change | null>((best, one) => {
    if (one.after === null) return best;
    return best?.after === null || best === null || isBefore(one.after, best.after) ? one : best;
  }, null);
