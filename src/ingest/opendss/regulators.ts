import type { BusGrid, Source, Transformer } from '../bus-grid/bus-grid.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import type { Circuit, DssObject } from './circuit.ts';
import { windingsOf } from './windings.ts';

/** A transformer whose ratio holds a voltage: with equal sides, or with a control. Buses as in the grid. */
export interface Regulator {
  readonly object: DssObject;
  readonly from: string;
  readonly to: string;
}

/** What the program takes for a control that says nothing: V, ratio and A. Source: OpenDSS manual, RegControl. */
const DEFAULTS = { volts: 120, ptRatio: 60, ctPrimary: 300 };
/** Furthest that a tap changer goes where nobody says more, pu. Source: OpenDSS manual, Transformer, maxtap. */
const FURTHEST = 0.1;
/** Nearer than this share two voltages are one, a voltage held beyond it is of another bus. */
const SAME = 0.2;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Power that the whole circuit draws, kW and kvar. */
const drawnBy = ({ loads, generators }: BusGrid) => {
  const kw = loads.reduce((sum, each) => sum + each.kw, 0);
  const kvar = loads.reduce((sum, each) => sum + each.kvar, 0);
  return {
    kw: generators.reduce((sum, each) => sum - each.outputKw, kw),
    kvar: generators.reduce((sum, each) => sum - (each.outputKvar ?? 0), kvar),
  };
};

type Drawn = ReturnType<typeof drawnBy>;

/** Voltage that a control holds at its winding, kV line to line, with what it adds for the drop beyond; `null` = none. */
const heldKv = (circuit: Circuit, object: DssObject, drawn: Drawn): number | null => {
  const control = circuit
    .of('regcontrol')
    .find(
      (each) =>
        circuit.isEnabled(each) &&
        circuit.text(each, 'transformer')?.toLowerCase() === object.name.toLowerCase(),
    );
  if (control === undefined) return null;
  const figure = (name: string, otherwise: number): number => circuit.figure(control, name) ?? otherwise;
  const winding = windingsOf(circuit, object)[figure('winding', 1) - 1];
  if (winding === undefined) return null;
  // A delta winding is measured between two phases.
  const toLines = winding.isDelta ? 1 : Math.sqrt(3);
  const ratio = figure('ptratio', DEFAULTS.ptRatio);
  const perKvar = 1 / (Math.sqrt(3) * winding.kv * figure('ctprim', DEFAULTS.ctPrimary));
  const added = (figure('r', 0) * drawn.kw + figure('x', 0) * drawn.kvar) * perKvar;
  const held = ((figure('vreg', DEFAULTS.volts) + added) * ratio * toLines) / 1000;
  return Math.abs(held / winding.kv - 1) <= SAME ? held : null;
};

/** Drop of a transformer that carries a power, pu. */
const dropOf = (
  { rating_kva: kva, uk_percent, pk_kw }: Transformer['figures'],
  { kw, kvar }: Drawn,
): number => {
  if (!kva) return 0;
  const [z, r] = [(uk_percent ?? 0) / 100, (pk_kw ?? 0) / kva];
  const x = Math.sqrt(Math.max(0, z * z - r * r));
  return (r * kw + x * kvar) / kva;
};

/** What feeds a circuit: its sources by their buses, its main transformers by their low ones. */
class Heads {
  readonly sources: Map<string, Source>;
  readonly mains: Map<string, Transformer>;
  readonly #kv: ReadonlyMap<string, number>;
  readonly #drawn: Drawn;

