import type { GridRows } from './grid-rows.ts';

/** A line that feeds a substation, by the substations' order of ids. */
export interface IncomingLine {
  readonly to: number;
  /** Id or name of the station at the far end, as the record has it; empty = unknown. */
  readonly from: string;
  /** That station, where it is one of the record's; -1 elsewhere. */
  readonly station: number;
}

/**
 * The incoming lines of all substations; a station at the far end is one of the record's when it has its id, or a name
 * that only one has.
 *
 * @param stations ids of the substations in the snapshot's order.
 * @returns in the order of the lines' ids.
 */
export function incomingLines(rows: GridRows, stations: readonly string[]): IncomingLine[] {
  const index = new Map(stations.map((id, i) => [id, i]));
  const named = new Map<string, number>();
  for (const { id, name } of rows.substations) {
    if (name === null || name === '') continue;
    named.set(name, named.has(name) ? -1 : (index.get(id) ?? -1));
  }
  return Array.from(rows.incoming_lines, ({ substation_id, upstream_source }) => {
    const from = upstream_source ?? '';
    return {
      to: index.get(substation_id) ?? -1,
      from,
      station: index.get(from) ?? named.get(from) ?? -1,
    };
  });
}
