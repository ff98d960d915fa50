import type { Room, RoomOf, RoomQuery } from '../model/features.ts';
import type { ElementKind, SourceKind } from '../model/plan.ts';
import { ChainLedger } from '../search/chain.ts';
import type { Headroom } from '../search/headroom.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { type ElementCapacity, elementCapacity, stationCapacity } from './element-capacity.ts';

type Place = 'node' | 'lv-point';
const isPlace = (of: RoomOf): of is Place => of === 'node' || of === 'lv-point';

/** Whether a power source is a place of the kind; a transformer is neither. */
const isOf = (kind: SourceKind, place: Place): boolean =>
  kind !== 'distribution-transformer' && (kind === 'lv-point') === (place === 'lv-point');

/** First element of the chain of each id; -1 where there is none. */
function elementsOf(snapshot: Snapshot, of: Exclude<RoomOf, 'substation'>, ids: readonly string[]): number[] {
  if (!isPlace(of)) {
    const finder = snapshot.elementFinder();
    return ids.map((id) => finder.find(of satisfies ElementKind, id));
  }
  return ids.map((id) => {
    const source = snapshot.findSources(id).find((one) => isOf(snapshot.sourceKind(one), of));
    return source === undefined ? -1 : snapshot.elementOf(source);
  });
}

function mainsByStation(snapshot: Snapshot): Map<string, number[]> {
  const mains = new Map<string, number[]>();
  for (let e = 0; e < snapshot.counts.elements; e++) {
    if (snapshot.elementKind(e) !== 'main-transformer') continue;
    const station = snapshot.substationIdOf(e);
    if (station !== null) mains.set(station, [...(mains.get(station) ?? []), e]);
  }
  return mains;
}

const roomOfOne = (feederId: string | null, figures: ElementCapacity): Room => {
  const { ratingKva, limitKva, peakKva, committedKva, openKva, loadRate, season, grade } = figures;
  return { feederId, ratingKva, limitKva, peakKva, committedKva, openKva, loadRate, season, grade };
};

/**
 * The room of features of one kind, in the order of their ids; `null` for what nothing feeds, and for places where no
 * supply can be taken.
 *
 * @cost O(log elements + chain) an id; substations O(elements) once.
 */
export function roomOf(headroom: Headroom, { of, ids, asOf }: RoomQuery): (Room | null)[] {
  const { snapshot } = headroom;
  const ledger = new ChainLedger(headroom, asOf);
  if (of === 'substation') {
    const mains = mainsByStation(snapshot);
    return ids.map((id) => {
      const own = mains.get(id);
      if (own === undefined) return null;
      const figures = own.map((main) => elementCapacity(headroom, ledger, main));
      return roomOfOne(null, stationCapacity(id, null, figures));
    });
  }
  return elementsOf(snapshot, of, ids).map((element) =>
    element < 0 ? null : roomOfOne(snapshot.feederIdOf(element), elementCapacity(headroom, ledger, element)),
  );
}
