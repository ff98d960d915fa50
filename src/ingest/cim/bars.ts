import type { CimModel } from './cim-model.ts';
import type { Terminal } from './terminals.ts';

/** What joins the parts of a station. */
export const SWITCHES = [
  'Breaker',
  'LoadBreakSwitch',
  'Disconnector',
  'Switch',
  'ProtectedSwitch',
  'DisconnectingCircuitBreaker',
  'Fuse',
  'Jumper',
  'Recloser',
  'Sectionaliser',
] as const;

/** From so many switches and transformers on a node is a busbar, and no joint between two of them. */
const LEAST_AT_BAR = 3;

type At = ReadonlyMap<string, readonly { readonly equipment: string; readonly ends: readonly Terminal[] }[]>;

const equipmentAt = (model: CimModel, terminals: ReadonlyMap<string, readonly Terminal[]>): At => {
  const at = new Map<string, { equipment: string; ends: readonly Terminal[] }[]>();
  for (const each of model.of(...SWITCHES, 'PowerTransformer')) {
    const ends = terminals.get(each.id) ?? [];
    for (const { bus } of ends) {
      const there = at.get(bus);
      if (there === undefined) at.set(bus, [{ equipment: each.type, ends }]);
      else there.push({ equipment: each.type, ends });
    }
  }
  return at;
};

/** Joints from a transformer's terminal through switches in a row to the busbar: they are part of the busbar. */
const walkToBar = (
  at: At,
  start: string,
  bars: ReadonlySet<string>,
  branched: ReadonlySet<string>,
): string[] => {
  const way = [start];
  // The way grows while it is walked.
  for (const bus of way) {
    if (bars.has(bus) || (branched.has(bus) && bus !== start)) return way;
    const next = (at.get(bus) ?? [])
      .filter(({ equipment }) => equipment !== 'PowerTransformer')
      .flatMap(({ ends }) => ends.map((end) => end.bus))
      .filter((each) => !way.includes(each));
    const [only, second] = next;
    if (only === undefined || second !== undefined) return bars.has(bus) ? way : [];
    way.push(only);
  }
  return [];
};

/**
 * Nodes that are busbars: those with a busbar section, or where three or more switches and transformers meet, and the
 * joints in a row between a transformer and one of them.
 *
 * @param lined buses at which a line ends: a way out of the station.
 */
export const barsOf = (
  model: CimModel,
  terminals: ReadonlyMap<string, readonly Terminal[]>,
  lined: ReadonlySet<string>,
): ReadonlySet<string> => {
  const at = equipmentAt(model, terminals);
  const bars = new Set<string>();
  for (const section of model.of('BusbarSection')) {
    for (const { bus } of terminals.get(section.id) ?? []) bars.add(bus);
  }
  for (const [bus, equipment] of at) if (equipment.length >= LEAST_AT_BAR && !lined.has(bus)) bars.add(bus);
  const joints = model
    .of('PowerTransformer')
    .flatMap(({ id }) => (terminals.get(id) ?? []).flatMap(({ bus }) => walkToBar(at, bus, bars, lined)));
  for (const joint of joints) bars.add(joint);
  return bars;
};
