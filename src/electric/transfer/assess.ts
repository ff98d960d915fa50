import type { Ckva } from '../../model/capacity-rules.ts';
import { isMovable } from './area.ts';
import { UNKNOWN_LOAD } from './area-load.ts';
import { type Extra, isUnder, wireOf } from './grid.ts';
import { type Brought, broughtBy, carriedAbove } from './carried.ts';
import { ENDLESS } from './most-room.ts';
import { FREE, type Problem, type Receiving } from './problem.ts';
import type { Place, Supply } from './supply.ts';
import type { Trial } from './trial.ts';

/** A trial that keeps every known limit. */
export interface Assessment {
  readonly trial: Trial;
  readonly supplies: readonly Supply[];
  /** Load of all free zones supplied, worst season, 0.01 kVA; how many nodes; how many switches move. */
  readonly servedCkva: Ckva;
  readonly served: number;
  readonly steps: number;
  readonly unknown: number;
  /** Receivers of which the voltages cannot be told. */
  readonly voltageUnknown: readonly number[];
  /** Least margin of all supplies; -1 when none is known. */
  readonly marginCkva: Ckva;
}

/** Where the new customer stands: on a wire or busbar, and in which supply. */
interface Customer {
  readonly ckva: Ckva;
  readonly element: number;
  readonly local: number;
  readonly free: boolean;
}

function customerOf({ area, status, options }: Problem): Customer | null {
  if (options.extra === null || options.extra.ckva <= 0) return null;
  const { grid, local, zoneOfNode } = area;
  // Up to the node it hangs on; above a feeder's wires every element is on its own way up already.
  const wire = wireOf(grid, options.extra.element);
  const element = wire < 0 ? options.extra.element : wire;
  const at = local.get(element) ?? -1;
  return { ckva: options.extra.ckva, element, local: at, free: status[zoneOfNode[at] ?? -1] === FREE };
}

/** Worst season of a set of free nodes with their commitments and the new customer, 0.01 kVA. */
export function loadOfNodes(problem: Problem, nodes: readonly number[]): Ckva {
  const customer = customerOf(problem);
  const extra = customer?.free === true && nodes.includes(customer.local) ? customer.ckva : 0;
  return Math.max(...problem.load.of(nodes)) + problem.load.committedOf(nodes) + extra;
}

/** Checks one trial: every place that would carry more than before, against its limit. */
class Check {
  readonly #problem: Problem;
  readonly #customer: Customer | null;
  readonly supplies: Supply[];
  readonly #broughtBy = new Map<string, Brought>();

  constructor(problem: Problem, supplies: Supply[]) {
    this.#problem = problem;
    this.#customer = customerOf(problem);
    this.supplies = supplies;
  }

