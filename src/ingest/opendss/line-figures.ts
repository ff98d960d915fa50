import type { Line } from '../bus-grid/bus-grid.ts';
import type { Circuit, DssObject } from './circuit.ts';
import { matrixIn, metresOf, words } from './values.ts';

const KM = 1000;
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
  const phase = circuit.text(of, matrix);
  return circuit.figure(of, sequence) ?? (phase === undefined ? null : positiveSequence(phase));
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
  const given = own === null && code !== null ? stated(circuit, code, names) : null;
  const codeM = given === null || code === null ? null : metresOf(circuit.text(code, 'units'));
  return ((own ?? given ?? otherwise) * KM) / (codeM ?? lineM);
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

/** Conductors of a line geometry; positions in metres. */
const conductorsOf = (circuit: Circuit, geometry: DssObject): readonly Conductor[] => {
  const found: { wire: DssObject | null; x: number; h: number; metres: number }[] = [];
  for (const [name, value] of geometry.properties) {
    const last = found.at(-1);
    if (name === 'cond') found.push({ wire: null, x: 0, h: 0, metres: 1 });
    else if (last === undefined) continue;
    else if (['wire', 'cncable', 'tscable'].includes(name)) {
      last.wire = circuit.find(
        name === 'wire' ? 'wiredata' : name === 'cncable' ? 'cndata' : 'tsdata',
        value,
      );
    } else if (name === 'x' || name === 'h') last[name] = Number(value);
    else if (name === 'units') last.metres = metresOf(value) ?? 1;
  }
  return found.flatMap(({ wire, x, h, metres }) =>
    wire === null ? [] : [{ wire, x: x * metres, h: h * metres }],
  );
};

/**
 * Positive sequence of conductors in the air: r of the wires, x by the geometric mean distance over the geometric mean
 * radius. A single phase is taken with its neutral as the way back.
 */
const ofGeometry = (circuit: Circuit, geometry: DssObject, hertz: number): PerKm => {
  const conductors = conductorsOf(circuit, geometry);
  const phases = conductors.slice(0, circuit.figure(geometry, 'nphases') ?? 3);
  const ohms = phases.map(({ wire }) => {
    const rac = circuit.figure(wire, 'rac') ?? (circuit.figure(wire, 'rdc') ?? 0) * 1.02;
    return (rac * KM) / (metresOf(circuit.text(wire, 'runits')) ?? KM);
  });
  const radius = ({ wire }: Conductor): number => {
    const gmr = circuit.figure(wire, 'gmrac') ?? 0.7788 * (circuit.figure(wire, 'radius') ?? 0);
    return gmr * (metresOf(circuit.text(wire, 'gmrunits') ?? circuit.text(wire, 'radunits')) ?? 1);
  };
  const pairs = phases.length > 1 ? phases : conductors;
  const distances = pairs.flatMap((one, i) =>
    pairs.slice(0, i).map((other) => Math.hypot(one.x - other.x, one.h - other.h)),
  );
  const logs = distances.filter((metres) => metres > 0).map(Math.log);
  const reach = logs.length === 0 ? Math.log(RETURN_M) : mean(logs);
  const inner = mean(phases.map(radius).map((metres) => Math.log(Math.max(metres, 1e-6))));
  const amperes = phases.flatMap(
    ({ wire }) => positive(Number(words(circuit.text(wire, 'normamps') ?? '')[0])) ?? [],
  );
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

/** Length of a line, and its conductor as one of balanced phases. A line that names no unit has its code's, else km. */
export const lineFigures = (
  circuit: Circuit,
  line: DssObject,
  hertz: number,
): { readonly lengthM: number; readonly type: Line['type'] } => {
  const code = circuit.find('linecode', circuit.text(line, 'linecode') ?? '');
  const geometry = circuit.find('linegeometry', circuit.text(line, 'geometry') ?? '');
  const { r, x, b, ampacityA } = figuresPerKm(circuit, line, { code, geometry }, hertz);
  const type = {
    name: (geometry ?? code)?.name ?? null,
    laying: 'unknown' as const,
    r_ohm_per_km: rounded(r),
    x_ohm_per_km: rounded(x),
    b_us_per_km: b === null ? null : rounded(b),
    ampacity_a: ampacityA,
  };
  return { lengthM: lengthM(circuit, line, { code, geometry }), type };
};
