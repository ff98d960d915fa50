import type { SwitchingStep } from '../../../src/electric/transfer/order-steps.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { pack } from '../load-rules.ts';

/** What runs through an element, kVA, and what may; `null` = unknown. */
interface Flow {
  kva: number;
  readonly limitKva: number | null;
}

export interface Flows {
  /** By kind/id; an open line that a switching has closed is `tie/id`. */
  readonly elements: ReadonlyMap<string, Flow>;
  /** Something is fed in a ring. */
  readonly loop: boolean;
  /** Nodes that nothing feeds. */
  readonly dark: readonly string[];
}

export interface Line {
  readonly name: string;
  readonly ends: readonly [string, string];
  readonly limitKva: number | null;
  readonly closed: boolean;
  /** Resistance and reactance, Ω. */
  readonly ohm: readonly [number, number];
}

const SQRT3_10KV = Math.sqrt(3) * 10;
const share = pack.capacity.usableShare;

const kvaOf = (a: number | null | undefined, k: number): number | null =>
  a === null || a === undefined || a <= 0 ? null : Math.floor(SQRT3_10KV * a * k * 100 + 1e-6) / 100;

/** What is closed after some switching steps, at each place: breakers of outlets and lines. */
export function closedLines(
  rows: RegionRows,
  steps: readonly SwitchingStep[],
): ReadonlyMap<string, readonly Line[]> {
  const open = new Set(rows.switches.filter((row) => row.normally_open).map(({ id }) => id));
  for (const { action, switchId } of steps) {
    if (action === 'open') open.add(switchId);
    else open.delete(switchId);
  }
  const bars = new Set(rows.busbar_sections.map((row) => row.node_id));
  const types = new Map(rows.conductor_types.map((row) => [row.id, row]));
  const breakers = rows.feeders.map((feeder): Line => {
    const bay = rows.bays.find((row) => row.feeder_id === feeder.id);
    const node = rows.busbar_sections.find(({ id }) => id === feeder.busbar_id)!.node_id;
    return {
      name: `outlet/${feeder.id}`,
      ends: [node, `terminal/${feeder.id}`],
      limitKva: kvaOf(feeder.outlet_limit_a, share.outlet),
      closed: !open.has(bay?.id ?? feeder.id),
      ohm: [0, 0],
    };
  });
  const lines = rows.sections.map((section): Line => {
    const mine = rows.switches.filter((row) => row.section_id === section.id);
    const tie = mine.some((row) => row.normally_open);
    const end = (node: string): string => (bars.has(node) && !tie ? `terminal/${section.feeder_id!}` : node);
    const type = types.get(section.conductor_type_id);
    const km = section.length_m / 1000;
    return {
      name: `${tie ? 'tie' : 'section'}/${section.id}`,
      ends: [end(section.from_node_id), end(section.to_node_id)],
      limitKva: kvaOf(section.limit_a ?? type?.ampacity_a, share.section),
      closed: mine.every(({ id }) => !open.has(id)),
      ohm: [(type?.r_ohm_per_km ?? NaN) * km, (type?.x_ohm_per_km ?? NaN) * km],
    };
  });
  const at = new Map<string, Line[]>();
  for (const line of [...breakers, ...lines])
    if (line.closed) for (const end of line.ends) at.set(end, [...(at.get(end) ?? []), line]);
  return at;
}

/** Loads of the customers and others beside them, kVA by node. */
export function loadsAt(
  rows: RegionRows,
  added: readonly { readonly nodeId: string; readonly kva: number }[],
): ReadonlyMap<string, number> {
  const load = new Map<string, number>();
  const put = (node: string, kva: number): void => void load.set(node, (load.get(node) ?? 0) + kva);
  for (const { at_id, load_kw } of rows.customers) put(at_id, load_kw ?? 0);
  for (const { nodeId, kva } of added) put(nodeId, kva);
  return load;
}

/**
 * Sums of loads up a grid of 10 kV, walked from every busbar over what is closed after some switching steps.
 *
 * @param added loads beside those of the customers, by node.
 */
export function flowsOf(
  rows: RegionRows,
  steps: readonly SwitchingStep[],
  added: readonly { readonly nodeId: string; readonly kva: number }[],
): Flows {
  const at = closedLines(rows, steps);
  const load = loadsAt(rows, added);
  const elements = new Map<string, Flow>();
  const fed = new Set<string>();
  let loop = false;
  const walk = (node: string, by: Line | null): number => {
    if (fed.has(node)) {
      loop = true;
      return 0;
    }
    fed.add(node);
    let kva = load.get(node) ?? 0;
    for (const line of at.get(node) ?? []) {
      if (line === by) continue;
      const beyond = walk(line.ends[0] === node ? line.ends[1] : line.ends[0], line);
      elements.set(line.name, { kva: beyond, limitKva: line.limitKva });
      kva += beyond;
    }
    return kva;
  };
  const mains = new Map<string, Flow>(
    rows.main_transformers.map(({ id, rating_kva }) => [
      `main-transformer/${id}`,
      { kva: 0, limitKva: rating_kva === null ? null : rating_kva * share['main-transformer'] },
    ]),
  );
  for (const bar of rows.busbar_sections) {
    const kva = walk(bar.node_id, null);
    elements.set(`busbar/${bar.id}`, { kva, limitKva: kvaOf(bar.rating_a, share.busbar) });
    const main = mains.get(`main-transformer/${bar.main_transformer_id ?? ''}`);
    if (main !== undefined) main.kva += kva;
  }
  for (const [name, flow] of mains) elements.set(name, flow);
  return { elements, loop, dark: rows.nodes.map(({ id }) => id).filter((id) => !fed.has(id)) };
}
