import type { BusGrid, Generator } from '../bus-grid/bus-grid.ts';
import { elementOf, type Circuit, type DssObject } from './circuit.ts';
import { busIn, numberIn, words } from './values.ts';

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

/** kW of a load; one that states its kVA has them times the power factor. Source: OpenDSS manual, Load. */
const loadKw = (circuit: Circuit, load: DssObject): number => {
  const kw = circuit.figure(load, 'kw');
  if (kw !== null) return kw;
  const kva = circuit.figure(load, 'kva');
  const allocated = (circuit.figure(load, 'xfkva') ?? 0) * (circuit.figure(load, 'allocationfactor') ?? 0.5);
  const given = kva ?? (allocated > 0 ? allocated : null);
  return given === null ? 10 : given * Math.abs(circuit.figure(load, 'pf') ?? 0.88);
};

/** Loads in service, all their phases together. */
export const loadsOf = (circuit: Circuit, stem: string): BusGrid['loads'] =>
  circuit
    .of('load')
    .filter((load) => circuit.isEnabled(load))
    .map((load) => {
      const kw = loadKw(circuit, load);
      const { id, name, at } = elementOf(stem, load);
      const kvar = kvarOf(circuit, load, kw, 0.88);
      const contractedKva = circuit.figure(load, 'xfkva');
      return { id, name, at, bus: `${stem}/${busOf(circuit, load)}`, kw, kvar, contractedKva };
    });

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
      (circuit.figure(object, 'pmpp') ?? 500) * (circuit.figure(object, 'irradiance') ?? 1),
  },
  storage: { kind: 'storage', pf: 1, kw: (circuit, object) => circuit.figure(object, 'kw') ?? 0 },
};

/** Generation in service, and capacitors to ground with the reactive power they give at nominal voltage. */
export const generatorsOf = (circuit: Circuit, stem: string): readonly Generator[] => {
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
  const enabled = (type: string) => circuit.of(type).filter((object) => circuit.isEnabled(object));
  const feeding = Object.entries(FEEDING).flatMap(([type, { kind, kw, pf }]) =>
    enabled(type).map((object) => {
      const outputKw = kw(circuit, object);
      const { id, name, at, bus } = element(object);
      const outputKvar = kvarOf(circuit, object, outputKw, pf);
      const ratedKva = circuit.figure(object, 'kva');
      return { id, name, at, bus, outputKw, outputKvar, ratedKva, kind };
    }),
  );
  const capacitors = enabled('capacitor')
    .filter((object) => circuit.text(object, 'bus2') === undefined)
    .map((object) => {
      const { id, name, at, bus } = element(object);
      const outputKvar = words(circuit.text(object, 'kvar') ?? '1200').reduce(
        (sum, each) => sum + numberIn(each),
        0,
      );
      return { id, name, at, bus, outputKw: 0, outputKvar, ratedKva: null, kind: 'other' as const };
    });
  return [...feeding, ...capacitors];
};
