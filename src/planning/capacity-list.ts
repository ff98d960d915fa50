import type { CapacityListName, CapacityListQuery } from '../model/planner.ts';
import { ChainLedger } from '../search/chain.ts';
import type { Headroom } from '../search/headroom.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { type ElementCapacity, elementCapacity, stationCapacity } from './element-capacity.ts';

/** Capacity of one element as lists show it. */
export interface CapacityItem extends ElementCapacity {
  /** West, south, east, north of what hangs on it; `null` without a place. */
  readonly bbox: readonly number[] | null;
}

export interface CapacityPage {
  readonly items: readonly CapacityItem[];
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
  return { id, name, substationId, at, bbox: boxOf(headroom.snapshot, element), ...figures };
};

/** A substation from its main transformers. */
function stationOf(station: string, called: string | null, mains: readonly CapacityItem[]): CapacityItem {
  const boxes = mains.flatMap((main) => (main.bbox === null ? [] : [main.bbox]));
  const edge = (i: number, pick: (...values: number[]) => number): number =>
    pick(...boxes.map((box) => box[i] ?? 0));
  const bbox =
    boxes.length === 0 ? null : [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
  const { id, name, substationId, at, ...figures } = stationCapacity(station, called, mains);
  return { id, name, substationId, at, bbox, ...figures };
}

function stations(
  snapshot: Snapshot,
  elements: readonly number[],
  items: readonly CapacityItem[],
): CapacityItem[] {
  const names = new Map(
    elements.map((element) => [snapshot.substationIdOf(element), snapshot.substationNameOf(element)]),
  );
  return [...names].flatMap(([id, name]) =>
    id === null
      ? []
      : stationOf(
          id,
          name || null,
          items.filter((item) => item.substationId === id),
        ),
  );
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
 * @cost O(elements) to find the list, O(chain + subtree) per element of the kind.
 */
export function capacityList(headroom: Headroom, query: CapacityListQuery): CapacityPage {
  const { snapshot } = headroom;
  const ledger = new ChainLedger(headroom, query.asOf);
  const kind = KIND_OF[query.list];
  const elements = Array.from({ length: snapshot.counts.elements }, (_, e) => e).filter(
    (e) =>
      snapshot.elementKind(e) === kind && (query.feeder === null || snapshot.feederIdOf(e) === query.feeder),
  );
  const single = elements.map((element) => itemOf(headroom, ledger, element));
  const all = query.list === 'substations' ? stations(snapshot, elements, single) : single;
  const matching = all.filter((item) => wanted(query, item)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const items = matching.slice(0, query.pageSize);
  return { items, next: matching.length > items.length ? (items.at(-1)?.id ?? null) : null };
}
