import type { ClosedSwitch, Tie, TransferGrid } from '../electric/transfer/grid.ts';
import { limitCkva } from '../electric/open-capacity.ts';
import { promisedOn } from '../snapshot/promised-on.ts';
import type { Headroom } from './headroom.ts';
import { peaksOf, workedSeasons } from './worked-seasons.ts';

function collect<T>(items: readonly T[], keysOf: (item: T) => readonly number[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  items.forEach((item, i) => {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [i]);
      else group.push(i);
    }
  });
  return groups;
}

/** Breakers of all outlets, named after the feeder's used bay where one is listed, and the normally closed switches. */
function closedSwitches({ snapshot }: Headroom): ClosedSwitch[] {
  const { feederElement, elementParent, switchId, switchElement, switchFar } = snapshot.columns;
  const breakers = Array.from(feederElement, (element): ClosedSwitch => {
    const bay = element + 1;
    const listed = elementParent[bay] === element && snapshot.elementKind(bay) === 'bay';
    return { id: snapshot.elementId(listed ? bay : element), element, far: false };
  });
  const switches = Array.from(switchElement, (element, i): ClosedSwitch[] =>
    element < 0 ? [] : [{ id: snapshot.string(switchId[i] ?? 0), element, far: switchFar[i] === 1 }],
  );
  return [...breakers, ...switches.flat()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function tiesOf({ snapshot, rules }: Headroom): Tie[] {
  const { switchId, switchTie, switchOpen, tieId, tieFrom, tieTo, tieRatingCkva } = snapshot.columns;
  const switchIds: string[][] = Array.from(tieId, () => []);
  switchTie.forEach((tie, i) => {
    if (switchOpen[i] === 1) switchIds[tie]?.push(snapshot.string(switchId[i] ?? 0));
  });
  return Array.from(tieId, (id, t) => ({
    id: snapshot.string(id),
    ends: [tieFrom[t] ?? -1, tieTo[t] ?? -1],
    limitCkva: limitCkva(tieRatingCkva[t] ?? -1, rules.usableShare.section),
    switchIds: switchIds[t] ?? [],
  }));
}

/** The switches and ties of a region: what of its grid no ledger moves. */
export type Wiring = Pick<TransferGrid, 'switches' | 'ties' | 'switchesAt' | 'tiesAt'>;

/** @cost O(feeders + switches + ties) and their ids. */
export function wiringOf(headroom: Headroom): Wiring {
  const switches = closedSwitches(headroom);
  const ties = tiesOf(headroom);
  return {
    switches,
    ties,
    switchesAt: collect(switches, ({ element }) => [element]),
    tiesAt: collect(ties, ({ ends }) => ends),
  };
}

/** Commitments with the later stages of supplies; read live where there are none. */
function withLater(columns: Headroom['snapshot']['columns']): Int32Array {
  const { committedCkva, laterCkva, elementEnd } = columns;
  // What counts anywhere counts at the top of its tree.
  for (let top = 0; top < committedCkva.length; top = elementEnd[top] ?? committedCkva.length)
    if (laterCkva[top] !== 0) return committedCkva.map((_, e) => promisedOn(columns, e));
  return committedCkva;
}

/**
 * A region as `electric/transfer` wants it: views on the snapshot's columns under one pack's limits, and its switches.
 *
 * Seasons not worked out are left out; where no peak is known at all, one season of unknown peaks remains. Breakers of
 * outlets count as switches. Room follows the ledger: commitments are those of the ledger version it was made in.
 *
 * @cost one pass over the peaks of a season that is not worked out.
 */
export function transferGrid(headroom: Headroom, wiring: Wiring): TransferGrid {
  const { columns } = headroom.snapshot;
  return {
    parent: columns.elementParent,
    end: columns.elementEnd,
    kind: columns.elementKind,
    limitCkva: headroom.limitCkva,
    committedCkva: withLater(columns),
    peakCkva: workedSeasons(headroom.snapshot).map((s) => peaksOf(headroom.snapshot, s)),
    ...wiring,
  };
}