  /** @returns `false` when a known limit is broken or a load is unknown. */
  run(): boolean {
    const moved = this.supplies.filter(({ walk }) => walk.link.kind === 'tie');
    return (
      moved.every(({ walk }) => loadOfNodes(this.#problem, walk.nodes) < UNKNOWN_LOAD) &&
      this.#chainsHold() &&
      this.supplies.every((supply) => this.#wiresHold(supply))
    );
  }

  #customerIn(nodes: readonly number[]): Ckva {
    const customer = this.#customer;
    return customer?.free === true && nodes.includes(customer.local) ? customer.ckva : 0;
  }

  /** The ties and the wires among the moved nodes; turned round or fed through, they carry what they never did. */
  #wiresHold(supply: Supply): boolean {
    const { area, load } = this.#problem;
    const { nodes, wire, tie, last } = supply.walk;
    const atCustomer = this.#customer?.free === true ? nodes.indexOf(this.#customer.local) : -1;
    const lastTie = tie.findLastIndex((t) => t >= 0);
    return nodes.every((node, k) => {
      const w = wire[k] ?? -1;
      const t = tie[k] ?? -1;
      const end = last[k] ?? k;
      if (k === 0 && t < 0) return true;
      const turned = w !== node;
      const customer = atCustomer >= k && atCustomer < end;
      // Walked downwards with no tie beyond, a wire carries a part of what it always did.
      if (!turned && !customer && !(lastTie > k)) return true;
      const beyond = nodes.slice(k, end).filter((i) => isMovable(area, i));
      const e = area.elements[w] ?? -1;
      const extra = customer ? (this.#customer?.ckva ?? 0) : 0;
      const gains = t >= 0 || beyond.some((i) => !isUnder(area.grid, area.elements[i] ?? -1, e));
      if (!gains && extra === 0) return true;
      const committed = load.committedOf(beyond) + extra;
      const place: Place = t >= 0 ? { kind: 'tie', index: t } : { kind: 'element', index: e };
      const limit = t >= 0 ? (area.grid.ties[t]?.limitCkva ?? -1) : (area.grid.limitCkva[e] ?? -1);
      const left = this.#note(place, limit, Math.max(...load.of(beyond)) + committed, [supply]);
      supply.leftCkva[k] = left;
      return left >= 0;
    });
  }

  /** The elements above every live end, counting together whatever moves to them from several ends. */
  #chainsHold(): boolean {
    const { grid } = this.#problem.area;
    const under = new Map<number, Supply[]>();
    for (const supply of this.supplies)
      for (let u = supply.walk.link.live; u >= 0; u = grid.parent[u] ?? -1)
        under.set(u, [...(under.get(u) ?? []), supply]);
    return [...under].every(([u, supplies]) => this.#elementHolds(u, supplies));
  }

  #elementHolds(u: number, supplies: readonly Supply[]): boolean {
    const { grid } = this.#problem.area;
    const brought = this.#brought(supplies);
    const extra = this.#customerOn(u, brought.nodes);
    const carried = carriedAbove(this.#problem, u, brought, extra > 0);
    if (carried === null || (!carried.gains && extra === 0)) return true;
    const { peaksCkva, committedCkva, known } = carried;
    const total = Math.max(...peaksCkva) + committedCkva + extra;
    const limit = known ? (grid.limitCkva[u] ?? -1) : -1;
    const left = this.#note({ kind: 'element', index: u }, limit, total, supplies);
    for (const supply of supplies) supply.aboveCkva = Math.min(supply.aboveCkva, left);
    return left >= 0;
  }

  /** What some supplies bring together; worked out once for the whole way up. */
  #brought(supplies: readonly Supply[]): Brought {
    const key = supplies.map((supply) => this.supplies.indexOf(supply)).join();
    const known = this.#broughtBy.get(key);
    if (known !== undefined) return known;
    const brought = broughtBy(this.#problem, supplies);
    this.#broughtBy.set(key, brought);
    return brought;
  }

  #customerOn(u: number, nodes: readonly number[]): Ckva {
    const customer = this.#customer;
    if (customer === null) return 0;
    if (customer.free) return this.#customerIn(nodes);
    return isUnder(this.#problem.area.grid, customer.element, u) ? customer.ckva : 0;
  }

  /** What a place has left, noted on the supplies that bring it load; ENDLESS where its limit is unknown. */
  #note(place: Place, limit: Ckva, load: Ckva, supplies: readonly Supply[]): Ckva {
    if (limit < 0) {
      for (const supply of supplies) supply.unknown.push(place);
      return ENDLESS;
    }
    const left = limit - load;
    for (const supply of supplies) {
      if (supply.marginCkva !== null && supply.marginCkva <= left) continue;
      supply.marginCkva = left;
      supply.binding = place;
    }
    return left;
  }
}

/** Receivers of unknown voltage; `null` = one of them leaves its limits. A feeder that only keeps or loses load is not asked. */
function voltagesOf(problem: Problem, receivings: readonly Receiving[]): number[] | null {
  const customer = customerOf(problem);
  const at = customer?.free === true ? customer.element : -1;
  const extra: Extra | null = customer === null ? null : { element: customer.element, ckva: customer.ckva };
  const unknown: number[] = [];
  for (const receiving of receivings) {
    const { receiver, ties, hung } = receiving;
    if (ties.length === 0 && !hung.some(({ element, tie }) => tie >= 0 || element === at)) continue;
    const ok = problem.options.voltageOk(receiving, extra);
    if (ok === false) return null;
    if (ok === null) unknown.push(receiver);
  }
  return unknown;
}

/**
 * Whether a trial keeps every known limit, and what it is worth.
 *
 * Checked is every place that would carry something it does not carry today, or the new customer: ties, wires whose
 * direction turns or that are fed through, and every element from a live end up to the main transformer. A place that
 * only keeps or loses load is shown as it is, even over its limit. Loads of unknown size are never moved.
 *
 * @param worse whether a trial of such worth need not be checked further.
 * @returns `null` when it breaks a limit, leaves out what must be supplied, or need not be checked.
 * @cost O(nodes reached · area) at worst.
 */
export function assess(
  problem: Problem,
  trial: Trial,
  worse: (worth: Pick<Assessment, 'servedCkva' | 'served' | 'steps'>) => boolean = () => false,
): Assessment | null {
  const { nodes } = trial;
  if (problem.whole && nodes.length < problem.free.length) return null;
  const servedCkva = loadOfNodes(problem, nodes);
  const worth = { servedCkva, served: nodes.length, steps: trial.steps };
  if (worse(worth)) return null;
  const supplies = trial.walks.map((walk): Supply => ({
    walk,
    marginCkva: null,
    binding: null,
    aboveCkva: ENDLESS,
    leftCkva: [],
    unknown: [],
  }));
  if (!new Check(problem, supplies).run()) return null;
  const voltageUnknown = voltagesOf(problem, trial.receivings);
  if (voltageUnknown === null) return null;
  const unknown = new Set(supplies.flatMap((supply) => supply.unknown.map((p) => `${p.kind}/${p.index}`)));
  if (problem.options.knownOnly && unknown.size + voltageUnknown.length > 0) return null;
  const margins = supplies.flatMap(({ marginCkva }) => marginCkva ?? []);
  return {
    trial,
    supplies,
    ...worth,
    unknown: unknown.size + voltageUnknown.length,
    voltageUnknown,
    marginCkva: margins.length === 0 ? -1 : Math.min(...margins),
  };
}
