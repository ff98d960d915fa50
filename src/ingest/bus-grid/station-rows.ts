import type { Found } from './found.ts';
import type { Source } from './bus-grid.ts';
import type { Busbar, Station } from './stations.ts';
import { levelAt, type Survey } from './survey.ts';

/** Figures of the system above; those of several sources contradict or complete each other in ways no row can say. */
const sourceFigures = ([source, second]: readonly Source[]) => {
  const only = second === undefined ? source : undefined;
  return { source_voltage_pu: only?.voltagePu ?? null, source_fault_mva: only?.faultMva ?? null };
};

function* substationRow(survey: Survey, { id, bus: at, sources }: Station): Generator<Found> {
  const [bus, place] = [survey.buses.get(at), survey.places.get(at)];
  // A bus without place is a flaw of its own.
  if (bus === undefined || place === undefined) return;
  const row = { id, name: sources[0]?.name ?? bus.name, kv: bus.kv, ...place, ...sourceFigures(sources) };
  yield { table: 'substations', row, of: bus };
}

/** With two transformers at work on one busbar nobody can say which one feeds it: unknown. */
function* busbarRow(survey: Survey, { bus: at, station, transformers }: Busbar): Generator<Found> {
  const bus = survey.buses.get(at);
  if (bus === undefined) return;
  const [main, second] = transformers;
  const row = {
    id: at,
    name: bus.name,
    substation_id: station,
    node_id: at,
    main_transformer_id: second === undefined ? (main?.id ?? null) : null,
    rating_a: null,
    fault_level_ka: null,
  };
  yield { table: 'busbar_sections', row, of: bus };
}

/** Something above low voltage feeds this bus and is not in the file: a station with a transformer of unknown size. */
function* lvSourceRows(survey: Survey, source: Source): Generator<Found> {
  const [bus, place] = [survey.buses.get(source.bus), survey.places.get(source.bus)];
  if (bus === undefined || place === undefined) return;
  const { id, name } = source;
  const [kv, of] = [bus.kv, source];
  yield { table: 'substations', row: { id, name, kv, ...place, ...sourceFigures([source]) }, of };
  const bays = { bays_spare: null, bays_used: null };
  yield { table: 'nodes', row: { id, name, kind: 'busbar', kv, ...place, ...bays }, of };
  const unknown = { main_transformer_id: null, rating_a: null, fault_level_ka: null };
  yield { table: 'busbar_sections', row: { id, name, substation_id: id, node_id: id, ...unknown }, of };
  const figures = {
    rating_kva: null,
    hv_kv: null,
    lv_kv: null,
    uk_percent: null,
    pk_kw: null,
    p0_kw: null,
    i0_percent: null,
    tap_pu: null,
  };
  const ids = { id, name, node_id: id, lv_point_id: bus.id };
  yield {
    table: 'distribution_transformers',
    row: { ...ids, ownership: 'public', ...place, ...figures },
    of,
  };
}

/** Substations, main transformers and busbar sections. */
export function* stationRows(survey: Survey): Generator<Found> {
  for (const source of survey.grid.sources) {
    const level = levelAt(survey, source, { bus: source.bus });
    if (typeof level !== 'string') yield* level;
  }
  for (const station of survey.stations) yield* substationRow(survey, station);
  for (const { transformer: of, station } of survey.mains) {
    yield {
      table: 'main_transformers',
      row: { id: of.id, name: of.name, substation_id: station, ...of.figures },
      of,
    };
  }
  for (const busbar of survey.busbars) yield* busbarRow(survey, busbar);
  for (const source of survey.lvSources) yield* lvSourceRows(survey, source);
  for (let i = 0; i < survey.unused.length; i++) yield { leftOut: 'source beyond the substations' };
}
