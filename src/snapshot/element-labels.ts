import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';

/** What an element is called and where it stands: the far end of lines, the place of equipment. Degrees WGS 84. */
export interface ElementLabel {
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
}

interface Located {
  readonly lon_deg: number;
  readonly lat_deg: number;
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** Places of the elements that feed a node, point or transformer, by element. */
function ownPlaces(rows: GridRows, forest: Forest): Map<number, Located> {
  const places = new Map<number, Located>();
  const take = (at: ReadonlyMap<string, number>, located: ReadonlyMap<string, Located>): void => {
    for (const [id, element] of at) {
      const place = located.get(id);
      if (place !== undefined && !places.has(element)) places.set(element, place);
    }
  };
  // Transformers first: their own place outranks that of the low-voltage busbar they feed.
  take(forest.atTransformer, byId(rows.distribution_transformers));
  take(forest.atNode, byId(rows.nodes));
  take(forest.atPoint, byId(rows.lv_points));
  const substations = byId(rows.substations);
  const mains = byId(rows.main_transformers);
  forest.kind.forEach((kind, e) => {
    if (kind !== 'main-transformer') return;
    const station = substations.get(mains.get(forest.id[e] ?? '')?.substation_id ?? '');
    if (station !== undefined) places.set(e, station);
  });
  return places;
}

/** Names by kind of element. Customers' names never leave casework: what they own is called by its id. */
function names(rows: GridRows): (kind: string, id: string) => string {
  const transformers = rows.distribution_transformers.map((row): [string, string] => [
    `distribution-transformer/${row.id}`,
    row.ownership === 'customer' ? `专变 ${row.id}` : (row.name ?? ''),
  ]);
  const named = (kind: string, list: readonly { readonly id: string; readonly name: string | null }[]) =>
    list.map((row): [string, string] => [`${kind}/${row.id}`, row.name ?? '']);
  const known = new Map([
    ...transformers,
    ...named('main-transformer', rows.main_transformers),
    ...named('busbar', rows.busbar_sections),
    ...named('outlet', rows.feeders),
    ...named('bay', rows.bays),
  ]);
  return (kind, id) => known.get(`${kind}/${id}`) ?? '';
}

/** Name and place of every element; an element without a place of its own stands where the one above it does. */
export function elementLabels(rows: GridRows, forest: Forest): ElementLabel[] {
  const places = ownPlaces(rows, forest);
  const nameOf = names(rows);
  const labels: ElementLabel[] = [];
  forest.id.forEach((id, e) => {
    const above = labels[forest.parent[e] ?? -1];
    const own = places.get(e);
    labels.push({
      name: nameOf(forest.kind[e] ?? '', id),
      lon: own?.lon_deg ?? above?.lon ?? NaN,
      lat: own?.lat_deg ?? above?.lat ?? NaN,
    });
  });
  return labels;
}
