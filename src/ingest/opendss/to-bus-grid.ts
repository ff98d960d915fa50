import type {
  Bus,
  BusGrid,
  BusSwitch,
  Element,
  Line,
  LineSwitch,
  Source,
  Transformer,
  Unsupported,
} from '../bus-grid/bus-grid.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import type { ToLonLat } from '../crs/read-crs.ts';
import { elementOf, type Circuit, type DssObject } from './circuit.ts';
import { UNSUPPORTED, WITHOUT_ROW, propertiesOf } from './class-properties.ts';
import { generatorsOf, isInSeries, loadsOf } from './injections.ts';
import { lineFigures, phaseShare, sharePhases } from './line-figures.ts';
import { withRegulators, type Regulator } from './regulators.ts';
import { busIn, isYes, nodesIn, numbersIn } from './values.ts';
import { figuresOf, joint, windingsOf } from './windings.ts';

/** Two voltages nearer than this share of each other are one level: a regulator, no transformer. */
const SAME_LEVEL = 0.02;
/** Largest fault power the record takes; a source stiffer than this is stated to be without impedance, MVA. */
const STIFFEST_MVA = 100_000;

interface Given {
  readonly stem: string;
  readonly positions: ReadonlyMap<string, readonly [x: number, y: number]>;
  readonly toLonLat: ToLonLat;
  readonly leaveOut: LeaveOut;
}

/** Classes whose elements hang at buses, transformers aside. */
const HANGING = [
  ...['line', 'load', 'generator', 'pvsystem', 'storage', 'capacitor', 'reactor', 'vsource', 'circuit'],
  ...UNSUPPORTED,
] as const;

type Ends = readonly [string, string];

const keyOf = (ends: Ends): string => ends.toSorted().join(' ');

/** Lines that are one, written phase by phase. */
type Group = readonly [DssObject, ...DssObject[]];

/** Turns the elements of a circuit into those of a grid, and notes what cannot be one. */
class Translator {
  readonly #circuit: Circuit;
  readonly #given: Given;
  /** Nominal voltage by bus, kV line to line. */
  readonly #kv = new Map<string, number>();
  readonly #near = new Map<string, { readonly bus: string; readonly kv: number | null }[]>();
  readonly #firstAt = new Map<string, Element>();
  readonly #switches: BusSwitch[] = [];
  readonly #transformers: Transformer[] = [];
  /** Transformers of one phase by their buses: where the first stands, and the nodes of all. */
  readonly #banks = new Map<string, { readonly at: number; readonly nodes: Set<string> }>();
  readonly #unsupported: Unsupported[] = [];
  readonly #regulators: Regulator[] = [];
  #used: ReadonlyMap<string, number> | null = null;

