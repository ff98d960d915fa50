import type { Row } from '../../model/record.ts';
import { conductorType } from './conductor-type.ts';
import { flawOf, type ElementFlaw } from './element-flaw.ts';
import { levelOf, type Feeder, type Level } from './feeder.ts';
import { levelFlaw, local, type Found } from './found.ts';
import type { Line, ListName } from './network.ts';

const SWITCH_TYPE = 'switch';

const pathOf = ({ geometry }: Line): number[] | null =>
  geometry ? geometry.coordinates.flatMap((position) => position.slice(0, 2)) : null;

function* typeRows(feeder: Feeder): Generator<Found> {
  const { lines, lines_params, switches } = feeder.network;
  const phases = new Map(lines.map((line) => [line.params_id, line.phases]));
  for (const params of lines_params) {
    const row = conductorType(local(feeder, params.id), params, phases.get(params.id) ?? 'abc');
    yield { table: 'conductor_types', row };
  }
  if (switches.length === 0) return;
  const ideal = { r_ohm_per_km: 0, x_ohm_per_km: 0, b_us_per_km: 0, ampacity_a: null };
  const id = local(feeder, SWITCH_TYPE);
  yield { table: 'conductor_types', row: { id, name: null, laying: 'unknown', ...ideal } };
}

/** A branch that keeps the voltage, before its level decides the table. */
interface Branch extends Pick<Row<'sections'>, 'id' | 'length_m' | 'limit_a' | 'path_wkt'> {
  readonly type: string;
  readonly ends: readonly [string, string];
}

const branchRow = (feeder: Feeder, level: Level, { type, ends, ...rest }: Branch): Found => {
  const [from, to] = ends;
  const shared = { ...rest, conductor_type_id: local(feeder, type) };
  return level === 'mv'
    ? {
        table: 'sections',
        row: { ...shared, feeder_id: feeder.stem, from_node_id: from, to_node_id: to },
      }
    : { table: 'lv_lines', row: { ...shared, from_point_id: from, to_point_id: to } };
};

/** Level of both ends, or what is wrong with them. */
const levelOfEnds = (
  feeder: Feeder,
  at: { list: ListName; id: string },
  [bus1, bus2]: readonly [string, string],
): Level | readonly ElementFlaw[] => {
  const [one, two] = [levelOf(feeder, bus1), levelOf(feeder, bus2)];
  if (one !== null && one === two) return one;
  const flaws = [
    ...(one === null ? [levelFlaw(feeder, { ...at, field: 'bus1' }, bus1)] : []),
    ...(two === null ? [levelFlaw(feeder, { ...at, field: 'bus2' }, bus2)] : []),
  ];
  const apart = () =>
    flawOf({ ...at, field: null }, 'voltage-mismatch', `${bus1} ${bus2}`, 'two ends of one voltage level');
  return flaws.length > 0 ? flaws : [apart()];
};

function* lineRows(feeder: Feeder): Generator<Found> {
  const params = new Map(feeder.network.lines_params.map((each) => [each.id, each]));
  for (const line of feeder.network.lines) {
    const { id, bus1, bus2, params_id, max_loading } = line;
    const type = params.get(params_id);
    const level = levelOfEnds(feeder, { list: 'lines', id }, [bus1, bus2]);
    if (typeof level !== 'string') {
      for (const flaw of level) yield { flaw };
    } else if (type === undefined) {
      const at = { list: 'lines', id, field: 'params_id' } as const;
      yield { flaw: flawOf(at, 'missing-reference', params_id, 'an id in lines_params') };
    } else {
      const ampacity = conductorType(type.id, type, line.phases).ampacity_a;
      const tightened = ampacity !== null && max_loading && max_loading < 1 ? ampacity * max_loading : null;
      const figures = { length_m: line.length * 1000, limit_a: tightened, path_wkt: pathOf(line) };
      yield branchRow(feeder, level, { id, type: params_id, ends: [bus1, bus2], ...figures });
    }
  }
}

/**
 * A switch between two buses becomes a section of no length with the switch at its first end. The record has no
 * low-voltage switches: a closed one becomes a line of no length, an open one nothing.
 */
function* switchRows(feeder: Feeder): Generator<Found> {
  for (const { id: given, bus1, bus2, closed } of feeder.network.switches) {
    const id = local(feeder, given);
    const level = levelOfEnds(feeder, { list: 'switches', id: given }, [bus1, bus2]);
    if (typeof level !== 'string') {
      for (const flaw of level) yield { flaw };
      continue;
    }
    if (level === 'lv' && !closed) continue;
    const none = { length_m: 0, limit_a: null, path_wkt: null };
    yield branchRow(feeder, level, { id, type: SWITCH_TYPE, ends: [bus1, bus2], ...none });
    if (level === 'lv') continue;
    const kind = closed ? 'sectionalising' : 'tie';
    const state = { section_id: id, node_id: bus1, normally_open: !closed };
    yield { table: 'switches', row: { id, name: null, kind, ...state } };
  }
}

/** Conductor types, lines by the voltage of their ends, and switches of a file. */
export function* branchRows(feeder: Feeder): Generator<Found> {
  yield* typeRows(feeder);
  yield* lineRows(feeder);
  yield* switchRows(feeder);
}
