import type { Snapshot } from './open.ts';

/**
 * What is promised on an element in the end, 0.01 kVA: what some season has not measured yet, and the later stages of
 * supplies whether works have made room for them or not. Room that is kept free for a loss is not in it.
 */
export const promisedOn = (
  { committedCkva, laterCkva }: Pick<Snapshot['columns'], 'committedCkva' | 'laterCkva'>,
  element: number,
): number => (committedCkva[element] ?? 0) + (laterCkva[element] ?? 0);
