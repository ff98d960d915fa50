import type { Bus, BusGrid, BusSwitch, Line, LineSwitch, Transformer } from '../bus-grid/bus-grid.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { JoinedSets } from '../bus-grid/joined-sets.ts';
import { barsOf, SWITCHES } from './bars.ts';
import { elementOf, type CimModel, type CimObject } from './cim-model.ts';
import { generatorsOf, loadsOf } from './injections.ts';
import { lineOf } from './line-of.ts';
import type { CimPlaces } from './places.ts';
import { isSource, kvOf, solvedSources, statedSources } from './sources.ts';
import { inService, type Terminal } from './terminals.ts';
import { figuresOf } from './transformer-figures.ts';

/** Above this a transformer's low side is no longer low voltage, kV. Source: IEC 60050-601. */
const LV_LIMIT_KV = 1;

/** Classes with an effect on the grid that no row can say. */
const UNSUPPORTED = ['SeriesCompensator', 'EquivalentBranch', 'EquivalentShunt', 'StaticVarCompensator'];

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

  constructor(model: CimModel, given: Given) {
    [this.#model, this.#given] = [model, given];
    for (const ends of given.terminals.values()) {
      for (const end of ends) this.#atBus.set(end.bus, [...(this.#atBus.get(end.bus) ?? []), end]);
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
    this.#refuse();
    const where = { model, terminals, leaveOut };
    const busSwitches = this.#switches();
    const transformers = this.#transformers();
    return {
      stem,
      buses,
      lines: lineObjects.flatMap((line) => this.#line(line)),
      busSwitches,
      lineSwitches: lineObjects.flatMap((line) => this.#openEnds(line)),
      transformers,
      sources: this.#sources(busSwitches, transformers),
      loads: loadsOf(where),
      generators: generatorsOf(where, (object) => isSource(model, object)),
    };
  }

  /** Connectivity nodes; topological ones in a model that has no others. */
  #nodes(): readonly CimObject[] {
    const nodes = this.#model.of('ConnectivityNode').filter(({ id }) => this.#atBus.has(id));
    return nodes.length > 0 ? nodes : this.#model.of('TopologicalNode');
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

  #switches(): readonly BusSwitch[] {
    return this.#model.of(...SWITCHES).flatMap((object) => {
      const ends = this.#takesPart(object) ? this.#ends(object) : null;
      if (ends === null) return [];
      const [one, other] = ends;
      const open = object.values['Switch.open'] ?? object.values['Switch.normalOpen'];
      const closed = open !== 'true' && one.connected && other.connected;
      const ratedA = this.#model.figure(object, 'Switch.ratedCurrent');
      const { id, name, at } = elementOf(object);
      return [{ id, name, at, ends: [one.bus, other.bus] as const, closed, ratedA }];
    });
  }

  #line(object: CimObject): readonly Line[] {
    const ends = this.#takesPart(object) ? this.#ends(object) : null;
    return ends === null ? [] : lineOf(this.#model, object, { ends, places: this.#given.places });
  }

  /** A terminal that is not connected is an end held open. */
  #openEnds(line: CimObject): readonly LineSwitch[] {
    const ends = this.#given.terminals.get(line.id) ?? [];
    return ends
      .filter(({ connected }) => !connected)
      .map(({ of, bus }) => {
        const { id, name, at } = elementOf(of);
        return { id, name, at, line: line.id, bus, closed: false, ratedA: null };
      });
  }

  #transformers(): readonly Transformer[] {
    const model = this.#model;
    return model.of('PowerTransformer').flatMap((object) => {
      if (!this.#takesPart(object)) return [];
      const ends = [
        ...model.from(object, 'PowerTransformerEnd', 'PowerTransformerEnd.PowerTransformer'),
      ].sort((a, b) => endNumber(a) - endNumber(b));
      const kvs = ends.map((end) => this.#kv.get(this.#busOfEnd(end)?.bus ?? '') ?? NaN);
      const [high, low] = ends;
      if (high === undefined || low === undefined || ends.length > 2) {
        model.flaw(object, 'PowerTransformerEnd', 'unsupported-transformer', [
          `${ends.length} ends`,
          '2 ends',
        ]);
        return [];
      }
      const pair = (kvs[0] ?? 0) >= (kvs[1] ?? 0) ? ([high, low] as const) : ([low, high] as const);
      return this.#transformer(object, pair);
    });
  }

  #busOfEnd(end: CimObject): { bus: string; connected: boolean } | null {
    const terminal = end.values['TransformerEnd.Terminal'];
    const equipment = end.values['PowerTransformerEnd.PowerTransformer'] ?? '';
    return this.#given.terminals.get(equipment)?.find(({ of }) => of.id === terminal) ?? null;
  }

  #transformer(object: CimObject, pair: readonly [CimObject, CimObject]): readonly Transformer[] {
    const [high, low] = [this.#busOfEnd(pair[0]), this.#busOfEnd(pair[1])];
    if (high === null || low === null) {
      this.#model.flaw(object, 'TransformerEnd.Terminal', 'missing-reference', ['', 'a terminal at a node']);
      return [];
    }
    const { id, name, at } = elementOf(object);
    const connected = high.connected && low.connected;
    const figures = figuresOf(this.#model, pair);
    return [{ id, name, at, high: high.bus, low: low.bus, connected, figures }];
  }

  #sources(switches: readonly BusSwitch[], transformers: readonly Transformer[]): BusGrid['sources'] {
    const buses = {
      model: this.#model,
      terminals: this.#given.terminals,
      kv: this.#kv,
      at: (bus: string) => this.#atBus.get(bus) ?? [],
    };
    const joined = new JoinedSets();
    for (const { ends, closed } of switches) if (closed) joined.join(...ends);
    const stated = statedSources(buses);
    const highs = transformers
      .filter(({ low }) => (this.#kv.get(low) ?? 0) > LV_LIMIT_KV)
      .map(({ high }) => high);
    return [...stated, ...solvedSources(buses, highs, [stated, joined])];
  }

  #refuse(): void {
    for (const object of this.#model.of(...UNSUPPORTED)) {
      this.#model.flaw(object, null, 'unsupported-element', [object.type, '']);
    }
  }
}

const endNumber = ({ values }: CimObject): number => Number(values['TransformerEnd.endNumber'] ?? 0);

/**
 * A CIM model as a network of buses and branches, each connectivity node a bus. Ids are the model's own, which are
 * unique the world over. Switches stand as the state has them, loads and generation draw and feed what it says.
 */
export const toBusGrid = (model: CimModel, given: Given): BusGrid => new Translator(model, given).toGrid();
