import type { BusGrid, Generator } from '../bus-grid/bus-grid.ts';
import { generatorKind } from '../bus-grid/generator-kind.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { elementOf, type CimModel, type CimObject } from './cim-model.ts';
import { inService, type Terminal } from './terminals.ts';

export const LOADS = ['EnergyConsumer', 'ConformLoad', 'NonConformLoad', 'StationSupply'];
export const SHUNTS = ['LinearShuntCompensator', 'NonlinearShuntCompensator', 'EquivalentShunt'];

/** Classes that feed in, and the property prefix of their power: positive is drawn from the grid. */
const FEEDING: Readonly<Record<string, readonly [p: string, q: string, rated: string | null]>> = {
  EnergySource: ['EnergySource.activePower', 'EnergySource.reactivePower', null],
  SynchronousMachine: ['RotatingMachine.p', 'RotatingMachine.q', 'RotatingMachine.ratedS'],
  AsynchronousMachine: ['RotatingMachine.p', 'RotatingMachine.q', 'RotatingMachine.ratedS'],
  EquivalentInjection: ['EquivalentInjection.p', 'EquivalentInjection.q', null],
  PowerElectronicsConnection: [
    'PowerElectronicsConnection.p',
    'PowerElectronicsConnection.q',
    'PowerElectronicsConnection.ratedS',
  ],
  CsConverter: ['ACDCConverter.p', 'ACDCConverter.q', null],
  VsConverter: ['ACDCConverter.p', 'ACDCConverter.q', null],
  StaticVarCompensator: ['StaticVarCompensator.p', 'StaticVarCompensator.q', null],
};
export const FEEDING_CLASSES = Object.keys(FEEDING);

const UNITS: Readonly<Record<string, string>> = {
  SolarGeneratingUnit: 'solar',
  WindGeneratingUnit: 'wind',
  HydroGeneratingUnit: 'hydro',
  PhotoVoltaicUnit: 'solar',
  PowerElectronicsWindUnit: 'wind',
  BatteryUnit: 'battery',
};

interface Where {
  readonly model: CimModel;
  readonly terminals: ReadonlyMap<string, readonly Terminal[]>;
  /** Nominal voltage by bus, kV. */
  readonly kv: ReadonlyMap<string, number>;
  readonly leaveOut: LeaveOut;
}

/** The bus of something in service with one terminal; what is not in service is counted as left out. */
export const busAt = ({ model, terminals, leaveOut }: Where, object: CimObject): string | null => {
  const [terminal] = terminals.get(object.id) ?? [];
  if (terminal === undefined) {
    model.flaw(object, 'Terminal', 'missing-reference', ['', 'a terminal at a node']);
    return null;
  }
  if (terminal.connected && inService(model, object)) return terminal.bus;
  leaveOut(`${object.type} not in service`);
  return null;
};

/** MW or Mvar as solved at the terminal of an object. */
const solvedAt = ({ model, terminals }: Where, object: CimObject, which: 'p' | 'q'): number | null => {
  const [terminal] = terminals.get(object.id) ?? [];
  const [flow] = terminal === undefined ? [] : model.from(terminal.of, 'SvPowerFlow', 'SvPowerFlow.Terminal');
  return flow === undefined ? null : model.figure(flow, `SvPowerFlow.${which}`);
};

/** What a load draws: its own figure, else what was solved, else what is fixed of it; MW or Mvar. */
const drawn = (where: Where, object: CimObject, which: 'p' | 'q'): number | null => {
  const own = (name: string) => where.model.figure(object, `EnergyConsumer.${name}`);
  return own(which) ?? solvedAt(where, object, which) ?? own(`${which}fixed`) ?? own(`${which}nom`);
};

/** Loads with what they draw in the state that the files hold, kW and kvar. */
export const loadsOf = (where: Where): BusGrid['loads'] =>
  where.model.of(...LOADS).flatMap((object) => {
    const bus = busAt(where, object);
    if (bus === null) return [];
    const mw = drawn(where, object, 'p');
    if (mw === null) where.leaveOut(`power of ${object.type}, which no file states`);
    const [kw, kvar] = [1000 * (mw ?? 0), 1000 * (drawn(where, object, 'q') ?? 0)];
    const { id, name, at } = elementOf(object);
    return [{ id, name, at, bus, kw, kvar, contractedKva: null }];
  });

const kindOf = (model: CimModel, object: CimObject): Generator['kind'] => {
  const unit =
    model.to(object, 'RotatingMachine.GeneratingUnit') ??
    model.from(object, 'PhotoVoltaicUnit', 'PowerElectronicsUnit.PowerElectronicsConnection')[0] ??
    model.from(object, 'PowerElectronicsWindUnit', 'PowerElectronicsUnit.PowerElectronicsConnection')[0] ??
    model.from(object, 'BatteryUnit', 'PowerElectronicsUnit.PowerElectronicsConnection')[0];
  return generatorKind(unit === undefined ? null : UNITS[unit.type]);
};

