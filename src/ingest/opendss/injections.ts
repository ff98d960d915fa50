import type { BusGrid, Generator } from '../bus-grid/bus-grid.ts';
import { elementOf, type Circuit, type DssObject } from './circuit.ts';
import { busIn, numbersIn } from './values.ts';

/** kvar of a load or machine: as stated, or by its power factor; a negative one turns it round. */
const kvarOf = (circuit: Circuit, object: DssObject, kw: number, otherwise: number): number => {
  const last = object.properties.findLast(([name]) => name === 'kvar' || name === 'pf');
  if (last?.[0] === 'kvar') return circuit.figure(object, 'kvar') ?? 0;
  const factor = circuit.figure(object, 'pf') ?? otherwise;
  if (Math.abs(factor) >= 1 || factor === 0) return 0;
  return Math.sign(factor) * kw * Math.tan(Math.acos(Math.abs(factor)));
};

const busOf = (circuit: Circuit, object: DssObject): string =>
  busIn(circuit.text(object, 'bus1', 'bus') ?? '');

/** kW of a load by each of the figures that may state it; what is set last holds. */
const LOAD_KW: Readonly<Record<string, (figure: (name: string, otherwise: number) => number) => number>> = {
  kw: (figure) => figure('kw', 10),
  kva: (figure) => figure('kva', 0) * Math.abs(figure('pf', 0.88)),
  xfkva: (figure) => figure('xfkva', 0) * figure('allocationfactor', 0.5) * Math.abs(figure('pf', 0.88)),
  kwh: (figure) => (figure('kwh', 0) / (24 * figure('kwhdays', 30))) * figure('cfactor', 4),
};

const loadKw = (circuit: Circuit, load: DssObject): number => {
  const [last = 'kw'] = load.properties.findLast(([name]) => Object.hasOwn(LOAD_KW, name)) ?? [];
  const figure = (name: string, otherwise: number): number => circuit.figure(load, name) ?? otherwise;
  return LOAD_KW[last]?.(figure) ?? 0;
};

/** In service and not cut off by a command. */
const takesPart = (circuit: Circuit, object: DssObject): boolean =>
  circuit.isEnabled(object) && circuit.openTerminals(object).length === 0;

/** Loads in service, all their phases together. */
export const loadsOf = (circuit: Circuit, stem: string, hangs: Hangs): BusGrid['loads'] =>
  circuit
    .of('load')
    .filter((load) => takesPart(circuit, load) && hangs(busOf(circuit, load), 'load'))
    .map((load) => {
      const kw = loadKw(circuit, load);
      const { id, name, at } = elementOf(stem, load);
      const kvar = kvarOf(circuit, load, kw, 0.88);
      const contractedKva = circuit.figure(load, 'xfkva');
      return { id, name, at, bus: `${stem}/${busOf(circuit, load)}`, kw, kvar, contractedKva };
    });

/** Whether a bus hangs on a source; what does not is counted as left out. */
type Hangs = (bus: string, what: string) => boolean;

interface Feeding {
  readonly kind: Generator['kind'];
  readonly kw: (circuit: Circuit, object: DssObject) => number;
  /** Its power factor where it states none. */
  readonly pf: number;
}

const FEEDING: Readonly<Record<string, Feeding>> = {
  generator: { kind: null, pf: 0.88, kw: (circuit, object) => circuit.figure(object, 'kw') ?? 1000 },
  pvsystem: {
    kind: 'pv',
    pf: 1,
    kw: (circuit, object) =>
      Math.min(
        (circuit.figure(object, 'pmpp') ?? 500) *
          (circuit.figure(object, 'irradiance') ?? 1) *
          ((circuit.figure(object, '%pmpp') ?? 100) / 100),
        circuit.figure(object, 'kva') ?? Infinity,
      ),
  },
  storage: { kind: 'storage', pf: 1, kw: (circuit, object) => circuit.figure(object, 'kw') ?? 0 },
};

/** A capacitor between two buses is no shunt; its second terminal at its own bus is its neutral. */
export const isInSeries = (circuit: Circuit, object: DssObject): boolean => {
  const other = busIn(circuit.text(object, 'bus2') ?? '');
  return other !== '' && other !== busOf(circuit, object);
};

/** kvar of the steps that are switched on. */
const capacitorKvar = (circuit: Circuit, object: DssObject): number => {
  const steps = numbersIn(circuit.text(object, 'kvar') ?? '1200');
  const states = numbersIn(circuit.text(object, 'states') ?? '');
  const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
  if (states.length === 0) return sum(steps);
  return steps.length === states.length
    ? sum(steps.map((kvar, i) => kvar * (states[i] ?? 0)))
    : (sum(steps) * sum(states)) / states.length;
};

/** kvar that a reactor between phases and ground draws as it states it; `null` = it states ohms, or earths a neutral. */
const reactorKvar = (circuit: Circuit, object: DssObject): number | null => {
  const kvar = circuit.text(object, 'kvar');
  return isInSeries(circuit, object) || kvar === undefined
    ? null
    : numbersIn(kvar).reduce((sum, each) => sum + each, 0);
};

/** Generation in service, and capacitors and reactors to ground with the reactive power they give at nominal voltage. */
export const generatorsOf = (circuit: Circuit, stem: string, hangs: Hangs): readonly Generator[] => {
  // Ids are unique per class only, and these classes share a table.
  const element = (object: DssObject) => {
    const { name, at } = elementOf(stem, object);
    return {
      id: `${stem}/${object.type}/${object.name}`,
      name,
      at,
      bus: `${stem}/${busOf(circuit, object)}`,
    };
  };
  const enabled = (type: string) =>
    circuit.of(type).filter((each) => takesPart(circuit, each) && hangs(busOf(circuit, each), type));
  const feeding = Object.entries(FEEDING).flatMap(([type, { kind, kw, pf }]) =>
    enabled(type).map((object) => {
      const outputKw = kw(circuit, object);
      const { id, name, at, bus } = element(object);
      const outputKvar = kvarOf(circuit, object, outputKw, pf);
      const ratedKva = circuit.figure(object, 'kva');
      return { id, name, at, bus, outputKw, outputKvar, ratedKva, kind };
    }),
  );
  const shunt = (object: DssObject, outputKvar: number): Generator => {
    const { id, name, at, bus } = element(object);
    return { id, name, at, bus, outputKw: 0, outputKvar, ratedKva: null, kind: 'other' };
  };
  const capacitors = enabled('capacitor')
    .filter((object) => !isInSeries(circuit, object))
    .map((object) => shunt(object, capacitorKvar(circuit, object)));
  const reactors = enabled('reactor').flatMap((object) => {
    const kvar = reactorKvar(circuit, object);
    return kvar === null ? [] : [shunt(object, -kvar)];
  });
  return [...feeding, ...capacitors, ...reactors];
};
