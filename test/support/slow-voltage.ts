import type { ElectricalRules } from '../../src/model/electrical-rules.ts';
import { SEASONS } from '../../src/model/record.ts';
import type { Snapshot } from '../../src/snapshot/open.ts';
import { type Complex, add, complex, conj, inverse, scaled, size, times } from './reference/complex.ts';

/** A line over its whole length, Ω. */
export interface SlowLine {
  readonly kv: number;
  readonly ohm: Complex;
  readonly chargingUs?: number;
}

/** A transformer, on its low side: series impedance, Ω, and what it draws unloaded, S. */
export interface SlowUnit {
  readonly kv: number;
  readonly ohm: Complex;
  readonly ironS: Complex;
  /** Low over high voltage at its tap. */
  readonly ratio: number;
}

/** A supply: where it starts, and what is built from there, one behind the other. */
export interface SlowSupply {
  readonly element: number;
  /** Where its section is cut, 0…1 from the fed end; `null` = it starts at the far end. */
  readonly cutShare: number | null;
  readonly kva: number;
  readonly cosPhi: number;
  readonly onePhase: boolean;
  readonly via: readonly (SlowLine | SlowUnit)[];
  /** Transformers that are larger by then, as a multiple of their rating. */
  readonly larger: ReadonlyMap<number, number>;
}

export interface SlowVoltages {
  /** Voltage of the place nearest to a limit, pu of its base, and how far it is from that. */
  readonly minPu: number;
  readonly marginPu: number;
  /** Busbar to customer, and of it what is at low voltage; `null` = nothing is. */
  readonly dropPercent: number;
  readonly lowDropPercent: number | null;
}

interface Node {
  readonly kv: number;
  readonly above: Node | null;
  readonly children: Node[];
  /** Half a transformer hangs above it. */
  readonly unit: boolean;
  /** Where two halves of a transformer meet: no place of the grid. */
  readonly inner: boolean;
  readonly ratio: number;
  readonly ohm: Complex;
  shunt: Complex;
  load: Complex;
  voltage: Complex;
}

type Hung = Partial<Omit<Node, 'children' | 'above' | 'kv'>> & { readonly kv: number };

/** A node below another. */
function hang(above: Node | null, node: Hung): Node {
  const zero = complex(0);
  const plain = { unit: false, inner: false, ratio: 1, ohm: zero, shunt: zero, load: zero, voltage: zero };
  const made: Node = { ...plain, ...node, above, children: [] };
  above?.children.push(made);
  return made;
}

/** A branch below a node: half of a line's charging at each end; a transformer in two halves with its iron between them. */
function hangBranch(above: Node, branch: SlowLine | SlowUnit): Node {
  const { kv, ohm } = branch;
  if (!('ratio' in branch)) {
    const half = complex(0, 0.5e-6 * (branch.chargingUs ?? 0));
    above.shunt = add(above.shunt, half);
    return hang(above, { kv, ohm, shunt: half });
  }
  const half = { kv, ohm: scaled(ohm, 0.5), unit: true };
  const { ratio, ironS: shunt } = branch;
  return hang(hang(above, { ...half, ratio, shunt, inner: true }), half);
}

const all = (node: Node): Node[] => [node, ...node.children.flatMap(all)];

/** Currents from the leaves up, voltages from the root down, until nothing moves. */
function sweep(root: Node, rootKv: number): void {
  const rest = (node: Node): void => {
    node.voltage = node.above === null ? complex(rootKv) : scaled(node.above.voltage, node.ratio);
    node.children.forEach(rest);
  };
  rest(root);
  const series = new Map<Node, Complex>();
  const gather = (node: Node): Complex => {
    const own = add(conj(times(node.load, inverse(node.voltage))), times(node.shunt, node.voltage));
    const below = node.children.map((child) => scaled(gather(child), child.ratio));
    const current = below.reduce(add, own);
    series.set(node, current);
    return current;
  };
  const spread = (node: Node): number =>
    Math.max(
      0,
      ...node.children.map((child) => {
        const drop = times(child.ohm, series.get(child)!);
        const voltage = add(scaled(node.voltage, child.ratio), scaled(drop, -1));
        const moved = size(add(voltage, scaled(child.voltage, -1))) / child.kv;
        child.voltage = voltage;
        return Math.max(moved, spread(child));
      }),
    );
  for (let turn = 0; turn < 200; turn++) {
    gather(root);
    if (spread(root) < 1e-10) return;
  }
  throw new Error('the slow sweep found no rest');
}

