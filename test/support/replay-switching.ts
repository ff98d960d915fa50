import type { RegionRows } from '../../src/model/record.ts';
import type { SwitchingStep } from '../../src/electric/transfer/order-steps.ts';

/** The grid after one step: whether anything is fed in a ring, and which nodes are fed. */
export interface Replayed {
  readonly loop: boolean;
  readonly fed: ReadonlySet<string>;
}

/**
 * Plays steps on the rows themselves and looks at the grid after each, the state before the first one included.
 *
 * @param lost sections and feeders (their outlets) out of service, by id: they conduct nothing.
 */
export function replaySwitching(
  rows: RegionRows,
  steps: readonly SwitchingStep[],
  lost: readonly string[] = [],
): Replayed[] {
  const open = new Set(rows.switches.filter((row) => row.normally_open).map(({ id }) => id));
  const busbarAt = new Map(rows.busbar_sections.map((row) => [row.node_id, row.id]));
  const switchesOf = new Map<string, { id: string; normally_open: boolean }[]>();
  for (const row of rows.switches)
    switchesOf.set(row.section_id, [...(switchesOf.get(row.section_id) ?? []), row]);
  const breakerOf = (feeder: string): string =>
    rows.bays.find((row) => row.feeder_id === feeder)?.id ?? feeder;
  const look = (): Replayed => {
    const lines: [string, string][] = [];
    for (const feeder of rows.feeders)
      if (!open.has(breakerOf(feeder.id)) && !lost.includes(feeder.id))
        lines.push(['ROOT', `at/${feeder.id}`]);
    for (const section of rows.sections) {
      const mine = switchesOf.get(section.id) ?? [];
      if (lost.includes(section.id) || mine.some(({ id }) => open.has(id))) continue;
      const tie = mine.some((row) => row.normally_open);
      const place = (node: string): string =>
        !busbarAt.has(node) ? node : tie ? 'ROOT' : `at/${section.feeder_id!}`;
      lines.push([place(section.from_node_id), place(section.to_node_id)]);
    }
    const setOf = new Map<string, string>();
    const find = (place: string): string => {
      const up = setOf.get(place) ?? place;
      if (up === place) return place;
      const top = find(up);
      setOf.set(place, top);
      return top;
    };
    let loop = false;
    for (const [a, b] of lines) {
      if (find(a) === find(b)) loop = true;
      else setOf.set(find(a), find(b));
    }
    return { loop, fed: new Set(rows.nodes.map(({ id }) => id).filter((id) => find(id) === find('ROOT'))) };
  };
  const seen = [look()];
  for (const { action, switchId } of steps) {
    if (action === 'open') {
      if (open.has(switchId)) throw new Error(`${switchId} is open already`);
      open.add(switchId);
    } else if (!open.delete(switchId)) throw new Error(`${switchId} is closed already`);
    seen.push(look());
  }
  return seen;
}