  constructor(circuit: Circuit, given: Given) {
    [this.#circuit, this.#given] = [circuit, given];
  }

  toGrid(): BusGrid {
    const [circuit, { stem, leaveOut }] = [this.#circuit, this.#given];
    const lines = circuit.of('line');
    const sources = this.#sources();
    for (const line of lines) this.#join(this.#endsOf(line), [null, null], elementOf(stem, line));
    for (const reactor of circuit.of('reactor')) this.#reactor(reactor);
    this.#refuse();
    for (const transformer of circuit.of('transformer')) this.#transformer(transformer);
    this.#spread();
    const known = lines.filter((line) => this.#leadsSomewhere(line));
    const isSwitch = (line: DssObject) => isYes(circuit.text(line, 'switch'), false);
    const bridged = new Set(this.#switches.map(({ ends }) => keyOf(ends)));
    for (const group of this.#byPhase(known.filter(isSwitch))) this.#switch(group);
    const groups = this.#byPhase(known.filter((line) => !isSwitch(line))).filter(([line]) => {
      const [one, other] = this.#endsOf(line);
      const isBeside = bridged.has(keyOf([this.#id(one), this.#id(other)]));
      if (isBeside) leaveOut('line beside a regulator or reactor between the same buses');
      return !isBeside;
    });
    const grid: BusGrid = {
      stem,
      buses: this.#buses(),
      lines: groups.map((group) => this.#line(group)),
      busSwitches: this.#switches,
      lineSwitches: this.#lineSwitches(groups),
      transformers: this.#transformers,
      sources,
      loads: loadsOf(circuit, stem, (bus, what) => this.#hangs(bus, what)),
      generators: generatorsOf(circuit, stem, (bus, what) => this.#hangs(bus, what)),
      unsupported: this.#unsupported,
    };
    return withRegulators(grid, circuit, [this.#regulators, leaveOut]);
  }

  #endsOf(object: DssObject): Ends {
    return [busIn(this.#circuit.text(object, 'bus1') ?? ''), busIn(this.#circuit.text(object, 'bus2') ?? '')];
  }

  #id(bus: string): string {
    return `${this.#given.stem}/${bus}`;
  }

  /** Notes that two buses hang together; each with its voltage where a winding states it. */
  #join([one, other]: Ends, [kvOne, kvOther]: readonly [number | null, number | null], by: Element): void {
    for (const [bus, next, kv] of [[one, other, kvOther] as const, [other, one, kvOne] as const]) {
      if (!this.#firstAt.has(bus)) this.#firstAt.set(bus, by);
      const there = this.#near.get(bus);
      if (there === undefined) this.#near.set(bus, [{ bus: next, kv }]);
      else there.push({ bus: next, kv });
    }
  }

  #base(kv: number): number {
    const bases = this.#circuit.voltageBases;
    const off = (base: number): number => Math.abs(Math.log(base / kv));
    const best = bases.toSorted((a, b) => off(a) - off(b))[0];
    return best !== undefined && off(best) < 0.1 ? best : kv;
  }

  /** Voltages from the sources along all that hangs together. */
  #spread(): void {
    const queue = [...this.#kv.keys()];
    // The queue grows while it is walked.
    for (const bus of queue) {
      for (const { bus: next, kv } of this.#near.get(bus) ?? []) {
        if (this.#kv.has(next)) continue;
        this.#kv.set(next, kv === null ? (this.#kv.get(bus) ?? NaN) : this.#base(kv));
        queue.push(next);
      }
    }
  }

  #sources(): readonly Source[] {
    const circuit = this.#circuit;
    return [...circuit.of('circuit'), ...circuit.of('vsource')]
      .filter((object) => circuit.isEnabled(object))
      .map((object) => {
        const bus = busIn(circuit.text(object, 'bus1') ?? 'sourcebus');
        const kv = circuit.figure(object, 'basekv') ?? 115;
        this.#kv.set(bus, kv);
        const { id, name, at } = elementOf(this.#given.stem, object);
        this.#firstAt.set(bus, { id, name, at });
        const faultMva = this.#faultMva(object, kv);
        return { id, name, at, bus: this.#id(bus), voltagePu: circuit.figure(object, 'pu') ?? 1, faultMva };
      });
  }

  /** Ω of a source, by any of the ways to state them; `null` = none is. */
  #sourceOhms(object: DssObject, kv: number): number | null {
    const circuit = this.#circuit;
    const perUnit = numbersIn(circuit.text(object, 'puz1') ?? '');
    if (perUnit.length === 2)
      return (Math.hypot(...perUnit) * kv ** 2) / (circuit.figure(object, 'basemva') ?? 100);
    const pair = numbersIn(circuit.text(object, 'z1') ?? '');
    if (pair.length === 2) return Math.hypot(...pair);
    const [r, x] = [circuit.figure(object, 'r1'), circuit.figure(object, 'x1')];
    return r === null && x === null ? null : Math.hypot(r ?? 0, x ?? 0);
  }

  #faultMva(object: DssObject, kv: number): number | null {
    const circuit = this.#circuit;
    const [ohms, amperes] = [this.#sourceOhms(object, kv), circuit.figure(object, 'isc3')];
    const mva =
      circuit.figure(object, 'mvasc3') ??
      (amperes === null ? null : (Math.sqrt(3) * kv * amperes) / 1000) ??
      (ohms === null || ohms === 0 ? null : kv ** 2 / ohms);
    return mva !== null && mva <= STIFFEST_MVA ? mva : null;
  }

  /** What carries power and has no row, and classes that nobody knows. */
  #refuse(): void {
    const circuit = this.#circuit;
    for (const type of circuit.types()) {
      if (UNSUPPORTED.includes(type)) for (const each of circuit.of(type)) this.#unsupport(each, [type, '']);
      else if (!WITHOUT_ROW.has(type) && propertiesOf(type) === null)
        for (let i = 0; i < circuit.of(type).length; i++)
          this.#given.leaveOut(`element of the unknown class ${type}`);
    }
    for (const each of circuit.of('capacitor'))
      if (isInSeries(circuit, each)) this.#unsupport(each, ['capacitor in series', 'a capacitor to ground']);
  }

  #unsupport(object: DssObject, [received, allowed]: readonly [string, string]): void {
    if (!this.#circuit.isEnabled(object)) return;
    const { id, name, at } = elementOf(this.#given.stem, object);
    const buses = this.#endsOf(object)
      .filter((bus) => bus !== '')
      .map((bus) => this.#id(bus));
    const reason = 'unsupported-element';
    this.#unsupported.push({
      id,
      name,
      at,
      buses,
      isTransformer: false,
      field: null,
      reason,
      received,
      allowed,
    });
  }

  /** Whether what is at a bus hangs on a source; a bus that nothing else names is a defect of its own. */
  #hangs(bus: string, what: string): boolean {
    if (this.#kv.has(bus) || !this.#near.has(bus)) return true;
    this.#given.leaveOut(`${what} that hangs on no source`);
    return false;
  }

  /** A reactor between two buses joins them; one to ground draws its kvar, or only earths a neutral. */
  #reactor(object: DssObject): void {
    const circuit = this.#circuit;
    if (!circuit.isEnabled(object)) return;
    if (isInSeries(circuit, object)) {
      this.#given.leaveOut('impedance of a series reactor');
      this.#close(object, this.#endsOf(object));
      return;
    }
    const nodes = nodesIn(circuit.text(object, 'bus1') ?? '');
    if (nodes.length > 0 && nodes.every((node) => node === 0 || node > 3))
      this.#given.leaveOut('reactor that earths a neutral');
    else if (circuit.text(object, 'kvar') === undefined)
      this.#unsupport(object, ['reactor to ground without kvar', 'one with kvar, or between two buses']);
  }

  #close(object: DssObject, ends: Ends): void {
    const { name, at } = elementOf(this.#given.stem, object);
    const id = `${this.#given.stem}/${object.type}/${object.name}`;
    this.#join(ends, [null, null], { id, name, at });
    const both = [this.#id(ends[0]), this.#id(ends[1])] as const;
    if (this.#switches.some((each) => both.every((bus) => each.ends.includes(bus)))) return;
    this.#switches.push({ id, name, at, ends: both, closed: true, ratedA: null });
  }

  /** Windings of a transformer but a third one at which nothing hangs. */
  #loaded(object: DssObject): ReturnType<typeof windingsOf> {
    const windings = windingsOf(this.#circuit, object);
    const [, second, third] = windings;
    if (windings.length !== 3 || third === undefined || third.bus === second?.bus) return windings;
    this.#used ??= this.#usedBuses();
    if ((this.#used.get(third.bus) ?? 0) > 1) return windings;
    this.#given.leaveOut('third winding of a transformer at which nothing hangs');
    return windings.slice(0, 2);
  }

  /** How many elements hang at each bus. */
  #usedBuses(): ReadonlyMap<string, number> {
    const circuit = this.#circuit;
    const used = new Map<string, number>();
    const ends = HANGING.flatMap((type) => circuit.of(type)).flatMap((each) => [
      ...new Set(this.#endsOf(each)),
    ]);
    const windings = circuit
      .of('transformer')
      .flatMap((each) => [...new Set(windingsOf(circuit, each).map(({ bus }) => bus))]);
    for (const bus of [...ends, ...windings]) used.set(bus, (used.get(bus) ?? 0) + 1);
    return used;
  }

  #refuseWindings(object: DssObject, buses: readonly string[]): void {
    const { id, name, at } = elementOf(this.#given.stem, object);
    const [reason, received] = ['unsupported-transformer', `${buses.length} windings`];
    const allowed = '2, or a centre tap';
    const field = 'windings';
    this.#unsupported.push({ id, name, at, buses, isTransformer: true, field, reason, received, allowed });
  }

  #transformer(object: DssObject): void {
    const [circuit, { stem, leaveOut }] = [this.#circuit, this.#given];
    if (!circuit.isEnabled(object)) {
      leaveOut('transformer out of service');
      return;
    }
    const windings = this.#loaded(object);
    const [first, second, third, fourth] = windings;
    const tooMany = fourth !== undefined || (third !== undefined && third.bus !== second?.bus);
    if (first === undefined || second === undefined || tooMany) {
      this.#refuseWindings(
        object,
        windings.map(({ bus }) => this.#id(bus)),
      );
      return;
    }
    const ends = [first.bus, second.bus] as const;
    if (Math.abs(first.kv / second.kv - 1) < SAME_LEVEL) {
      this.#regulators.push({ object, from: this.#id(first.bus), to: this.#id(second.bus) });
      this.#close(object, ends);
      return;
    }
    const { id, name, at } = elementOf(stem, object);
    this.#join(ends, [first.kv, second.kv], { id, name, at });
    const isTurned = first.kv < second.kv;
    const [high, low] = isTurned ? [second, first] : [first, second];
    const figures = figuresOf(circuit, object, [
      third === undefined ? [first, second] : [first, second, third],
      isTurned,
    ]);
    const buses = { high: this.#id(high.bus), low: this.#id(low.bus) };
    const connected = this.#openAt(object).length === 0;
    const made = { id, name, at, high: buses.high, low: buses.low, connected, figures };
    if (!this.#joinsBank(object, made, `${high.nodes}/${low.nodes}`)) this.#transformers.push(made);
  }

  /** Takes a transformer of one phase into the one that stands for others between the same buses. */
  #joinsBank(object: DssObject, made: Transformer, nodes: string): boolean {
    if (this.#circuit.figure(object, 'phases') !== 1 || !made.connected) return false;
    const key = keyOf([made.high, made.low]);
    const bank = this.#banks.get(key);
    if (bank === undefined) {
      this.#banks.set(key, { at: this.#transformers.length, nodes: new Set([nodes]) });
      return false;
    }
    const first = this.#transformers[bank.at];
    // Two on the same phase are side by side indeed.
    if (first === undefined || bank.nodes.has(nodes)) return false;
    bank.nodes.add(nodes);
    this.#transformers[bank.at] = { ...first, figures: joint(first.figures, made.figures) };
    this.#given.leaveOut('transformer of a further phase beside another, taken with it');
    return true;
  }

  /** Both ends hang on a source, closed or open; what does not is counted as left out. */
  #leadsSomewhere(line: DssObject): boolean {
    const isKnown = this.#endsOf(line).every((bus) => this.#kv.has(bus));
    if (!isKnown) this.#given.leaveOut('line that hangs on no source');
    return isKnown;
  }

  /** Terminals held open by a command, or by a control of a switch. */
  #openAt(object: DssObject): readonly number[] {
    const circuit = this.#circuit;
    const held = circuit.of('swtcontrol').flatMap((control) => {
      const of = (circuit.text(control, 'switchedobj') ?? '').toLowerCase();
      const state = circuit.text(control, 'state', 'action') ?? circuit.text(control, 'normal') ?? '';
      const isOpen = circuit.isEnabled(control) && /^o/iu.test(state);
      if (!isOpen || of !== `${object.type}.${object.name}`.toLowerCase()) return [];
      return [circuit.figure(control, 'switchedterm') ?? 1];
    });
    return [...circuit.openTerminals(object), ...held];
  }

  #switch(group: Group): void {
    const [circuit, [line]] = [this.#circuit, group];
    const [one, other] = this.#endsOf(line);
    const { id, name, at } = elementOf(this.#given.stem, line);
    const ends = [this.#id(one), this.#id(other)] as const;
    const amps = group.flatMap((each) => circuit.figure(each, 'normamps') ?? []);
    const share = group.reduce((sum, each) => sum + phaseShare(circuit, each), 0);
    const ratedA = amps.length === 0 ? null : Math.min(...amps) * Math.min(1, share);
    const closed = circuit.isEnabled(line) && this.#openAt(line).length === 0;
    this.#switches.push({ id, name, at, ends, closed, ratedA });
  }

  /** Lines in their order, those that are one line written phase by phase together; only what conducts is. */
  #byPhase(lines: readonly DssObject[]): readonly Group[] {
    const circuit = this.#circuit;
    const groups: [DssObject, ...DssObject[]][] = [];
    const between = new Map<string, [DssObject, ...DssObject[]][]>();
    for (const line of lines) {
      const ends = keyOf(this.#endsOf(line));
      const conducts = circuit.isEnabled(line) && this.#openAt(line).length === 0;
      const there = between.get(ends) ?? [];
      const same = conducts
        ? there.find((group) => group.every((each) => !sharePhases(circuit, each, line)))
        : undefined;
      if (same !== undefined) {
        same.push(line);
        this.#given.leaveOut('line of further phases beside another, taken with it');
        continue;
      }
      const group: [DssObject, ...DssObject[]] = [line];
      groups.push(group);
      if (conducts) between.set(ends, [...there, group]);
    }
    return groups;
  }

  #line(group: Group): Line {
    const [line] = group;
    const circuit = this.#circuit;
    const [circuitObject] = circuit.of('circuit');
    const hertz = (circuitObject && circuit.figure(circuitObject, 'basefreq')) ?? circuit.hertz;
    const { leaveOut } = this.#given;
    const figures = lineFigures(circuit, group, { hertz, leaveOut });
    const [one, other] = this.#endsOf(line);
    const { id, name, at } = elementOf(this.#given.stem, line);
    return { id, name, at, ends: [this.#id(one), this.#id(other)], ...figures, path: null };
  }

  /** A line that is not enabled is open at its first end; fuses sit on the first end of what they watch. */
  #lineSwitches(groups: readonly Group[]): readonly LineSwitch[] {
    const [circuit, { stem, leaveOut }] = [this.#circuit, this.#given];
    const byName = new Map(
      groups.flatMap((group) => group.map((each) => [each.name.toLowerCase(), group[0]] as const)),
    );
    const open = groups.flatMap(([line]) => {
      const at = circuit.isEnabled(line) ? this.#openAt(line) : [1];
      return [...new Set(at)].map((terminal) => ({ of: line, line, closed: false, terminal }));
    });
    const fuses = circuit.of('fuse').flatMap((fuse) => {
      const watched = (circuit.text(fuse, 'monitoredobj') ?? '').replace(/^line\./iu, '').toLowerCase();
      const line = byName.get(watched);
      if (line === undefined) leaveOut('fuse that watches no line');
      return line === undefined ? [] : [{ of: fuse, line, closed: true, terminal: 1 }];
    });
    return [...open, ...fuses].map(({ of, line, closed, terminal }) => {
      const { name, at } = elementOf(stem, of);
      const [one, other] = this.#endsOf(line);
      const bus = terminal === 2 ? other : one;
      const ratedA = of.type === 'fuse' ? circuit.figure(of, 'ratedcurrent') : null;
      const id = `${stem}/${of.type}/${of.name}/switch${terminal === 2 ? '2' : ''}`;
      return { id, name, at, line: `${stem}/${line.name}`, bus: this.#id(bus), closed, ratedA };
    });
  }

  #buses(): readonly Bus[] {
    const [{ positions, toLonLat, leaveOut }, places] = [this.#given, this.#lowPlaces()];
    return [...this.#kv].map(([bus, kv]) => {
      const { at } = this.#firstAt.get(bus) ?? { at: { file: '', line: null, table: 'bus', id: bus } };
      const own = positions.get(bus);
      const position = own ?? places.get(bus);
      if (own === undefined && position !== undefined)
        leaveOut('place of a low-voltage bus, taken from its neighbour');
      const place = position === undefined ? null : toLonLat(...position);
      return { id: this.#id(bus), name: bus, at: { ...at, table: 'bus', id: bus }, kv, place, isBar: false };
    });
  }

  /** Low-voltage buses without a position stand where the nearest bus along their lines has one. */
  #lowPlaces(): ReadonlyMap<string, readonly [number, number]> {
    const found = new Map(this.#given.positions);
    const queue = [...this.#kv.keys()].filter((bus) => found.has(bus));
    // The queue grows while it is walked.
    for (const bus of queue) {
      const position = found.get(bus);
      for (const { bus: next } of this.#near.get(bus) ?? []) {
        const isLow = (this.#kv.get(next) ?? Infinity) <= 1;
        if (position === undefined || found.has(next) || !isLow) continue;
        found.set(next, position);
        queue.push(next);
      }
    }
    return found;
  }
}

/**
 * An OpenDSS circuit as a network of buses and branches, its phases taken together: a line of any phases is one of
 * balanced positive sequence, a load draws the power of all of its phases. Ids are `<circuit>/<name>`.
 */
export const toBusGrid = (circuit: Circuit, given: Given): BusGrid => new Translator(circuit, given).toGrid();
