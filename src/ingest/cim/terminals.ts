import type { CimModel, CimObject } from './cim-model.ts';

/** Where equipment is joined to the grid. */
export interface Terminal {
  readonly of: CimObject;
  /** Id of its connectivity node, or of its topological node in a model that has no others. */
  readonly bus: string;
  readonly connected: boolean;
}

/** The node that the files hold; a model without switches may name connectivity nodes that none of its files has. */
const busOf = (model: CimModel, { values }: CimObject): string | null => {
  const [node, topological] = [values['Terminal.ConnectivityNode'], values['Terminal.TopologicalNode']];
  if (node !== undefined && (topological === undefined || model.byId(node) !== null)) return node;
  return topological ?? null;
};

const order = ({ values }: CimObject): number => {
  const number = Number(values['ACDCTerminal.sequenceNumber'] ?? values['Terminal.sequenceNumber']);
  return Number.isFinite(number) ? number : 0;
};

/** Whether something takes part: what the state says, else what the equipment says. */
export const inService = (model: CimModel, object: CimObject): boolean => {
  const [status] = model.from(object, 'SvStatus', 'SvStatus.ConductingEquipment');
  const solved = status === undefined ? null : model.flag(status, 'SvStatus.inService');
  return (solved ?? model.flag(object, 'Equipment.inService')) !== false;
};

/** Terminals of every piece of equipment, in their sequence; those that lead to no bus are missing. */
export const terminalsOf = (model: CimModel): ReadonlyMap<string, readonly Terminal[]> => {
  const found = new Map<string, Terminal[]>();
  const inOrder = [...model.of('Terminal')].sort((a, b) => order(a) - order(b));
  for (const of of inOrder) {
    const [bus, equipment] = [busOf(model, of), of.values['Terminal.ConductingEquipment']];
    if (bus === null || equipment === undefined) continue;
    const said = model.flag(of, 'ACDCTerminal.connected') ?? model.flag(of, 'Terminal.connected');
    const connected = said !== false;
    const there = found.get(equipment);
    if (there === undefined) found.set(equipment, [{ of, bus, connected }]);
    else there.push({ of, bus, connected });
  }
  return found;
};
