import { declinedRefusal } from '../../contract/declined-refusal.ts';
import type { Cursor } from '../../contract/ogc/cursor.ts';
import { propertiesOf } from '../../contract/ogc/feature-text.ts';
import { Refusal } from '../../contract/refusal.ts';
import {
  FEATURE_COLLECTIONS,
  type FeaturePage,
  type FeaturesQuery,
  type Room,
  type RoomFound,
} from '../../model/features.ts';
import type { Role } from '../../model/role.ts';
import type { RegionVersions } from '../../model/tiles.ts';
import type { Parts } from '../parts.ts';

/** Features that are asked for, of several regions. */
export interface Asked extends Pick<
  FeaturesQuery,
  'collection' | 'within' | 'equal' | 'months' | 'crs' | 'limit'
> {
  /** By id. */
  readonly regions: readonly string[];
  /** Where the page begins; `null` = the first page, which counts. */
  readonly cursor: Cursor | null;
  readonly role: Role;
  readonly asOf: string;
  readonly signal: AbortSignal;
}

/** A feature with the figures of its room. */
export interface Feature {
  readonly region: string;
  readonly id: string;
  readonly geometry: string | null;
  readonly properties: ReturnType<typeof propertiesOf>;
}

export interface Gathered {
  readonly features: readonly Feature[];
  /** How many there are on all pages. */
  readonly matched: number;
  readonly next: Cursor | null;
  /** States the regions of this page were read at. */
  readonly versions: readonly RegionVersions[];
}

type Sources = Pick<Parts, 'planner' | 'store'>;

/** The room of a page, of the same data as the page: figures of another state are none of it. */
async function roomFor({ planner }: Sources, page: FeaturePage, asked: Asked): Promise<RoomFound | null> {
  const { room } = FEATURE_COLLECTIONS[asked.collection];
  if (room === null || page.rows.length === 0) return null;
  const { role, asOf, signal } = asked;
  const ids = page.rows.map(({ id }) => id);
  const answer = await planner.room({ region: page.at.id, of: room.of, ids, asOf }, role, signal);
  if (!answer.ok) throw declinedRefusal(answer);
  // The thread made it so.
  const found = JSON.parse(answer.body) as RoomFound;
  if (found.version !== page.at.version) throw new Refusal('not-ready');
  return found;
}

const featuresOf = (page: FeaturePage, { collection }: Asked, room: readonly (Room | null)[]): Feature[] =>
  page.rows.map((row, i) => ({
    region: page.at.id,
    id: row.id,
    geometry: row.geometry,
    properties: propertiesOf(FEATURE_COLLECTIONS[collection], row, room[i] ?? null),
  }));

/** What one region gives to a page that has room for `left` more. */
async function readRegion(sources: Sources, asked: Asked, region: string, left: number) {
  const { cursor, collection, within, equal, months, crs } = asked;
  const after = cursor?.region === region ? cursor.after : null;
  const isCounted = cursor === null;
  const page = await sources.store.features({
    region,
    collection,
    within,
    equal,
    months,
    after,
    limit: left,
    crs,
    isCounted,
  });
  if (page === null) return null;
  const found = await roomFor(sources, page, asked);
  const { version, ledgerVersion } = page.at;
  const at = { id: region, version, ledgerVersion: found?.ledgerVersion ?? ledgerVersion };
  const isUnread = page.next !== null || (left === 0 && page.matched !== 0);
  return {
    at,
    features: featuresOf(page, asked, found?.room ?? []),
    counted: page.matched ?? 0,
    next: isUnread ? { region, after: page.next } : null,
  };
}

/**
 * One page of features, region after region. It takes as much memory as its `limit` features do, however many there
 * are.
 *
 * @throws Refusal `not-ready` while the figures of a region are being loaded anew.
 */
export async function gatherFeatures(sources: Sources, asked: Asked): Promise<Gathered> {
  const { cursor, regions, limit } = asked;
  const features: Feature[] = [];
  const versions: RegionVersions[] = [];
  let matched = cursor?.matched ?? 0;
  let next: Omit<Cursor, 'matched'> | null = null;
  for (const region of regions.filter((id) => cursor === null || id >= cursor.region)) {
    // The first page reads on for its count alone.
    if (next !== null && cursor !== null) break;
    const left = limit - features.length;
    const read = await readRegion(sources, asked, region, left);
    if (read === null) continue;
    versions.push(read.at);
    features.push(...read.features);
    matched += read.counted;
    next ??= read.next;
  }
  return { features, matched, next: next === null ? null : { ...next, matched }, versions };
}
