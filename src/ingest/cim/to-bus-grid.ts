import type {
  Bus,
  BusGrid,
  BusSwitch,
  Line,
  LineSwitch,
  Transformer,
  Unsupported,
} from '../bus-grid/bus-grid.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { JoinedSets } from '../bus-grid/joined-sets.ts';
import { barsOf, SWITCHES } from './bars.ts';
import { elementOf, type CimModel, type CimObject } from './cim-model.ts';
import { generatorsOf, loadsOf } from './injections.ts';
import { lineOf } from './line-of.ts';
import { notRead, unsupportedTransformer } from './not-read.ts';
import type { CimPlaces } from './places.ts';
import { holdersOf, kvOf, solvedSources, statedSources } from './sources.ts';
import { inService, type Terminal } from './terminals.ts';
import { figuresOf } from './transformer-figures.ts';

/** Above this a transformer's low side is no longer low voltage, kV. Source: IEC 60050-601. */
const LV_LIMIT_KV = 1;

/** Two voltages nearer than this share of each other are one level: a regulator or phase shifter, no step. */
const SAME_LEVEL = 0.1;

/** Changers of the angle, which says nothing in a grid that is fed from one side. */
const ANGLE_CHANGERS = ['Linear', 'Symmetrical', 'Asymmetrical', 'Tabular', ''].map(
  (kind) => `PhaseTapChanger${kind}`,
);

type Terminals = ReadonlyMap<string, readonly Terminal[]>;

interface Given {
  readonly stem: string;
  readonly terminals: Terminals;
  readonly places: CimPlaces;
  readonly leaveOut: LeaveOut;
}

/** Turns the objects of a model into elements, and notes what cannot be one. */
class Translator {
  readonly #model: CimModel;
  readonly #given: Given;
  readonly #kv = new Map<string, number>();
  readonly #atBus = new Map<string, Terminal[]>();
  readonly #unsupported: Unsupported[] = [];
  readonly #switches: BusSwitch[] = [];

