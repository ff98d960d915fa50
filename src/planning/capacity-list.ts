import type { CapacityListName, CapacityListQuery } from '../model/planner.ts';
import { ChainLedger } from '../search/chain.ts';
import type { Headroom } from '../search/headroom.ts';
import type { Switching } from '../search/switching.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { type ElementCapacity, elementCapacity, stationCapacity } from './element-capacity.ts';
import { type Security, securityOf } from './security-of.ts';

/** Capacity of one element as lists show it. */
export interface CapacityItem extends ElementCapacity {
  /** West, south, east, north of what hangs on it; `null` without a place. */
  readonly bbox: readonly number[] | null;
  /** Feeders, and what hangs on them: one customer's alone (专线); `null` = above the feeders. */
  readonly dedicated: boolean | null;
}

/** An item with what only some ask for. */
export type ListedCapacity = CapacityItem & Partial<Security>;

export interface CapacityPage {
  readonly items: readonly ListedCapacity[];
  /** Id after which the next page begins; `null` = this is the last. */
  readonly next: string | null;
}

const KIND_OF = {
  feeders: 'outlet',
  'distribution-transformers': 'distribution-transformer',
  'main-transformers': 'main-transformer',
  substations: 'main-transformer',
} as const satisfies Record<CapacityListName, string>;

/** Box of everything in an element's subtree. O(subtree). */
function boxOf(snapshot: Snapshot, element: number): number[] | null {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let e = element; e < (snapshot.columns.elementEnd[element] ?? 0); e++) {
    const place = snapshot.elementPlace(e);
    if (place === null) continue;
    const { lon, lat } = place;
    box[0] = Math.min(box[0] ?? 0, lon);
    box[1] = Math.min(box[1] ?? 0, lat);
    box[2] = Math.max(box[2] ?? 0, lon);
    box[3] = Math.max(box[3] ?? 0, lat);
  }
  return Number.isFinite(box[0]) ? box : null;
}

const itemOf = (headroom: Headroom, ledger: ChainLedger, element: number): CapacityItem => {
  const { id, name, substationId, at, ...figures } = elementCapacity(headroom, ledger, element);
  const { snapshot } = headroom;
  const feeder = snapshot.columns.elementFeeder[element] ?? -1;
  const dedicated = feeder < 0 ? null : snapshot.columns.feederDedicated[feeder] === 1;
  return { id, name, substationId, at, bbox: boxOf(snapshot, element), dedicated, ...figures };
};

/** A substation from its main transformers. */
function stationOf(station: string, called: string | null, mains: readonly CapacityItem[]): CapacityItem {
  const boxes = mains.flatMap((main) => (main.bbox === null ? [] : [main.bbox]));
  const edge = (i: number, pick: (...values: number[]) => number): number =>
    pick(...boxes.map((box) => box[i] ?? 0));
  const bbox =
    boxes.length === 0 ? null : [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
  const { id, name, substationId, at, ...figures } = stationCapacity(station, called, mains);
  return { id, name, substationId, at, bbox, dedicated: null, ...figures };
}

/** An item, and an element its security can be read at. */
interface Entry {
  readonly item: CapacityItem;
  readonly element: number;
}

function stations(snapshot: Snapshot, mains: readonly Entry[]): Entry[] {
  const firsts = new Map(mains.map(({ element }) => [snapshot.substationIdOf(element), element]));
  return [...firsts].flatMap(([id, element]) => {
    if (id === null) return [];
    const own = mains.flatMap(({ item }) => (item.substationId === id ? [item] : []));
    return [{ element, item: stationOf(id, snapshot.substationNameOf(element) || null, own) }];
  });
}

const inBox = (
  [west, south, east, north]: readonly [number, number, number, number],
  at: CapacityItem['at'],
): boolean => at !== null && at.lon >= west && at.lat >= south && at.lon <= east && at.lat <= north;

/** What is unknown reaches no threshold. */
const reaches = (value: number | null, threshold: number | null): boolean =>
  threshold === null || (value !== null && value >= threshold);

const wanted = ({ bbox, minOpenKva, minLoadRate, after }: CapacityListQuery, item: CapacityItem): boolean =>
  (after === null || item.id > after) &&
  reaches(item.openKva, minOpenKva) &&
  reaches(item.loadRate, minLoadRate) &&
  (bbox === null || inBox(bbox, item.at));

/**
 * One page of a capacity list, by id.
 *
 * @param switching answers what of the page survives; asked only where the query says so.
 * @cost O(elements) to find the list, O(chain + subtree) per element of the kind; with N-1 a few ms per feeder of the page,
 *   once per ledger version.
 */
export function capacityList(
  headroom: Headroom,
  query: CapacityListQuery,
  switching: Switching | null,
): CapacityPage {
  const { snapshot } = headroom;
  const ledger = new ChainLedger(headroom, query.asOf);
  const kind = KIND_OF[query.list];
  const elements = Array.from({ length: snapshot.counts.elements }, (_, e) => e).filter(
    (e) =>
      snapshot.elementKind(e) === kind && (query.feeder === null || snapshot.feederIdOf(e) === query.feeder),
  );
  const single = elements.map((element) => ({ element, item: itemOf(headroom, ledger, element) }));
  const all = query.list === 'substations' ? stations(snapshot, single) : single;
  const matching = all
    .filter(({ item }) => wanted(query, item))
    .sort(({ item: a }, { item: b }) => (a.id < b.id ? -1 : 1));
  const page = matching.slice(0, query.pageSize);
  const items = page.map(({ item, element }) =>
    query.withSecurity && switching !== null
      ? { ...item, ...securityOf(switching, element, item.openKva) }
      : item,
  );
  return { items, next: matching.length > items.length ? (items.at(-1)?.id ?? null) : null };
}
