import type { Snapshot } from '../../snapshot/open.ts';
import type { Touched } from './touched.ts';

/** The part of a grid that is studied, and the part that is told of. */
export interface Scope {
  readonly tops: readonly number[];
  /** Whether an element is told of. */
  readonly tells: (element: number) => boolean;
}

/**
 * What a question is about: the main transformers above all it names or changes, and of them what it wants told.
 *
 * @cost O(elements) where it names nothing, else O(things named · depth).
 */
export function scopeOf(snapshot: Snapshot, { feeders, elements }: Touched): Scope {
  const { elementFeeder, elementParent, feederElement } = snapshot.columns;
  const topOf = (element: number): number => {
    let top = element;
    for (let up = elementParent[top] ?? -1; up >= 0; up = elementParent[top] ?? -1) top = up;
    return top;
  };
  const everything = feeders === null && elements.length === 0;
  const touched = elements.map((e) => elementFeeder[e] ?? -1).filter((feeder) => feeder >= 0);
  const told = new Set(feeders ?? touched);
  const starts = everything
    ? Array.from(elementParent.keys()).filter((e) => elementParent[e] === -1)
    : [...elements, ...(feeders ?? []).map((feeder) => feederElement[feeder] ?? 0)].map(topOf);
  return {
    tops: [...new Set(starts)].sort((a, b) => a - b),
    // Busbars, main transformers and what hangs on busbars directly belong to no feeder: they are always told of.
    tells: (e) => everything || (elementFeeder[e] ?? -1) < 0 || told.has(elementFeeder[e] ?? -1),
  };
}