/** Nameplate as impedance on the low side; losses and voltage of the next size listed where the record has none. */
export function slowUnit(
  { typicalTransformers: { sizes } }: ElectricalRules,
  of: {
    readonly ratedKva: number;
    readonly hvKv: number;
    readonly lvKv: number;
    readonly tap?: number;
    readonly known?: { readonly uk: number; readonly pk: number; readonly p0: number; readonly i0: number };
  },
): SlowUnit {
  const { ratedKva, hvKv, lvKv, tap = 1, known } = of;
  const next = sizes.find((one) => one.ratedKva >= ratedKva) ?? sizes.at(-1)!;
  const share = ratedKva / next.ratedKva;
  const { uk, pk, p0, i0 } = known ?? {
    ...{ uk: next.ukPercent, pk: next.pkKw * share, p0: next.p0Kw * share, i0: 0 },
  };
  const baseOhm = lvKv ** 2 / (ratedKva / 1000);
  const r = (pk || 0) / ratedKva;
  const g = (p0 || 0) / ratedKva;
  const below = (whole: number, part: number): number => Math.sqrt(Math.max(0, whole ** 2 - part ** 2));
  return {
    kv: lvKv,
    ohm: scaled(complex(r, below(uk / 100, r)), baseOhm),
    ironS: scaled(complex(g, -below((i0 || 0) / 100, g)), 1 / baseOhm),
    ratio: lvKv / (hvKv * tap),
  };
}

/** The branch above an element; `null` = not known. */
function branchOf(
  snapshot: Snapshot,
  rules: ElectricalRules,
  e: number,
  larger: number,
): SlowLine | SlowUnit | null {
  const { columns } = snapshot;
  const kv = columns.elementKv[e]!;
  if (snapshot.elementKind(e) !== 'distribution-transformer') {
    if (!['section', 'lv-line'].includes(snapshot.elementKind(e))) return { kv, ohm: complex(0) };
    const type = columns.lineType[e]!;
    if (type < 0) return null;
    const km = columns.lineM[e]! / 1000;
    const ohm = complex(columns.conductorR[type]! * km, columns.conductorX[type]! * km);
    return Number.isNaN(ohm.re + ohm.im) ? null : { kv, ohm, chargingUs: columns.conductorB[type]! * km };
  }
  const t = columns.transformerOf[e]!;
  const ratedKva = columns.ratingCkva[e]! / 100;
  if (ratedKva <= 0) return null;
  const uk = columns.transformerUk[t]!;
  const [pk, p0, i0] = [columns.transformerPk[t]!, columns.transformerP0[t]!, columns.transformerI0[t]!];
  const unit = slowUnit(rules, {
    ratedKva,
    hvKv: columns.transformerHvKv[t]!,
    lvKv: columns.transformerLvKv[t]!,
    tap: columns.transformerTap[t]!,
    ...(Number.isNaN(uk) ? {} : { known: { uk, pk, p0, i0 } }),
  });
  return { ...unit, ohm: scaled(unit.ohm, 1 / larger), ironS: scaled(unit.ironS, larger) };
}

const WIRES = ['section', 'bay', 'outlet'];

/** A feeder as it stands in a season, with one low-voltage part where the supply starts there. */
class SlowFeeder {
  readonly #snapshot: Snapshot;
  readonly #children = new Map<number, number[]>();
  readonly #ours: (e: number) => boolean;

