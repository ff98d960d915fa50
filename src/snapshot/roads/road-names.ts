import type { PackedTable } from '../../model/packed-table.ts';

/** Names that two bytes can tell apart beside "none". */
const MOST_NAMES = 65_535;

/** The names of roads by code; code 0 = none. Of more than there are codes those of the fewest roads are left out. */
export interface RoadNames {
  /** Code 0 is the empty name. */
  readonly byCode: readonly string[];
  codeOf(name: string | null): number;
}

/** Codes go by how many roads have a name, then by the name: the order of the rows does not matter. */
export function roadNames(roads: PackedTable<'roads'>): RoadNames {
  const counts = new Map<string, number>();
  for (const { name } of roads)
    if (name !== null && name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  const named = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, MOST_NAMES);
  const byCode = ['', ...named.map(([name]) => name)];
  const codes = new Map(byCode.map((name, code) => [name, code]));
  return { byCode, codeOf: (name) => codes.get(name ?? '') ?? 0 };
}