  constructor(model: CimModel, given: Given) {
    [this.#model, this.#given] = [model, given];
    for (const ends of given.terminals.values()) {
      for (const end of ends) {
        const there = this.#atBus.get(end.bus);
        if (there === undefined) this.#atBus.set(end.bus, [end]);
        else there.push(end);
      }
    }
  }

  toGrid(): BusGrid {
    const [model, { terminals, leaveOut, stem }] = [this.#model, this.#given];
    const lineObjects = model.of('ACLineSegment');
    const lined = new Set(lineObjects.flatMap(({ id }) => (terminals.get(id) ?? []).map(({ bus }) => bus)));
    const bars = barsOf(model, terminals, lined);
    const nodes = this.#nodes();
    for (const node of nodes) this.#kv.set(node.id, this.#nominal(node) ?? NaN);
    const buses = nodes.flatMap((node) => this.#bus(node, bars));
    const where = { model, terminals, kv: this.#kv, leaveOut };
    for (const object of model.of(...SWITCHES)) this.#switch(object);
    const transformers = model.of('PowerTransformer').flatMap((object) => this.#transformer(object));
    const holders = holdersOf(model);
    const lines = lineObjects.flatMap((line) => this.#line(line));
    return {
      stem,
      buses,
      lines,
      busSwitches: this.#switches,
      lineSwitches: this.#openEnds(lineObjects, lines),
      transformers,
      sources: this.#sources(transformers, holders),
      loads: loadsOf(where),
      generators: generatorsOf(where, (object) => holders.has(object)),
      unsupported: [...this.#unsupported, ...notRead(model, terminals, leaveOut)],
    };
  }

  /** Nodes at which terminals are, of either kind: models of both may be joined. Without any connectivity nodes, all. */
  #nodes(): readonly CimObject[] {
    const nodes = this.#model.of('ConnectivityNode').filter(({ id }) => this.#atBus.has(id));
    const topological = this.#model.of('TopologicalNode');
    return nodes.length === 0
      ? topological
      : [...nodes, ...topological.filter(({ id }) => this.#atBus.has(id))];
  }

  /** Nominal voltage of a node: of what contains it, else of the equipment at it. */
  #nominal(node: CimObject): number | null {
    const model = this.#model;
    const container =
      model.to(node, 'ConnectivityNode.ConnectivityNodeContainer') ??
      model.to(node, 'TopologicalNode.ConnectivityNodeContainer');
    const level = container === null ? null : (model.to(container, 'Bay.VoltageLevel') ?? container);
    const base =
      model.to(node, 'TopologicalNode.BaseVoltage') ?? (level && model.to(level, 'VoltageLevel.BaseVoltage'));
    return kvOf(model, base) ?? this.#equipmentKv(node.id);
  }

  #equipmentKv(bus: string): number | null {
    const model = this.#model;
    for (const { of } of this.#atBus.get(bus) ?? []) {
      const equipment = model.to(of, 'Terminal.ConductingEquipment');
      const [end] = model.from(of, 'PowerTransformerEnd', 'TransformerEnd.Terminal');
      const kv =
        kvOf(model, equipment && model.to(equipment, 'ConductingEquipment.BaseVoltage')) ??
        kvOf(model, (end && model.to(end, 'TransformerEnd.BaseVoltage')) ?? null);
      if (kv !== null) return kv;
    }
    return null;
  }

  #bus(node: CimObject, bars: ReadonlySet<string>): Bus[] {
    const kv = this.#kv.get(node.id) ?? NaN;
    const { id, name, at } = elementOf(node);
    if (kv > 0) return [{ id, name, at, kv, place: this.#given.places.bus(node), isBar: bars.has(id) }];
    this.#model.flaw(node, 'BaseVoltage', 'missing-reference', ['', 'a nominal voltage above 0 kV']);
    return [];
  }

  /** Both ends of something between two buses. */
  #ends(object: CimObject): readonly [Terminal, Terminal] | null {
    const [one, other] = this.#given.terminals.get(object.id) ?? [];
    if (one !== undefined && other !== undefined) return [one, other];
    this.#model.flaw(object, 'Terminal', 'missing-reference', ['', 'two terminals at nodes']);
    return null;
  }

  /** Whether something takes part; what does not is counted as left out. */
  #takesPart(object: CimObject): boolean {
    if (inService(this.#model, object)) return true;
    this.#given.leaveOut(`${object.type} not in service`);
    return false;
  }

  #switch(object: CimObject): void {
    const ends = this.#takesPart(object) ? this.#ends(object) : null;
    if (ends === null) return;
    const [one, other] = ends;
    const model = this.#model;
    const [solved] = model.from(object, 'SvSwitch', 'SvSwitch.Switch');
    const open =
      model.flag(object, 'Switch.open') ??
      (solved === undefined ? null : model.flag(solved, 'SvSwitch.open')) ??
      model.flag(object, 'Switch.normalOpen');
    const closed = open !== true && one.connected && other.connected;
    const ratedA = model.figure(object, 'Switch.ratedCurrent');
    const { id, name, at } = elementOf(object);
    this.#switches.push({ id, name, at, ends: [one.bus, other.bus], closed, ratedA });
  }

  #line(object: CimObject): readonly Line[] {
    const ends = this.#takesPart(object) ? this.#ends(object) : null;
    if (ends === null) return [];
    const { places, leaveOut } = this.#given;
    const kv = this.#kv.get(ends[0].bus) ?? NaN;
    const line = lineOf(this.#model, object, { ends, kv, places, leaveOut });
    if ('lengthM' in line) return [line];
    this.#unsupported.push(line);
    return [];
  }

  /** A terminal that is not connected is an end held open. */
  #openEnds(objects: readonly CimObject[], lines: readonly Line[]): readonly LineSwitch[] {
    const kept = new Set(lines.map(({ id }) => id));
    return objects
      .filter(({ id }) => kept.has(id))
      .flatMap((line) =>
        (this.#given.terminals.get(line.id) ?? [])
          .filter(({ connected }) => !connected)
          .map(({ of, bus }) => {
            const { id, name, at } = elementOf(of);
            return { id, name, at, line: line.id, bus, closed: false, ratedA: null };
          }),
      );
  }

  #transformer(object: CimObject): readonly Transformer[] {
    if (!this.#takesPart(object)) return [];
    const all = this.#model
      .from(object, 'PowerTransformerEnd', 'PowerTransformerEnd.PowerTransformer')
      .toSorted((a, b) => endNumber(a) - endNumber(b));
    const ends = all.length > 2 ? all.filter((end) => !this.#isIdle(end)) : all;
    const [high, low] = ends;
    if (high === undefined || low === undefined || ends.length > 2) {
      const terminals = this.#given.terminals.get(object.id) ?? [];
      this.#unsupported.push(unsupportedTransformer(object, terminals, all.length));
      return [];
    }
    if (ends.length < all.length) this.#given.leaveOut('winding of a transformer at which nothing hangs');
    for (const end of ends) this.#countAngle(end);
    const kvs = ends.map((end) => this.#kv.get(this.#terminalOf(end)?.bus ?? '') ?? NaN);
    const pair = (kvs[0] ?? 0) >= (kvs[1] ?? 0) ? ([high, low] as const) : ([low, high] as const);
    return this.#ofTwoEnds(object, pair);
  }

  #countAngle(end: CimObject): void {
    for (const type of ANGLE_CHANGERS) {
      for (let i = 0; i < this.#model.from(end, type, 'PhaseTapChanger.TransformerEnd').length; i++)
        this.#given.leaveOut('angle of a phase tap changer');
    }
  }

  /** A winding that balances the others, or one that is not in use: nothing else is at its node. */
  #isIdle(end: CimObject): boolean {
    const terminal = this.#terminalOf(end);
    if (terminal?.connected !== true) return true;
    const others = (this.#atBus.get(terminal.bus) ?? []).filter(({ of }) => of.id !== terminal.of.id);
    return others.every(
      ({ of }) => this.#model.to(of, 'Terminal.ConductingEquipment')?.type === 'BusbarSection',
    );
  }

  /** The terminal of a winding: the one it names, else that of its number. */
  #terminalOf(end: CimObject): Terminal | null {
    const named = end.values['TransformerEnd.Terminal'];
    const equipment = end.values['PowerTransformerEnd.PowerTransformer'] ?? '';
    const terminals = this.#given.terminals.get(equipment) ?? [];
    const found =
      named === undefined ? terminals[endNumber(end) - 1] : terminals.find(({ of }) => of.id === named);
    return found ?? null;
  }

  #ofTwoEnds(object: CimObject, pair: readonly [CimObject, CimObject]): readonly Transformer[] {
    const [high, low] = [this.#terminalOf(pair[0]), this.#terminalOf(pair[1])];
    if (high === null || low === null) {
      this.#model.flaw(object, 'TransformerEnd.Terminal', 'missing-reference', ['', 'a terminal at a node']);
      return [];
    }
    const { id, name, at } = elementOf(object);
    const connected = high.connected && low.connected;
    const [above, below] = [high, low].map(({ bus }) => this.#kv.get(bus) ?? NaN);
    if ((below ?? 0) > LV_LIMIT_KV && (above ?? 0) / (below ?? 0) - 1 < SAME_LEVEL) {
      this.#given.leaveOut('ratio of a voltage regulator');
      this.#switches.push({ id, name, at, ends: [high.bus, low.bus], closed: connected, ratedA: null });
      return [];
    }
    const figures = figuresOf(this.#model, pair);
    return [{ id, name, at, high: high.bus, low: low.bus, connected, figures }];
  }

  #sources(transformers: readonly Transformer[], holders: ReadonlySet<CimObject>): BusGrid['sources'] {
    const buses = {
      model: this.#model,
      terminals: this.#given.terminals,
      kv: this.#kv,
      at: (bus: string) => this.#atBus.get(bus) ?? [],
    };
    const joined = new JoinedSets();
    for (const { ends, closed } of this.#switches) if (closed) joined.join(...ends);
    const stated = statedSources(buses, holders);
    const highs = transformers
      .filter(({ low }) => (this.#kv.get(low) ?? 0) > LV_LIMIT_KV)
      .map(({ high }) => high);
    return [...stated, ...solvedSources(buses, highs, [stated, joined])];
  }
}

const endNumber = ({ values }: CimObject): number => {
  const number = Number(values['TransformerEnd.endNumber']);
  return Number.isFinite(number) ? number : 0;
};

/**
 * A CIM model as a network of buses and branches, each connectivity node a bus. Ids are the model's own, which are
 * unique the world over. Switches stand as the state has them, loads and generation draw and feed what it says.
 */
export const toBusGrid = (model: CimModel, given: Given): BusGrid => new Translator(model, given).toGrid();
