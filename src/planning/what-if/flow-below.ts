import { SEASONS } from '../../model/record.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { promisedOn } from '../../snapshot/promised-on.ts';
import type { Rooted } from './root-ways.ts';
import type { StudyGrid, Way } from './study-grid.ts';

/** What hangs below something: the books of the ledger, without losses. */
export interface Below {
  /** Per season: kVA at the feeders' peaks. */
  readonly kva: number[];
  /** Per season: how many parts of it are of unknown size. */
  readonly unknown: number[];
  /** Promised for now or later, 0.01 kVA. */
  committedCkva: number;
  /** Added by the question, 0.01 kVA. */
  addedCkva: number;
}

/** What hangs below every way and every element that stands between a way and the top. */
export interface FlowBelow {
  readonly ofWay: ReadonlyMap<number, Below>;
  readonly ofElement: ReadonlyMap<number, Below>;
}

/** Nothing hangs there. */
export const nothing = (): Below => ({
  kva: SEASONS.map(() => 0),
  unknown: SEASONS.map(() => 0),
  committedCkva: 0,
  addedCkva: 0,
});

function addTo(sum: Below, part: Below): void {
  part.kva.forEach((kva, s) => (sum.kva[s] = (sum.kva[s] ?? 0) + kva));
  part.unknown.forEach((count, s) => (sum.unknown[s] = (sum.unknown[s] ?? 0) + count));
  sum.committedCkva += part.committedCkva;
  sum.addedCkva += part.addedCkva;
}

/** What hangs on each place itself; of what is promised, what no element below it carries. */
export function ownOf(snapshot: Snapshot, { places, placeOf }: StudyGrid): Below[] {
  const { columns } = snapshot;
  const { loadKva, peakCkva, elementParent } = columns;
  const n = snapshot.counts.elements;
  const own = places.map(nothing);
  for (const [e, place] of placeOf) {
    const here = own[place];
    const above = own[placeOf.get(elementParent[e] ?? -1) ?? -1];
    if (here === undefined) continue;
    SEASONS.forEach((_, s) => {
      here.kva[s] = (here.kva[s] ?? 0) + (loadKva[s * n + e] ?? 0);
      if ((peakCkva[s * n + e] ?? -1) < 0) here.unknown[s] = (here.unknown[s] ?? 0) + 1;
    });
    const promised = promisedOn(columns, e);
    here.committedCkva += promised;
    if (above !== undefined) above.committedCkva -= promised;
  }
  return own;
}

/** Elements from one up to the top: between a busbar's place and what leaves it stand bay, outlet and busbar. */
export function elementsUp({ columns }: Snapshot, element: number): number[] {
  const up: number[] = [];
  for (let e = element; e >= 0; e = columns.elementParent[e] ?? -1) up.push(e);
  return up;
}

/** The element that feeds a way at one of its places. */
export const feedingAt = (way: Way, place: number): number =>
  way.ends[0] === place ? way.feeding[0] : way.feeding[1];

/**
 * Sums up what hangs below everything in one state of the switches.
 *
 * @param own  per place, as `ownOf` gives it, with what the question adds.
 * @param addedOnBusbars added at a busbar itself, by its element, 0.01 kVA.
 * @cost O(nodes · depth of the part above the feeders).
 */
export function flowBelow(
  snapshot: Snapshot,
  ways: readonly Way[],
  rooted: Rooted,
  { own, addedOnBusbars }: { own: readonly Below[]; addedOnBusbars: ReadonlyMap<number, number> },
): FlowBelow {
  const { nodes, placeAt, wayAt } = rooted;
  const sums = placeAt.map((place) => {
    const sum = nothing();
    if (place >= 0) addTo(sum, own[place] ?? nothing());
    return sum;
  });
  const ofWay = new Map<number, Below>();
  const ofElement = new Map<number, Below>();
  const addUp = (element: number, part: Below): void => {
    for (const e of elementsUp(snapshot, element)) {
      const sum = ofElement.get(e) ?? nothing();
      addTo(sum, part);
      ofElement.set(e, sum);
    }
  };
  for (let i = nodes.length - 1; i >= 0; i--) {
    const [parent, w] = [nodes[i]?.parent ?? -1, wayAt[i] ?? -1];
    const [sum, above, way] = [sums[i], sums[parent], ways[w]];
    if (sum === undefined || above === undefined || way === undefined) continue;
    addTo(above, sum);
    if (way.kind === 'main-transformer') continue;
    ofWay.set(w, sum);
    const place = placeAt[parent] ?? -1;
    if (isBehindMain(rooted, ways, parent)) addUp(feedingAt(way, place), sum);
  }
  for (const [busbar, addedCkva] of addedOnBusbars) addUp(busbar, { ...nothing(), addedCkva });
  return { ofWay, ofElement };
}

/** Whether a node is the place of busbars: held, or right behind a main transformer. */
export const isBehindMain = (rooted: Rooted, ways: readonly Way[], node: number): boolean => {
  const way = ways[rooted.wayAt[node] ?? -1];
  return way === undefined || way.kind === 'main-transformer';
};
