/** A load that is tried at a place. */
export interface TriedLoad {
  readonly nodeId: string;
  readonly kw: number;
  readonly kvar: number;
}

const MOST = 100;

/** What a load is at first: to be changed by whoever knows better. */
export const FIRST_LOAD = { kw: 500, kvar: 160 } as const;

const isLoad = (one: unknown): one is [string, number, number] =>
  Array.isArray(one) &&
  one.length === 3 &&
  typeof one[0] === 'string' &&
  typeof one[1] === 'number' &&
  typeof one[2] === 'number';

/** Loads as the address carries them; anything that is none is left out. */
export function readLoads(text: string | null): readonly TriedLoad[] {
  let said: unknown;
  try {
    said = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(said)) return [];
  return said
    .filter(isLoad)
    .slice(0, MOST)
    .map(([nodeId, kw, kvar]) => ({ nodeId, kw, kvar }));
}

/** The text that {@link readLoads} reads; `null` for none. */
export const writeLoads = (loads: readonly TriedLoad[]): string | null =>
  loads.length === 0 ? null : JSON.stringify(loads.map(({ nodeId, kw, kvar }) => [nodeId, kw, kvar]));
