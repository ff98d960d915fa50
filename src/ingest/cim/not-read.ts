import type { Unsupported } from '../bus-grid/bus-grid.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { SWITCHES } from './bars.ts';
import { elementOf, type CimModel, type CimObject } from './cim-model.ts';
import { FEEDING_CLASSES, LOADS, SHUNTS } from './injections.ts';
import { inService, type Terminal } from './terminals.ts';

/** Classes that become something of the grid, or shape it. */
const READ = new Set<string>([
  ...[...SWITCHES, ...LOADS, ...SHUNTS, ...FEEDING_CLASSES],
  ...['ACLineSegment', 'PowerTransformer', 'ExternalNetworkInjection', 'BusbarSection'],
]);

/** Classes that carry no current of the three phases in balance: earthing, joints, measuring. */
const WITHOUT_EFFECT = new Set([
  ...['Junction', 'Connector', 'Ground', 'GroundDisconnector', 'GroundingImpedance', 'PetersenCoil'],
  ...[
    'EarthFaultCompensator',
    'CurrentTransformer',
    'PotentialTransformer',
    'SurgeArrester',
    'FaultIndicator',
  ],
]);

const asUnsupported = (
  object: CimObject,
  ends: readonly Terminal[],
  [reason, received, allowed]: readonly [string, string, string],
): Unsupported => {
  const { id, name, at } = elementOf(object);
  const buses = ends.map(({ bus }) => bus);
  const isTransformer = object.type === 'PowerTransformer';
  return { id, name, at, buses, isTransformer, field: null, reason, received, allowed };
};

/** A transformer whose windings no row can say. */
export const unsupportedTransformer = (object: CimObject, ends: readonly Terminal[], windings: number) =>
  asUnsupported(object, ends, ['unsupported-transformer', `${windings} ends`, '2 ends']);

/**
 * Everything at a terminal that nothing reads: what may carry power is unsupported, what carries none is counted.
 */
export const notRead = (
  model: CimModel,
  terminals: ReadonlyMap<string, readonly Terminal[]>,
  leaveOut: LeaveOut,
): readonly Unsupported[] =>
  [...terminals].flatMap(([id, ends]) => {
    const object = model.byId(id);
    if (object === null) {
      leaveOut('terminal of equipment that is in none of the files');
      return [];
    }
    if (READ.has(object.type)) return [];
    if (WITHOUT_EFFECT.has(object.type)) leaveOut(object.type);
    else if (!inService(model, object)) leaveOut(`${object.type} not in service`);
    else return [asUnsupported(object, ends, ['unsupported-element', object.type, [...READ].join(' ')])];
    return [];
  });
