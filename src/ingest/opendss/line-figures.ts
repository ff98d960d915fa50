import type { Line } from '../bus-grid/bus-grid.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import type { Circuit, DssObject } from './circuit.ts';
import { matrixIn, metresOf, nodesIn, numberIn, numbersIn } from './values.ts';
import { wordsOf } from './words.ts';

const KM = 1000;
/** Phases of a balanced line. */
const PHASES = 3;
/** What the program takes for a line that says nothing: Ω and nF per unit of length. Source: OpenDSS manual, Line. */
const DEFAULTS = { r1: 0.058, x1: 0.1206, c1: 3.4, hertz: 60 };
/** µ0/2π, Ω·s/km per rad: inductance of a conductor, Carson 1926. */
const LN_OHM = 2e-4;
/** Equivalent distance of a return nobody states, m: one conductor from another. */
const RETURN_M = 1;

interface PerKm {
  readonly r: number;
  readonly x: number;
  /** µS/km; `null` = unknown. */
  readonly b: number | null;
  readonly ampacityA: number | null;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Positive sequence of a phase matrix: mean of the diagonal less mean of what couples. */
const positiveSequence = (text: string): number => {
  const rows = matrixIn(text);
  const own = rows.map((row, i) => row[i] ?? NaN);
  const mutual = rows.flatMap((row, i) => row.slice(0, i));
  return mean(own) - mean(mutual);
};

/** r1, x1, c1 of a line or line code as it states them, whether by sequence or by phase; `null` = it does not. */
const stated = (
  circuit: Circuit,
  of: DssObject,
  [sequence, matrix]: readonly [string, string],
): number | null => {
  // What is set last holds.
  const [name, value] = of.properties.findLast(([each]) => each === sequence || each === matrix) ?? [];
  if (value === undefined) return null;
  if (name === sequence) return circuit.figure(of, sequence);
  const figure = positiveSequence(value);
  if (Number.isFinite(figure)) return figure;
  circuit.flaw(of, matrix, 'wrong-type', [value, 'rows of figures with | between']);
  return null;
};

const microsiemens = (nanofarads: number, hertz: number): number => 2 * Math.PI * hertz * nanofarads * 1e-3;

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

/** A figure of a line code, or of a line of its own, per km. */
const perKm = (
  circuit: Circuit,
  [line, code]: readonly [DssObject, DssObject | null],
  [names, otherwise]: readonly [readonly [string, string], number],
): number => {
  // Figures on the line itself are per its own unit; those of a code per the code's, or the line's where it has none.
  const lineM = metresOf(circuit.text(line, 'units')) ?? KM;
  const own = stated(circuit, line, names);
  if (own !== null || code === null) return ((own ?? otherwise) * KM) / lineM;
  const codeM = metresOf(circuit.text(code, 'units')) ?? lineM;
  return ((stated(circuit, code, names) ?? otherwise) * KM) / codeM;
};

const ofCode = (circuit: Circuit, of: readonly [DssObject, DssObject | null], hertz: number): PerKm => {
  const figure = (names: readonly [string, string], otherwise: number): number =>
    perKm(circuit, of, [names, otherwise]);
  const [line, code] = of;
  return {
    r: figure(['r1', 'rmatrix'], DEFAULTS.r1),
    x: figure(['x1', 'xmatrix'], DEFAULTS.x1),
    b: microsiemens(figure(['c1', 'cmatrix'], DEFAULTS.c1), hertz),
    ampacityA: positive(circuit.figure(line, 'normamps') ?? (code && circuit.figure(code, 'normamps'))),
  };
};

interface Conductor {
  readonly wire: DssObject;
  readonly x: number;
  readonly h: number;
}

/** What a geometry calls a conductor, and the class that it names. */
const WIRES: Readonly<Record<string, string>> = { wire: 'wiredata', cncable: 'cndata', tscable: 'tsdata' };
const LISTS: Readonly<Record<string, string>> = { wires: 'wiredata', cncables: 'cndata', tscables: 'tsdata' };

interface Slot {
  wire: DssObject | null;
  x: number;
  h: number;
  metres: number;
}

const slot = (): Slot => ({ wire: null, x: 0, h: 0, metres: 1 });

/** Places of a spacing, of which every conductor of a line has one. */
const spaced = (circuit: Circuit, spacing: DssObject): Slot[] => {
  const metres = metresOf(circuit.text(spacing, 'units')) ?? 1;
  const [xs, hs] = ['x', 'h'].map((name) => numbersIn(circuit.text(spacing, name) ?? ''));
  return (xs ?? []).map((x, i) => ({ wire: null, x, h: hs?.[i] ?? 0, metres }));
};

/** The conductors of a list: those of a cable come before the wires beside it. */
const strung = (circuit: Circuit, of: DssObject, slots: Slot[]): void => {
  const names = Object.keys(LISTS).sort();
  const found = names.flatMap((list) =>
    wordsOf(circuit.text(of, list) ?? '').map((name) =>
      wireNamed(circuit, of, [list, LISTS[list] ?? '', name]),
    ),
  );
  found.forEach((wire, i) => {
    const there = slots[i];
    if (there !== undefined) there.wire = wire;
  });
};

const wireNamed = (
  circuit: Circuit,
  of: DssObject,
  [property, type, name]: readonly [string, string, string],
): DssObject | null => {
  const found = circuit.find(type, name);
  if (found === null) circuit.flaw(of, property, 'missing-reference', [name, `a ${type} made before`]);
  return found;
};

/** Conductors of a line geometry, or of a line by its spacing; positions in metres. */
const conductorsOf = (circuit: Circuit, of: DssObject): readonly Conductor[] => {
  const spacing = circuit.named(of, 'linespacing', 'spacing');
  const slots = spacing === null ? [] : spaced(circuit, spacing);
  let at = 0;
  const here = (): Slot => (slots[at] ??= slot());
  if (of.type === 'linegeometry') {
    for (const [name, value] of of.properties) {
      const type = WIRES[name];
      if (name === 'cond') at = Math.max(0, numberIn(value) - 1);
      else if (type !== undefined) here().wire = wireNamed(circuit, of, [name, type, value]);
      else if (name === 'x' || name === 'h') here()[name] = numberIn(value);
      else if (name === 'units') here().metres = metresOf(value) ?? 1;
    }
  }
  strung(circuit, of, slots);
  return slots.flatMap(({ wire, x, h, metres }) =>
    wire === null ? [] : [{ wire, x: x * metres, h: h * metres }],
  );
};

/**
 * Positive sequence of conductors in the air: r of the wires, x by the geometric mean distance over the geometric mean
 * radius. A single phase is taken with its neutral as the way back.
 */
const ofGeometry = (circuit: Circuit, geometry: DssObject, hertz: number): PerKm => {
  const conductors = conductorsOf(circuit, geometry);
  const count = circuit.figure(geometry, 'nphases', 'phases') ?? 3;
  const phases = conductors.slice(0, count);
  if (phases.length < count) {
    const received = `${phases.length} conductors`;
    circuit.flaw(geometry, null, 'missing', [received, `a wire or cable for each of ${count} phases`]);
  }
  const ohms = phases.map(({ wire }) => {
    const rac = circuit.figure(wire, 'rac') ?? (circuit.figure(wire, 'rdc') ?? 0) * 1.02;
    return (rac * KM) / (metresOf(circuit.text(wire, 'runits')) ?? KM);
  });
  const radius = ({ wire }: Conductor): number => {
    const gmr = circuit.figure(wire, 'gmrac');
    if (gmr !== null)
      return gmr * (metresOf(circuit.text(wire, 'gmrunits') ?? circuit.text(wire, 'radunits')) ?? 1);
    const radius = circuit.figure(wire, 'radius') ?? (circuit.figure(wire, 'diam') ?? 0) / 2;
    return 0.7788 * radius * (metresOf(circuit.text(wire, 'radunits')) ?? 1);
  };
  const pairs = phases.length > 1 ? phases : conductors;
  const distances = pairs.flatMap((one, i) =>
    pairs.slice(0, i).map((other) => Math.hypot(one.x - other.x, one.h - other.h)),
  );
  const logs = distances.filter((metres) => metres > 0).map(Math.log);
  const reach = logs.length === 0 ? Math.log(RETURN_M) : mean(logs);
  const inner = mean(phases.map(radius).map((metres) => Math.log(Math.max(metres, 1e-6))));
  const amperes = phases.flatMap(({ wire }) => positive(circuit.figure(wire, 'normamps')) ?? []);
  return {
    r: mean(ohms),
    x: Math.max(0, 2 * Math.PI * hertz * LN_OHM * (reach - inner)),
    b: null,
    ampacityA: amperes.length === 0 ? null : Math.min(...amperes),
  };
};

const rounded = (value: number): number => Number(value.toPrecision(10));

interface Told {
  readonly code: DssObject | null;
  readonly geometry: DssObject | null;
}

const lengthM = (circuit: Circuit, line: DssObject, { code }: Told): number => {
  const unit = metresOf(circuit.text(line, 'units')) ?? (code && metresOf(circuit.text(code, 'units'))) ?? KM;
  return (circuit.figure(line, 'length') ?? 1) * unit;
};

const figuresPerKm = (circuit: Circuit, line: DssObject, { code, geometry }: Told, hertz: number): PerKm => {
  const base = circuit.figure(line, 'basefreq') ?? (code && circuit.figure(code, 'basefreq')) ?? hertz;
  return geometry === null ? ofCode(circuit, [line, code], base) : ofGeometry(circuit, geometry, base);
};

/** Phases among the nodes that a line names at its first bus: 1 to 3, whatever else it has. */
const phaseNodes = (circuit: Circuit, line: DssObject): readonly number[] =>
  nodesIn(circuit.text(line, 'bus1') ?? '').filter((node) => node >= 1 && node <= PHASES);

const phasesOf = (circuit: Circuit, line: DssObject, { code, geometry }: Told): number => {
  const of = (object: DssObject | null, name: string) => object && circuit.figure(object, name);
  const stated = of(line, 'phases') ?? of(code, 'nphases') ?? of(geometry, 'nphases') ?? PHASES;
  const named = phaseNodes(circuit, line).length;
  return Math.min(Math.max(1, stated), PHASES, named === 0 ? PHASES : named);
};

/** Whether lines have no phase in common, as those have that are one line, written phase by phase. */
export const sharePhases = (circuit: Circuit, one: DssObject, other: DssObject): boolean => {
  const [nodes, others] = [phaseNodes(circuit, one), phaseNodes(circuit, other)];
  return nodes.length === 0 || others.length === 0 || nodes.some((node) => others.includes(node));
};

interface Wanted {
  readonly hertz: number;
  readonly leaveOut: LeaveOut;
}

/** What one line says of itself. */
const told = (circuit: Circuit, line: DssObject, { hertz, leaveOut }: Wanted) => {
  const code = circuit.named(line, 'linecode', 'linecode');
  const isSpaced = circuit.text(line, 'spacing') !== undefined;
  const geometry = circuit.named(line, 'linegeometry', 'geometry') ?? (isSpaced ? line : null);
  const units = [line, code].map((of) => (of === null ? undefined : circuit.text(of, 'units')));
  if (units.every((unit) => metresOf(unit) === null))
    leaveOut('unit of a line, which no script names: km is taken');
  return {
    name: geometry === line ? (circuit.text(line, 'spacing') ?? null) : ((geometry ?? code)?.name ?? null),
    phases: phasesOf(circuit, line, { code, geometry }),
    metres: lengthM(circuit, line, { code, geometry }),
    figures: figuresPerKm(circuit, line, { code, geometry }, hertz),
  };
};

/** Share of three phases that some are, at most all. */
const shareOf = (phases: number): number => Math.min(1, phases / PHASES);

/** Share of its power at full current that a line of three phases would carry, and that this one does. */
export const phaseShare = (circuit: Circuit, line: DssObject): number =>
  shareOf(phasesOf(circuit, line, { code: circuit.named(line, 'linecode', 'linecode'), geometry: null }));

/**
 * Length of a line, and its conductor as one of three balanced phases. A line that names no unit has its code's, else km.
 *
 * A line of n phases out of three stands as the balanced one that carries the same power with the same drop and loss:
 * ohms 3/n times, susceptance and amperes n/3 times its own. Lines of other phases between the same buses are the
 * same line, written phase by phase.
 *
 * @returns `limitA` what it carries of its type's ampacity; `null` = all.
 */
export const lineFigures = (
  circuit: Circuit,
  [line, ...others]: readonly [DssObject, ...DssObject[]],
  wanted: Wanted,
): Pick<Line, 'lengthM' | 'type' | 'limitA'> => {
  const first = told(circuit, line, wanted);
  const all = [first, ...others.map((other) => told(circuit, other, wanted))];
  const phases = all.reduce((sum, each) => sum + each.phases, 0);
  const share = shareOf(phases);
  /** Mean over the phases, each over its own length. */
  const perPhase = (figure: (of: PerKm) => number | null): number | null => {
    const values = all.map((each) => {
      const value = figure(each.figures);
      return value === null
        ? null
        : value * each.phases * (each.metres === first.metres ? 1 : each.metres / first.metres);
    });
    return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);
  };
  const [r, x, b] = [perPhase(({ r }) => r), perPhase(({ x }) => x), perPhase(({ b }) => b)];
  const known = all.flatMap(({ figures: { ampacityA } }) => ampacityA ?? []);
  const ampacity = known.length === 0 ? null : Math.min(...known);
  const type = {
    name: first.name,
    laying: 'unknown' as const,
    r_ohm_per_km: rounded((r ?? 0) / phases / share),
    x_ohm_per_km: rounded((x ?? 0) / phases / share),
    b_us_per_km: b === null ? null : rounded((b / phases) * share),
    ampacity_a: ampacity,
  };
  const limitA = ampacity === null || share === 1 ? null : rounded(ampacity * share);
  return { lengthM: first.metres, type, limitA };
};
