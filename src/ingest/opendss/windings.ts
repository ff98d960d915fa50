import type { Circuit, DssObject } from './circuit.ts';
import type { TransformerFigures } from '../bus-grid/bus-grid.ts';
import { busIn, nodesIn, numberIn } from './values.ts';
import { wordsOf } from './words.ts';

/** One winding of a transformer. */
interface Winding {
  readonly bus: string;
  /** Nodes of its bus in rising order, as text; empty = all. */
  readonly nodes: string;
  /** Line to line, kV. */
  readonly kv: number;
  readonly kva: number;
  readonly rPercent: number | null;
  readonly tap: number;
  readonly isDelta: boolean;
}

interface Draft {
  bus: string;
  kv: number;
  kva: number;
  r: number | null;
  tap: number;
  isDelta: boolean;
}

/** What the program takes for a winding that says nothing. Source: OpenDSS manual, Transformer. */
const draft = (): Draft => ({ bus: '', kv: 12.47, kva: 1000, r: null, tap: 1, isDelta: false });

const ARRAYS: Readonly<Record<string, string>> = {
  buses: 'bus',
  kvs: 'kv',
  kvas: 'kva',
  conns: 'conn',
  taps: 'tap',
  '%rs': '%r',
};

const set = (winding: Draft, name: string, value: string): void => {
  if (name === 'bus') winding.bus = value;
  else if (name === 'conn') winding.isDelta = /^(?:d|ll)/iu.test(value.trim());
  else if (name === '%r') winding.r = numberIn(value);
  else if (name === 'kv' || name === 'kva' || name === 'tap') winding[name] = numberIn(value);
};

/** Whether a bus names two phases, neither of them ground or a neutral. */
const isAcross = (bus: string): boolean => {
  const [one = 0, other = 0] = nodesIn(bus);
  return [one, other].every((node) => node >= 1 && node <= 3);
};

/** Windings of a transformer, whichever of the two ways it states them. */
export const windingsOf = (circuit: Circuit, object: DssObject): readonly Winding[] => {
  const phases = circuit.figure(object, 'phases') ?? 3;
  const drafts = Array.from({ length: circuit.figure(object, 'windings') ?? 2 }, draft);
  let at = 0;
  for (const [name, value] of object.properties) {
    const single = ARRAYS[name];
    if (name === 'wdg') at = numberIn(value) - 1;
    else if (single !== undefined) {
      wordsOf(value).forEach((word, i) => {
        const winding = drafts[i];
        if (winding !== undefined) set(winding, single, word);
      });
    } else {
      const winding = (drafts[at] ??= draft());
      set(winding, name, value);
    }
  }
  return drafts.map(({ bus, kv, kva, r, tap, isDelta }) => ({
    bus: busIn(bus),
    nodes: nodesIn(bus).toSorted().join(' '),
    kva,
    rPercent: r,
    tap,
    isDelta,
    // One phase to ground states its voltage to ground; one between two phases that between them.
    kv: phases === 1 && !isDelta && !isAcross(bus) ? kv * Math.sqrt(3) : kv,
  }));
};

/** r of each winding, %; half of the load loss, or what the program takes, where it states none. */
const resistances = (circuit: Circuit, object: DssObject, windings: readonly Winding[]) => {
  const loss = circuit.figure(object, '%loadloss');
  return windings.map(({ rPercent }) => rPercent ?? (loss === null ? 0.2 : loss / 2));
};

/** Reactances between the windings, %. Source of the defaults: OpenDSS manual, Transformer. */
const reactances = (circuit: Circuit, object: DssObject) => ({
  hl: circuit.figure(object, 'xhl', 'x12') ?? 7,
  ht: circuit.figure(object, 'xht', 'x13') ?? 35,
  lt: circuit.figure(object, 'xlt', 'x23') ?? 30,
});

/** r and x of the way from the first winding to the others, %: a centre tap has both halves loaded alike. */
const impedance = (circuit: Circuit, object: DssObject, windings: readonly Winding[]) => {
  const [first = 0, second = 0, third = 0] = resistances(circuit, object, windings);
  const { hl, ht, lt } = reactances(circuit, object);
  if (windings.length < 3) return { r: circuit.figure(object, '%loadloss') ?? first + second, x: hl };
  const [high, one, other] = [(hl + ht - lt) / 2, (hl + lt - ht) / 2, (ht + lt - hl) / 2];
  return { r: first + (second + third) / 4, x: high + (one + other) / 4 };
};

const percentOf = (kva: number, percent: number): number => (kva * percent) / 100;

/** Nameplate figures of a transformer; voltages line to line. */
export const figuresOf = (
  circuit: Circuit,
  object: DssObject,
  [windings, isTurned]: readonly [readonly [Winding, Winding, ...Winding[]], boolean],
): TransformerFigures => {
  const [first, second] = windings;
  const { kva } = first;
  const { r, x } = impedance(circuit, object, windings);
  const noLoad = circuit.figure(object, '%noloadloss') ?? 0;
  const ratio = first.tap / second.tap;
  return {
    rating_kva: kva > 0 ? kva : null,
    hv_kv: isTurned ? second.kv : first.kv,
    lv_kv: isTurned ? first.kv : second.kv,
    uk_percent: Math.hypot(r, x),
    pk_kw: percentOf(kva, r),
    p0_kw: percentOf(kva, noLoad),
    i0_percent: Math.hypot(noLoad, circuit.figure(object, '%imag') ?? 0),
    tap_pu: isTurned ? 1 / ratio : ratio,
  };
};

const sum = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one + other;

/** Figures of transformers side by side, one a phase, as one of their joint rating; admittances add up. */
export const joint = (one: TransformerFigures, other: TransformerFigures): TransformerFigures => {
  const kva = [one, other].map(({ rating_kva }) => rating_kva ?? 0);
  const weighted = (values: readonly [number | null, number | null]): number | null => {
    const [a, b] = values.map((value, i) => (value ?? 0) * (kva[i] ?? 0));
    return values.includes(null) ? null : ((a ?? 0) + (b ?? 0)) / ((kva[0] ?? 0) + (kva[1] ?? 0) || 1);
  };
  const admittance = ({ uk_percent: uk }: TransformerFigures): number | null => (uk ? 1 / uk : null);
  const joined = weighted([admittance(one), admittance(other)]);
  return {
    ...one,
    rating_kva: sum(one.rating_kva, other.rating_kva),
    uk_percent: joined === null ? one.uk_percent : 1 / joined,
    i0_percent: weighted([one.i0_percent, other.i0_percent]),
    pk_kw: sum(one.pk_kw, other.pk_kw),
    p0_kw: sum(one.p0_kw, other.p0_kw),
  };
};