/** MW that a unit gives at first, shared by its machines: all that the equipment profile says of its power. */
const initialMw = ({ model }: Where, object: CimObject): number | null => {
  const unit = model.to(object, 'RotatingMachine.GeneratingUnit');
  const mw = unit === null ? null : model.figure(unit, 'GeneratingUnit.initialP');
  if (unit === null || mw === null) return null;
  return -mw / Math.max(1, model.from(unit, object.type, 'RotatingMachine.GeneratingUnit').length);
};

/** MW drawn from the grid: as solved, for what holds a voltage is not held to its own figure; else as stated. */
const fedMw = (where: Where, object: CimObject, own: string): number => {
  const mw = solvedAt(where, object, 'p') ?? where.model.figure(object, own) ?? initialMw(where, object);
  if (mw === null && object.type !== 'StaticVarCompensator')
    where.leaveOut(`power of ${object.type}, which no file states`);
  return mw ?? 0;
};

const feeding = (where: Where, isSource: (object: CimObject) => boolean): readonly Generator[] =>
  Object.entries(FEEDING).flatMap(([type, [p, q, rated]]) =>
    where.model.of(type).flatMap((object) => {
      if (isSource(object)) return [];
      const bus = busAt(where, object);
      if (bus === null) return [];
      const mvar = solvedAt(where, object, 'q') ?? where.model.figure(object, q);
      const mva = rated === null ? null : where.model.figure(object, rated);
      const { id, name, at } = elementOf(object);
      const power = {
        outputKw: -1000 * fedMw(where, object, p) + 0,
        outputKvar: mvar === null ? null : -1000 * mvar + 0,
        ratedKva: mva === null || mva <= 0 ? null : 1000 * mva,
      };
      return [
        {
          id,
          name,
          at,
          bus,
          outputKw: power.outputKw,
          outputKvar: power.outputKvar,
          ratedKva: power.ratedKva,
          kind: kindOf(where.model, object),
        },
      ];
    }),
  );

/** Sections at work: as solved, as the state gives them, else the normal ones. */
const sectionsOf = ({ model }: Where, object: CimObject): number => {
  const [solved] = model.from(
    object,
    'SvShuntCompensatorSections',
    'SvShuntCompensatorSections.ShuntCompensator',
  );
  const own = (name: string) => model.figure(object, `ShuntCompensator.${name}`);
  const said = solved === undefined ? null : model.figure(solved, 'SvShuntCompensatorSections.sections');
  return said ?? own('sections') ?? own('normalSections') ?? 1;
};

/** Siemens of the sections at work; `null` = no file states them. */
const siemensOf = (where: Where, object: CimObject): number | null => {
  const { model } = where;
  if (object.type === 'EquivalentShunt') return model.figure(object, 'EquivalentShunt.b');
  const sections = sectionsOf(where, object);
  if (sections === 0) return 0;
  if (object.type === 'LinearShuntCompensator') {
    const each = model.figure(object, 'LinearShuntCompensator.bPerSection');
    return each === null ? null : sections * each;
  }
  const point = model
    .from(
      object,
      'NonlinearShuntCompensatorPoint',
      'NonlinearShuntCompensatorPoint.NonlinearShuntCompensator',
    )
    .find((each) => model.figure(each, 'NonlinearShuntCompensatorPoint.sectionNumber') === sections);
  return point === undefined ? null : model.figure(point, 'NonlinearShuntCompensatorPoint.b');
};

/** Capacitors give b·U² at nominal voltage, sections in use counted; reactors, of a negative b, draw it. */
const shunts = (where: Where): readonly Generator[] =>
  where.model.of(...SHUNTS).flatMap((object) => {
    const bus = busAt(where, object);
    if (bus === null) return [];
    const kv = where.model.figure(object, 'ShuntCompensator.nomU') ?? where.kv.get(bus) ?? NaN;
    const siemens = siemensOf(where, object);
    if (siemens === null) where.leaveOut(`susceptance of ${object.type}, which no file states`);
    const outputKvar = kv > 0 ? 1000 * (siemens ?? 0) * kv ** 2 : 0;
    const { id, name, at } = elementOf(object);
    return [{ id, name, at, bus, outputKw: 0, outputKvar, ratedKva: null, kind: 'other' as const }];
  });

/** Everything that feeds in, capacitors among it, with its output in the state that the files hold. */
export const generatorsOf = (
  where: Where,
  isSource: (object: CimObject) => boolean,
): readonly Generator[] => [...feeding(where, isSource), ...shunts(where)];