  constructor(snapshot: Snapshot, outlet: number, transformer: number) {
    this.#snapshot = snapshot;
    const { elementParent, elementEnd } = snapshot.columns;
    for (let e = outlet + 1; e < elementEnd[outlet]!; e++) {
      const above = elementParent[e]!;
      this.#children.set(above, [...(this.#children.get(above) ?? []), e]);
    }
    this.#ours = (e) => {
      if (WIRES.includes(snapshot.elementKind(e))) return true;
      return transformer >= 0 && e >= transformer && e < elementEnd[transformer]!;
    };
  }

  below(e: number): number[] {
    return this.#children.get(e) ?? [];
  }

  ours(e: number): boolean {
    return this.#ours(e);
  }

  /** Load of an element that is no other's, kVA, with what is promised there. */
  kva(e: number, season: number): number {
    const { columns, counts } = this.#snapshot;
    const measured = (one: number): number =>
      columns.loadKva[season * counts.elements + one]! +
      this.below(one)
        .filter((child) => !this.#ours(child))
        .reduce((sum, child) => sum + measured(child), 0);
    const promisedCkva = (one: number): number => columns.committedCkva[one]! + columns.laterCkva[one]!;
    const promised = this.below(e)
      .filter(this.#ours)
      .reduce((left, child) => left - promisedCkva(child), promisedCkva(e));
    return measured(e) + Math.max(0, promised) / 100;
  }
}

interface Solved {
  readonly root: Node;
  readonly customer: Node;
}

const power = (kva: number, cosPhi: number): Complex =>
  scaled(complex(cosPhi, Math.sqrt(1 - cosPhi ** 2)), kva / 1000);

/** Where a supply's feeder begins: its outlet, or the busbar of a new one. */
function headOf(snapshot: Snapshot, element: number): number {
  const { feederElement, elementFeeder } = snapshot.columns;
  return snapshot.elementKind(element) === 'busbar' ? element : feederElement[elementFeeder[element]!]!;
}

/** Seasons in which anything of a feeder is known to be taken; where in none, the first stands for all. */
function seasonsOf(snapshot: Snapshot, head: number): number[] {
  const { columns, counts } = snapshot;
  const isNew = snapshot.elementKind(head) === 'busbar';
  const taken = SEASONS.map((_, season) => season).filter((season) => {
    const from = season * counts.elements;
    return columns.loadKva.subarray(from + head, from + columns.elementEnd[head]!).some((kva) => kva > 0);
  });
  return isNew || taken.length === 0 ? [0] : taken;
}

/** A feeder with the supply, solved for one season; `null` where an impedance is not known. */
function solve(
  snapshot: Snapshot,
  rules: ElectricalRules,
  supply: SlowSupply,
  season: number,
): Solved | null {
  const { columns } = snapshot;
  const { element, cosPhi, cutShare } = supply;
  const isNew = snapshot.elementKind(element) === 'busbar';
  const outlet = headOf(snapshot, element);
  let transformer = element;
  while (transformer >= 0 && snapshot.elementKind(transformer) !== 'distribution-transformer')
    transformer = columns.elementParent[transformer]!;
  const feeder = new SlowFeeder(snapshot, outlet, transformer);
  const root = hang(null, { kv: columns.elementKv[outlet]! });
  let start: Node | null = element === outlet ? root : null;
  const grow = (e: number, node: Node): boolean => {
    node.load = power(feeder.kva(e, season), cosPhi);
    return feeder
      .below(e)
      .filter((child) => feeder.ours(child))
      .every((child) => {
        const branch = branchOf(snapshot, rules, child, supply.larger.get(child) ?? 1);
        if (branch === null) return false;
        const cut = child === element && cutShare !== null && !('ratio' in branch);
        const part = (share: number): SlowLine => ({
          kv: branch.kv,
          ohm: scaled(branch.ohm, share),
          chargingUs: ('ratio' in branch ? 0 : (branch.chargingUs ?? 0)) * share,
        });
        const middle = cut ? hangBranch(node, part(cutShare)) : node;
        const far = hangBranch(middle, cut ? part(1 - cutShare) : branch);
        if (child === element) start = cut ? middle : far;
        return grow(child, far);
      });
  };
  if (!isNew && !grow(outlet, root)) return null;
  if (start === null) return null;
  const customer = supply.via.reduce<Node>(hangBranch, start);
  customer.load = add(customer.load, power(supply.kva, cosPhi));
  sweep(root, rules.busbarVoltagePu.value * root.kv);
  return { root, customer };
}

const pu = ({ voltage, kv }: Node): number => size(voltage) / kv;

/** What one phase alone drops more than three would, pu: on the lines up to the transformer, and in it. */
function moreOnOnePhase(customer: Node, { kva, cosPhi }: SlowSupply, rules: ElectricalRules) {
  const { line, transformer } = rules.singlePhase.factors;
  const own = power(kva, cosPhi);
  const of = ({ ohm, kv }: Node): number => (ohm.re * own.re + ohm.im * own.im) / kv ** 2;
  let [onLines, inUnit] = [0, 0];
  for (let at: Node = customer; at.above !== null; at = at.above) {
    if (at.unit) inUnit += (transformer - 1) * of(at);
    else if (inUnit > 0) break;
    else onLines += (line - 1) * of(at);
  }
  return { onLines, all: onLines + inUnit };
}

function readVoltages({ root, customer }: Solved, supply: SlowSupply, rules: ElectricalRules): SlowVoltages {
  const places = all(root).flatMap((node) => {
    const band = rules.voltageBands.bands.find(({ fromKv, toKv }) => fromKv <= node.kv && node.kv <= toKv);
    if (node.inner || band === undefined) return [];
    const nominal = band.nominalKv / node.kv;
    const minPu = pu(node);
    return [{ minPu, marginPu: Math.min(minPu - band.low * nominal, band.high * nominal - minPu) }];
  });
  const none = { onLines: 0, all: 0 };
  const more = supply.onePhase ? moreOnOnePhase(customer, supply, rules) : none;
  if (supply.onePhase) {
    const { nominalKv, low, high, unbalancePu } = rules.singlePhase;
    const nominal = (Math.sqrt(3) * nominalKv) / customer.kv;
    const minPu = pu(customer) - more.all - unbalancePu;
    const above = high * nominal - (pu(customer) + unbalancePu);
    places.push({ minPu, marginPu: Math.min(minPu - low * nominal, above) });
  }
  let low: Node | null = customer;
  while (low !== null && !low.unit) low = low.above;
  return {
    ...places.reduce((a, b) => (b.marginPu < a.marginPu ? b : a)),
    dropPercent: 100 * (pu(root) - pu(customer) + more.all),
    lowDropPercent: low === null ? null : 100 * (pu(low) - pu(customer) + more.onLines),
  };
}

/**
 * Voltages of a feeder with a new supply by the plain sweep on an object graph, in Ω and kV; the season nearest to a
 * limit counts.
 *
 * @returns `null` where an impedance is not known.
 */
export function slowVoltages(
  snapshot: Snapshot,
  rules: ElectricalRules,
  supply: SlowSupply,
): SlowVoltages | null {
  const seasons = seasonsOf(snapshot, headOf(snapshot, supply.element));
  const found = seasons.flatMap((season) => {
    const solved = solve(snapshot, rules, supply, season);
    return solved === null ? [] : [readVoltages(solved, supply, rules)];
  });
  return found.length < seasons.length ? null : found.reduce((a, b) => (b.marginPu < a.marginPu ? b : a));
}
