import { basename } from 'node:path';
import type { Row } from '../../model/record.ts';
import type { ImportItem } from '../../model/store.ts';
import { ImportRefused } from '../import-refused.ts';
import type { Tags } from './element.ts';
import { elementsOf } from './elements-of.ts';
import { NodePlaces } from './node-places.ts';
import { toItems } from './to-items.ts';

/** Origin of addresses of a map: a newer extract replaces the older one, and leaves its roads alone. */
export const OSM_ADDRESSES = 'osm/addresses';

/** From the largest to the smallest. Source: OpenStreetMap wiki, "Key:addr". */
const PARTS = ['province', 'city', 'district', 'subdistrict', 'suburb', 'street', 'place'];

const HAN = /\p{Script=Han}/u;

/** The address of an element as people there write it; `null` = it has no house number, or no street or place. */
const addressText = (tags: Tags): string | null => {
  const house = tags['addr:housenumber'];
  if (house === undefined || (tags['addr:street'] ?? tags['addr:place']) === undefined) return null;
  const parts = [...new Set(PARTS.flatMap((part) => tags[`addr:${part}`] ?? []))];
  if (!HAN.test(parts.join(''))) return `${parts.join(', ')} ${house}`;
  return `${parts.join('')}${/\d$/u.test(house) ? `${house}号` : house}`;
};

interface Building {
  readonly id: string;
  readonly text: string;
  readonly refs: readonly number[];
}

/** The middle of the corners that the file has; `null` = it has none of them. */
const middleOf = (refs: readonly number[], places: NodePlaces): readonly [number, number] | null => {
  const known = [...new Set(refs)].flatMap((ref) => {
    const at = places.at(ref);
    return at === null ? [] : [at];
  });
  if (known.length === 0) return null;
  const mean = (axis: 0 | 1): number => known.reduce((sum, at) => sum + at[axis], 0) / known.length;
  return [mean(0), mean(1)];
};

const placesOf = async (path: string, buildings: readonly Building[]): Promise<NodePlaces> => {
  const places = new NodePlaces(buildings.flatMap(({ refs }) => refs));
  for await (const element of elementsOf(path)) {
    if (element.type === 'node') places.put(element.id, element.lon, element.lat);
  }
  return places;
};

/** Addresses as they stand in the file: those of nodes have a place already. */
const addressed = async (path: string) => {
  const [found, buildings]: [Row<'addresses'>[], Building[]] = [[], []];
  for await (const element of elementsOf(path, { nodeTags: true })) {
    const text = element.type === 'relation' ? null : addressText(element.tags ?? {});
    if (text === null) continue;
    const id = `osm/${element.type}/${element.id}`;
    if (element.type === 'node') found.push({ id, text, lon_deg: element.lon, lat_deg: element.lat });
    else if (element.type === 'way') buildings.push({ id, text, refs: element.refs });
  }
  return { found, buildings };
};

/**
 * Addresses of an OpenStreetMap file: nodes with a house number where they stand, and buildings in the middle of their
 * corners. The file is read twice.
 *
 * @throws {ImportRefused} when the file cannot be read, or has no address.
 */
export async function* readOsmAddresses(
  path: string,
  leaveOut: (what: string) => void,
): AsyncGenerator<ImportItem> {
  const { found, buildings } = await addressed(path);
  if (found.length + buildings.length === 0) throw new ImportRefused(path, null, 'no addresses in this file');
  const places = await placesOf(path, buildings);
  for (const { id, text, refs } of buildings) {
    const at = middleOf(refs, places);
    if (at === null) leaveOut('building beyond the edge of the file');
    else found.push({ id, text, lon_deg: at[0], lat_deg: at[1] });
  }
  for (const row of found) yield* toItems({ table: 'addresses', row }, OSM_ADDRESSES, basename(path));
}
