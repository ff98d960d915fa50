import type { Grade } from '../model/plan.ts';
import type { CapacityListName, CapacityListQuery } from '../model/planner.ts';
import { SEASONS, type Season } from '../model/record.ts';
import { ChainLedger } from '../search/chain.ts';
import type { Headroom } from '../search/headroom.ts';
import type { Snapshot } from '../snapshot/open.ts';

/** Capacity of one element as lists show it; `null` = unknown. */
export interface CapacityItem {
  readonly id: string;
  readonly name: string | null;
  readonly substationId: string | null;
  readonly at: { readonly lon: number; readonly lat: number } | null;
  /** West, south, east, north of what hangs on it; `null` without a place. */
  readonly bbox: readonly number[] | null;
  readonly ratingKva: number | null;
  readonly limitKva: number | null;
  readonly peakKva: number | null;
  readonly committedKva: number;
  /** Least room from it up to the main transformer. */
  readonly openKva: number | null;
  /** Peak over rating. */
  readonly loadRate: number | null;
  readonly season: Season | null;
  /** Hour of the day the peak is of; `null` = the day's peak. */
  readonly hour: number | null;
  readonly grade: Grade;
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

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
const known = (ckva: number): number | null => (ckva < 0 ? null : ckva / 100);

const loadRateOf = (peakKva: number | null, ratingKva: number | null): number | null =>
  peakKva === null || ratingKva === null || ratingKva === 0 ? null : round(peakKva / ratingKva, 4);

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

function itemOf(headroom: Headroom, ledger: ChainLedger, element: number): CapacityItem {
  const { snapshot } = headroom;
  const { columns } = snapshot;
  const rating = columns.ratingCkva[element] ?? -1;
  const peak = headroom.peakCkva(element);
  const { openKva, grade } = ledger.summarise(element);
  return {
    id: snapshot.elementId(element),
    name: snapshot.elementName(element) || null,
    substationId: snapshot.substationIdOf(element),
    at: snapshot.elementPlace(element),
    bbox: boxOf(snapshot, element),
    ratingKva: known(rating),
    limitKva: known(headroom.limitCkva[element] ?? -1),
    peakKva: known(peak),
    committedKva: headroom.committedCkva(element) / 100,
    openKva,
    loadRate: loadRateOf(known(peak), known(rating)),
    season: peak < 0 ? null : (SEASONS[headroom.season[element] ?? 255] ?? null),
    hour: headroom.hourOf(element),
    grade,
  };
}

/** Sum of known figures; `null` when any is unknown. */
const total = (values: readonly (number | null)[]): number | null =>
  values.includes(null)
    ? null
    : round(
        values.reduce((sum: number, value) => sum + (value ?? 0), 0),
        2,
      );

/**
 * A substation from its main transformers: figures add up, because each feeds its own busbars; the loss of one of them
 * is not looked at here. The grade is the worst.
 */
function stationOf(id: string, name: string | null, mains: readonly CapacityItem[]): CapacityItem {
  const [first] = mains;
  const [rating, peak] = [
    total(mains.map((main) => main.ratingKva)),
    total(mains.map((main) => main.peakKva)),
  ];
  const boxes = mains.flatMap((main) => (main.bbox === null ? [] : [main.bbox]));
  const edge = (i: number, pick: (...values: number[]) => number): number =>
    pick(...boxes.map((box) => box[i] ?? 0));
  return {
    id,
    name,
    substationId: id,
    at: first?.at ?? null,
    bbox:
      boxes.length === 0
        ? null
        : [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)],
    ratingKva: rating,
    limitKva: total(mains.map((main) => main.limitKva)),
    peakKva: peak,
    committedKva: total(mains.map((main) => main.committedKva)) ?? 0,
    openKva: total(mains.map((main) => (main.openKva === null ? null : Math.max(0, main.openKva)))),
    loadRate: loadRateOf(peak, rating),
    season: first?.season ?? null,
    hour: first?.hour ?? null,
    grade: mains.map((main) => main.grade).reduce((worst, grade) => (grade > worst ? grade : worst), 'A'),
  };
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
