import { NEUTRAL_NAMES } from '../model/neutral-names.ts';
import type { PackedTable } from '../model/packed-table.ts';
import type { ElementKind } from '../model/plan.ts';
import type { FedPlaces } from './fed-places.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';

/** What elements are called and where they stand: the far end of lines, the place of equipment. Degrees WGS 84. */
export interface ElementLabels {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  nameOf(element: number): string;
}

type Located = PackedTable<'nodes'> | PackedTable<'lv_points'> | PackedTable<'distribution_transformers'>;

/** Places of the elements that feed a node, point or transformer; NaN for the others. */
function ownPlaces(rows: GridRows, forest: Forest): Pick<ElementLabels, 'lon' | 'lat'> {
  const lon = new Float64Array(forest.id.length).fill(NaN);
  const lat = new Float64Array(forest.id.length).fill(NaN);
  const take = (fed: FedPlaces, located: Located): void => {
    for (const row of fed.rows()) {
      const element = fed.at(row) ?? -1;
      if (!Number.isNaN(lon[element] ?? 0)) continue;
      const place = located.row(row);
      [lon[element], lat[element]] = [place.lon_deg, place.lat_deg];
    }
  };
  // Transformers first: their own place outranks that of the low-voltage busbar they feed.
  take(forest.atTransformer, rows.distribution_transformers);
  take(forest.atNode, rows.nodes);
  take(forest.atPoint, rows.lv_points);
  forest.kind.forEach((kind, e) => {
    const row = forest.row[e] ?? -1;
    if (kind !== 'main-transformer' || row < 0) return;
    const station = rows.substations.find(rows.main_transformers.row(row).substation_id);
    if (station !== undefined) [lon[e], lat[e]] = [station.lon_deg, station.lat_deg];
  });
  return { lon, lat };
}

/** Tables of the other elements that have names. */
const NAMED: Readonly<Partial<Record<ElementKind, 'main_transformers' | 'busbar_sections' | 'bays'>>> = {
  'main-transformer': 'main_transformers',
  busbar: 'busbar_sections',
  bay: 'bays',
};

/** Names by kind of element. Customers' names never leave casework: what is theirs alone is called by its id. */
function nameOf(rows: GridRows, forest: Forest, e: number): string {
  const row = forest.row[e] ?? -1;
  if (row < 0) return '';
  const kind = forest.kind[e];
  if (kind === 'distribution-transformer') {
    const { id, name, ownership } = rows.distribution_transformers.row(row);
    return ownership === 'customer' ? `${NEUTRAL_NAMES.customerTransformer}${id}` : (name ?? '');
  }
  if (kind === 'outlet') {
    const { id, name, kind: of } = rows.feeders.row(row);
    return of === 'dedicated' ? `${NEUTRAL_NAMES.dedicatedFeeder}${id}` : (name ?? '');
  }
  const table = kind === undefined ? undefined : NAMED[kind];
  return table === undefined ? '' : (rows[table].row(row).name ?? '');
}

/** Name and place of every element; an element without a place of its own stands where the one above it does. */
export function elementLabels(rows: GridRows, forest: Forest): ElementLabels {
  const { lon, lat } = ownPlaces(rows, forest);
  forest.parent.forEach((up, e) => {
    if (!Number.isNaN(lon[e] ?? 0)) return;
    lon[e] = lon[up] ?? NaN;
    lat[e] = lat[up] ?? NaN;
  });
  return { lon, lat, nameOf: (e) => nameOf(rows, forest, e) };
}
