import type { BusGrid, Generator } from '../bus-grid/bus-grid.ts';
import { generatorKind } from '../bus-grid/generator-kind.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { elementOf, type CimModel, type CimObject } from './cim-model.ts';
import { inService, type Terminal } from './terminals.ts';

const LOADS = ['EnergyConsumer', 'ConformLoad', 'NonConformLoad', 'StationSupply'];
const SHUNTS = ['LinearShuntCompensator', 'NonlinearShuntCompensator'];

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
};

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

/** MW or Mvar of an object: its own, else what was solved at its terminal. */
const powerOf = (
  { model, terminals }: Where,
  object: CimObject,
  [own, solved]: readonly [string, 'p' | 'q'],
) => {
  const [terminal] = terminals.get(object.id) ?? [];
  const [flow] = terminal === undefined ? [] : model.from(terminal.of, 'SvPowerFlow', 'SvPowerFlow.Terminal');
  return (
    model.figure(object, own) ?? (flow === undefined ? null : model.figure(flow, `SvPowerFlow.${solved}`))
  );
};

/** Loads with what they draw in the state that the files hold, kW and kvar. */
export const loadsOf = (where: Where): BusGrid['loads'] =>
  where.model.of(...LOADS).flatMap((object) => {
    const bus = busAt(where, object);
    if (bus === null) return [];
    const fixed = (name: string) => where.model.figure(object, `EnergyConsumer.${name}`);
    const kw = 1000 * (powerOf(where, object, ['EnergyConsumer.p', 'p']) ?? fixed('pfixed') ?? 0);
    const kvar = 1000 * (powerOf(where, object, ['EnergyConsumer.q', 'q']) ?? fixed('qfixed') ?? 0);
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

const feeding = (where: Where, isSource: (object: CimObject) => boolean): readonly Generator[] =>
  Object.entries(FEEDING).flatMap(([type, [p, q, rated]]) =>
    where.model.of(type).flatMap((object) => {
      if (isSource(object)) return [];
      const bus = busAt(where, object);
      if (bus === null) return [];
      const mvar = powerOf(where, object, [q, 'q']);
      const mva = rated === null ? null : where.model.figure(object, rated);
      const { id, name, at } = elementOf(object);
      const power = {
        outputKw: -1000 * (powerOf(where, object, [p, 'p']) ?? 0) + 0,
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

/** Capacitors give b·U² at nominal voltage, sections in use counted. */
const shunts = (where: Where): readonly Generator[] =>
  where.model.of(...SHUNTS).flatMap((object) => {
    const bus = busAt(where, object);
    if (bus === null) return [];
    const figure = (name: string) => where.model.figure(object, name);
    const kv = figure('ShuntCompensator.nomU') ?? 0;
    const sections = figure('ShuntCompensator.sections') ?? figure('ShuntCompensator.normalSections') ?? 1;
    const outputKvar = 1000 * sections * (figure('LinearShuntCompensator.bPerSection') ?? 0) * kv ** 2;
    const { id, name, at } = elementOf(object);
    return [{ id, name, at, bus, outputKw: 0, outputKvar, ratedKva: null, kind: 'other' as const }];
  });

/** Everything that feeds in, capacitors among it, with its output in the state that the files hold. */
export const generatorsOf = (
  where: Where,
  isSource: (object: CimObject) => boolean,
): readonly Generator[] => [...feeding(where, isSource), ...shunts(where)];
