import { flawOf } from './element-flaw.ts';
import { levelOf, type Feeder } from './feeder.ts';
import { levelFlaw, placeOf, type Found } from './found.ts';

/** The substation's bus: the same rows in every file that starts from it. Its main transformer is not in the files. */
function* headRows({ stem, head, sourcePu, voltages }: Feeder): Generator<Found> {
  const { id } = head;
  const place = placeOf(head);
  if (place !== null) {
    const kv = (voltages.get(id) ?? 0) / 1000;
    const source = { source_voltage_pu: sourcePu, source_fault_mva: null };
    yield { table: 'substations', row: { id, name: null, kv, ...place, ...source } };
  }
  const unknown = { main_transformer_id: null, rating_a: null, fault_level_ka: null };
  yield { table: 'busbar_sections', row: { id, name: null, substation_id: id, node_id: id, ...unknown } };
  yield {
    table: 'feeders',
    row: { id: stem, name: null, kind: 'public', busbar_id: id, outlet_limit_a: null },
  };
}

function* pointRows(feeder: Feeder): Generator<Found> {
  const behindTransformer = new Set(feeder.network.transformers.map(({ bus_lv }) => bus_lv));
  for (const bus of feeder.network.buses) {
    const { id } = bus;
    const level = levelOf(feeder, id);
    const place = placeOf(bus);
    const kv = (feeder.voltages.get(id) ?? 0) / 1000;
    if (level === null) {
      yield { flaw: levelFlaw(feeder, { list: 'buses', id, field: 'nominal_voltage' }, id) };
    } else if (place === null) {
      yield {
        flaw: flawOf({ list: 'buses', id, field: 'geometry' }, 'no-coordinates', '', 'a point, lon lat'),
      };
    } else if (level === 'mv') {
      const kind = bus === feeder.head ? 'busbar' : 'node';
      yield {
        table: 'nodes',
        row: { id, name: null, kind, kv, ...place, bays_spare: null, bays_used: null },
      };
    } else {
      const kind = behindTransformer.has(id) ? 'busbar' : 'node';
      yield { table: 'lv_points', row: { id, name: null, kind, kv, ...place } };
    }
  }
}

/** The substation, busbar section and feeder of a file; its buses as nodes and low-voltage points. */
export function* busRows(feeder: Feeder): Generator<Found> {
  yield* headRows(feeder);
  yield* pointRows(feeder);
}
