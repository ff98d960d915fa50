import type { Source } from '../bus-grid/bus-grid.ts';
import type { JoinedSets } from '../bus-grid/joined-sets.ts';
import { elementOf, type CimModel, type CimObject } from './cim-model.ts';
import { inService, type Terminal } from './terminals.ts';

type Terminals = ReadonlyMap<string, readonly Terminal[]>;

const isReference = (model: CimModel, object: CimObject): boolean =>
  (model.figure(object, 'SynchronousMachine.referencePriority') ?? 0) > 0;

/** A supply from the grid above of distribution models: it states a voltage, and no power of its own. */
const isSupply = (model: CimModel, object: CimObject): boolean =>
  (model.figure(object, 'EnergySource.voltageMagnitude') ?? 0) > 0 &&
  (model.figure(object, 'EnergySource.activePower') ?? 0) === 0;

/**
 * What holds the voltage: equivalents of the grid above; where there is none, machines of the reference; where there are
 * none either, sources that state a voltage and no power.
 */
export const holdersOf = (model: CimModel): ReadonlySet<CimObject> => {
  const external = model.of('ExternalNetworkInjection');
  if (external.length > 0) return new Set(external);
  const machines = model.of('SynchronousMachine').filter((each) => isReference(model, each));
  if (machines.length > 0) return new Set(machines);
  return new Set(model.of('EnergySource').filter((each) => isSupply(model, each)));
};

/** Nominal voltage of a base voltage, kV. */
export const kvOf = (model: CimModel, base: CimObject | null): number | null =>
  base === null ? null : model.figure(base, 'BaseVoltage.nominalVoltage');

/** The solved voltage of a bus, kV. */
export const solvedKv = (model: CimModel, bus: CimObject, terminals: readonly Terminal[]): number | null => {
  const ids = [
    bus.values['ConnectivityNode.TopologicalNode'],
    ...terminals.map(({ of }) => of.values['Terminal.TopologicalNode']),
    bus.id,
  ];
  for (const id of ids) {
    const node = id === undefined ? null : model.byId(id);
    const [voltage] = node === null ? [] : model.from(node, 'SvVoltage', 'SvVoltage.TopologicalNode');
    if (voltage !== undefined) return model.figure(voltage, 'SvVoltage.v');
  }
  return null;
};

/** Whether a control holds the voltage of that node, and not a power or the voltage of another place. */
const holdsVoltageAt = (model: CimModel, control: CimObject, terminal: Terminal): boolean => {
  const mode = control.values['RegulatingControl.mode'] ?? '';
  const at = model.to(control, 'RegulatingControl.Terminal');
  const node = at?.values['Terminal.ConnectivityNode'] ?? at?.values['Terminal.TopologicalNode'];
  const isHere = node === undefined || node === terminal.bus || at?.id === terminal.of.id;
  return (mode === '' || mode.endsWith('.voltage')) && isHere;
};

/** Volts of a control's target in kV: the profile says kV, the multiplier may say otherwise. */
const targetKv = (model: CimModel, object: CimObject, terminal: Terminal): number | null => {
  const control = model.to(object, 'RegulatingCondEq.RegulatingControl');
  if (control === null || !holdsVoltageAt(model, control, terminal)) return null;
  if (model.flag(control, 'RegulatingControl.enabled') === false) return null;
  const unit = control.values['RegulatingControl.targetValueUnitMultiplier'] ?? '';
  const value = model.figure(control, 'RegulatingControl.targetValue');
  return value === null ? null : unit.endsWith('UnitMultiplier.none') ? value / 1000 : value;
};

interface Buses {
  readonly model: CimModel;
  readonly terminals: Terminals;
  readonly kv: ReadonlyMap<string, number>;
  readonly at: (bus: string) => readonly Terminal[];
}

const shareOf = (value: number | null, kv: number | undefined): number | null =>
  value === null || kv === undefined ? null : value / kv;

/** What holds the voltage, with the voltage it holds and its fault power. */
export const statedSources = (
  { model, terminals, kv, at }: Buses,
  holders: ReadonlySet<CimObject>,
): readonly Source[] =>
  [...holders].flatMap((object) => {
    const [terminal] = terminals.get(object.id) ?? [];
    if (terminal === undefined || !terminal.connected || !inService(model, object)) return [];
    const node = model.byId(terminal.bus);
    const solved = node === null ? null : solvedKv(model, node, at(terminal.bus));
    const nominal = kv.get(terminal.bus);
    const amperes = model.figure(object, 'ExternalNetworkInjection.maxInitialSymShCCurrent');
    const { id, name, at: where } = elementOf(object);
    const faultMva =
      amperes === null || amperes <= 0 || nominal === undefined
        ? null
        : (Math.sqrt(3) * nominal * amperes) / 1000;
    const stated =
      targetKv(model, object, terminal) ?? solved ?? model.figure(object, 'EnergySource.voltageMagnitude');
    const voltagePu = shareOf(stated, nominal);
    return [{ id, name, at: where, bus: terminal.bus, voltagePu, faultMva }];
  });

/**
 * The grid above as it was solved: the state of the high side of a main transformer holds the voltage there, one source
 * for what closed switches make one node. Buses of a stated source are left to it.
 *
 * @param highs buses of the high sides of main transformers.
 */
export const solvedSources = (
  buses: Buses,
  highs: readonly string[],
  [stated, joined]: readonly [readonly Source[], JoinedSets],
): readonly Source[] => {
  const taken = new Set(stated.map(({ bus }) => joined.setOf(bus)));
  return highs.flatMap((bus) => {
    const node = buses.model.byId(bus);
    if (node === null || taken.has(joined.setOf(bus))) return [];
    const voltagePu = shareOf(solvedKv(buses.model, node, buses.at(bus)), buses.kv.get(bus));
    if (voltagePu === null) return [];
    taken.add(joined.setOf(bus));
    const { id, name, at } = elementOf(node);
    return [{ id: `${id}/solved`, name, at, bus, voltagePu, faultMva: null }];
  });
};