  constructor(grid: BusGrid, drawn: Drawn) {
    this.#kv = new Map(grid.buses.map((bus) => [bus.id, bus.kv]));
    this.#drawn = drawn;
    this.sources = new Map(grid.sources.map((source) => [source.bus, source]));
    const mains = grid.transformers.filter(({ low }) => (this.#kv.get(low) ?? 0) > 1);
    this.mains = new Map(mains.map((each) => [each.low, each]));
  }

  /** Raises the voltage at a bus; `false` = nothing feeds there. */
  raise(bus: string, gain: number): boolean {
    const [main, source] = [this.mains.get(bus), this.sources.get(bus)];
    if (main !== undefined) this.#setTap(main, (main.figures.tap_pu ?? 1) / gain);
    else if (source !== undefined) this.#setVoltage(source, (source.voltagePu ?? 1) * gain);
    return main !== undefined || source !== undefined;
  }

  /** Has a voltage, kV, at a bus while all loads draw their power; `false` = nothing feeds there. */
  hold(bus: string, held: number): boolean {
    const [main, source] = [this.mains.get(bus), this.sources.get(bus)];
    if (main !== undefined) this.#setTap(main, this.#tapFor(main, held));
    else if (source !== undefined) this.#setVoltage(source, held / (this.#kv.get(bus) ?? held));
    return main !== undefined || source !== undefined;
  }

  #tapFor({ high, figures }: Transformer, held: number): number {
    const { hv_kv, lv_kv } = figures;
    const above = (this.sources.get(high)?.voltagePu ?? 1) * (this.#kv.get(high) ?? 0);
    if (!hv_kv || !lv_kv || above === 0) return figures.tap_pu ?? 1;
    const tap = above / hv_kv / (held / lv_kv + dropOf(figures, this.#drawn));
    return Math.min(1 + FURTHEST, Math.max(1 - FURTHEST, tap));
  }

  #setTap(main: Transformer, tap_pu: number): void {
    this.mains.set(main.low, { ...main, figures: { ...main.figures, tap_pu } });
  }

  #setVoltage(source: Source, voltagePu: number): void {
    this.sources.set(source.bus, { ...source, voltagePu });
  }
}

/** Regulators between the same buses, one a phase or all in one. */
const banksOf = (regulators: readonly Regulator[]): readonly (readonly Regulator[])[] => {
  const banks = new Map<string, Regulator[]>();
  for (const each of regulators) {
    const key = `${each.from} ${each.to}`;
    const bank = banks.get(key);
    if (bank === undefined) banks.set(key, [each]);
    else bank.push(each);
  }
  return [...banks.values()];
};

/** Mean of the ratios at which the units stand; `null` = all stand in the middle. */
const gainOf = (circuit: Circuit, units: readonly Regulator[]): number | null => {
  const gains = units.map(({ object }) => {
    const [first, second] = windingsOf(circuit, object);
    return (second?.tap ?? 1) / (first?.tap ?? 1);
  });
  return gains.some((gain) => gain !== 1) ? mean(gains) : null;
};

/** Has the head of the feeders give what a bank gives behind it; `false` = the bank does something, and not at a head. */
const settle = (circuit: Circuit, heads: Heads, units: readonly Regulator[], drawn: Drawn): boolean => {
  const [gain, from] = [gainOf(circuit, units), units[0]?.from ?? ''];
  if (gain !== null) return heads.raise(from, gain);
  const held = units.flatMap(({ object }) => heldKv(circuit, object, drawn) ?? []);
  return held.length === 0 || heads.hold(from, mean(held));
};

/**
 * The grid with what regulators hold at the head of its feeders in the voltage of its source or the ratio of its main
 * transformer, where a record has a place for it: taps as they are set, else so that the control has what it holds while
 * all loads draw their power. A regulator further out is counted as left out.
 */
export const withRegulators = (
  grid: BusGrid,
  circuit: Circuit,
  [regulators, leaveOut]: readonly [readonly Regulator[], LeaveOut],
): BusGrid => {
  const drawn = grid.sources.length === 1 ? drawnBy(grid) : { kw: 0, kvar: 0 };
  const heads = new Heads(grid, drawn);
  for (const { name, low, figures } of [...heads.mains.values()]) {
    const object = circuit.find('transformer', name ?? '');
    const held = object === null || figures.tap_pu !== 1 ? null : heldKv(circuit, object, drawn);
    if (held !== null) heads.hold(low, held);
  }
  // What a regulator behind a main transformer holds outranks what that holds by itself.
  for (const units of banksOf(regulators))
    if (!settle(circuit, heads, units, drawn))
      units.forEach(() => {
        leaveOut('ratio of a voltage regulator out on a feeder');
      });
  return {
    ...grid,
    sources: grid.sources.map((source) => heads.sources.get(source.bus) ?? source),
    transformers: grid.transformers.map((each) => {
      const main = heads.mains.get(each.low);
      return main?.id === each.id ? main : each;
    }),
  };
};
