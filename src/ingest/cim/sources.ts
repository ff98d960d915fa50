import type { Source } from '../bus-grid/bus-grid.ts';
import type { JoinedSets } from '../bus-grid/joined-sets.ts';
import { elementOf, type CimModel, type CimObject } from './cim-model.ts';
import { inService, type Terminal } from './terminals.ts';

type Terminals = ReadonlyMap<string, readonly Terminal[]>;

/** Whether something holds the voltage: an equivalent of the grid above, or the machine of the reference. */
export const isSource = (model: CimModel, object: CimObject): boolean => {
  if (object.type === 'ExternalNetworkInjection') return true;
  const priority = model.figure(object, 'SynchronousMachine.referencePriority') ?? 0;
  return (
    object.type === 'SynchronousMachine' && priority > 0 && model.of('ExternalNetworkInjection').length === 0
  );
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

/** Volts of a control's target in kV: the profile says kV, the multiplier may say otherwise. */
const targetKv = (model: CimModel, object: CimObject): number | null => {
  const control = model.to(object, 'RegulatingCondEq.RegulatingControl');
  if (control === null || control.values['RegulatingControl.enabled'] === 'false') return null;
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

/** Equivalents of the grid above and machines of the reference, with the voltage they hold and their fault power. */
export const statedSources = ({ model, terminals, kv, at }: Buses): readonly Source[] =>
  model.of('ExternalNetworkInjection', 'SynchronousMachine').flatMap((object) => {
    const [terminal] = terminals.get(object.id) ?? [];
    if (
      !isSource(model, object) ||
      terminal === undefined ||
      !terminal.connected ||
      !inService(model, object)
    )
      return [];
    const node = model.byId(terminal.bus);
    const solved = node === null ? null : solvedKv(model, node, at(terminal.bus));
    const nominal = kv.get(terminal.bus);
    const amperes = model.figure(object, 'ExternalNetworkInjection.maxInitialSymShCCurrent');
    const { id, name, at: where } = elementOf(object);
    const faultMva =
      amperes === null || amperes <= 0 || nominal === undefined
        ? null
        : (Math.sqrt(3) * nominal * amperes) / 1000;
    const voltagePu = shareOf(targetKv(model, object) ?? solved, nominal);
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
