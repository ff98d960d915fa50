import { basename } from 'node:path';
import type { ImportItem } from '../../model/store.ts';
import { ImportRefused } from '../import-refused.ts';
import type { OsmRelation, OsmWay } from './element.ts';
import { elementsOf } from './elements-of.ts';
import { NodePlaces } from './node-places.ts';
import { isArea, relationRows } from './relation-rows.ts';
import { toItems } from './to-items.ts';
import { wayMeaning, wayRows } from './way-rows.ts';

/** Origin of every row of a map: a newer extract replaces the older one, whatever its file is called. */
export const OSM_ORIGIN = 'osm';

/** Ways and areas of use to routes, and the members of those areas; nodes only by their ids so far. */
interface Picked {
  readonly ways: readonly OsmWay[];
  readonly areas: readonly OsmRelation[];
  readonly members: ReadonlyMap<number, readonly number[]>;
}

async function areasIn(path: string): Promise<OsmRelation[]> {
  const areas: OsmRelation[] = [];
  for await (const element of elementsOf(path)) {
    if (element.type === 'relation' && isArea(element)) areas.push(element);
  }
  return areas;
}

async function pick(path: string): Promise<Picked> {
  const areas = await areasIn(path);
  const wanted = new Set(
    areas.flatMap((area) => area.members.filter(({ type }) => type === 'way').map(({ ref }) => ref)),
  );
  const ways: OsmWay[] = [];
  const members = new Map<number, readonly number[]>();
  for await (const element of elementsOf(path)) {
    if (element.type !== 'way') continue;
    if (wanted.has(element.id)) members.set(element.id, element.refs);
    if (wayMeaning(element) !== null) ways.push(element);
  }
  return { ways, areas, members };
}

async function placesOf(path: string, { ways, members }: Picked): Promise<NodePlaces> {
  const inUse = function* (): Generator<number> {
    for (const { refs } of ways) yield* refs;
    for (const refs of members.values()) yield* refs;
  };
  const places = new NodePlaces(inUse());
  for await (const element of elementsOf(path)) {
    if (element.type === 'node') places.put(element.id, element.lon, element.lat);
  }
  return places;
}

/**
 * Roads, barriers and areas of an OpenStreetMap file: what routes follow, cross and go round.
 *
 * The file is read three times (areas, ways, nodes), so that only what is used is held: about 100 bytes a node in use.
 *
 * @param path     `.osm.pbf` or `.osm`.
 * @param leaveOut told what is no use to routes, or not whole in this file.
 * @throws {ImportRefused} when the file cannot be read, or holds nothing of use.
 */
export async function* readOsm(path: string, leaveOut: (what: string) => void): AsyncGenerator<ImportItem> {
  const picked = await pick(path);
  if (picked.ways.length + picked.areas.length === 0) {
    throw new ImportRefused(path, null, 'no roads, barriers or areas in this file');
  }
  const places = await placesOf(path, picked);
  const refsOf = (way: number): readonly number[] | null => picked.members.get(way) ?? null;
  const found = function* () {
    for (const way of picked.ways) yield* wayRows(way, places);
    for (const area of picked.areas) yield* relationRows(area, refsOf, places);
  };
  for (const each of found()) {
    if ('leftOut' in each) leaveOut(each.leftOut);
    else yield* toItems(each, OSM_ORIGIN, basename(path));
  }
}
