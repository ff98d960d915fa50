import type { CimModel, CimObject } from './cim-model.ts';

/** Where equipment is joined to the grid. */
export interface Terminal {
  readonly of: CimObject;
  /** Id of its connectivity node, or of its topological node in a model that has no others. */
  readonly bus: string;
  readonly connected: boolean;
}

const busOf = ({ values }: CimObject): string | null =>
  values['Terminal.ConnectivityNode'] ?? values['Terminal.TopologicalNode'] ?? null;

const order = ({ values }: CimObject): number =>
  Number(values['ACDCTerminal.sequenceNumber'] ?? values['Terminal.sequenceNumber'] ?? 0);

/** Whether something takes part: what the state says, else what the equipment says. */
export const inService = (model: CimModel, object: CimObject): boolean => {
  const [status] = model.from(object, 'SvStatus', 'SvStatus.ConductingEquipment');
  const said = status?.values['SvStatus.inService'] ?? object.values['Equipment.inService'];
  return said !== 'false';
};

/** Terminals of every piece of equipment, in their sequence; those that lead to no bus are missing. */
export const terminalsOf = (model: CimModel): ReadonlyMap<string, readonly Terminal[]> => {
  const found = new Map<string, Terminal[]>();
  const inOrder = [...model.of('Terminal')].sort((a, b) => order(a) - order(b));
  for (const of of inOrder) {
    const [bus, equipment] = [busOf(of), of.values['Terminal.ConductingEquipment']];
    if (bus === null || equipment === undefined) continue;
    const connected = (of.values['ACDCTerminal.connected'] ?? of.values['Terminal.connected']) !== 'false';
    const there = found.get(equipment);
    if (there === undefined) found.set(equipment, [{ of, bus, connected }]);
    else there.push({ of, bus, connected });
  }
  return found;
};
