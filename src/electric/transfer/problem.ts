import { type Area, isMovable } from './area.ts';
import { AreaLoad } from './area-load.ts';
import { type Extra, isUnder, isWire } from './grid.ts';

/** State of a zone before anything is switched. */
export const FREE = 0;
export const DEAD = 1;
export const LIVE = 2;

/** Something that can be closed or open between two zones; the live rest of the grid is one more zone, `zones`. */
export interface Link {
  /** A switch by index in `grid.switches`, or a tie by index in `grid.ties`. */
  readonly kind: 'switch' | 'tie';
  readonly index: number;
  readonly a: number;
  readonly b: number;
  readonly closed: boolean;
  /** Switches to move when it changes. */
  readonly steps: number;
  /** Local elements whose nodes it joins; -1 on the live side. */
  readonly ends: readonly [number, number];
  /** Element that feeds the live side; -1 when both sides are free. */
  readonly live: number;
}

/** A node of the area as it would be fed, elements by index. */
export interface Hung {
  /** Wire element at whose far end the node stands. */
  readonly element: number;
  /** Element at whose far end the node before it stands. */
  readonly from: number;
  /** What lies between: a wire element, or a tie by index in the grid; -1 = the other of the two. */
  readonly wire: number;
  readonly tie: number;
}

/** A feeder, or a busbar a tie ends at, with what would hang on it. */
export interface Receiving {
  /** Its outlet, or the busbar. */
  readonly receiver: number;
  /** Ties closed to it, ascending. */
  readonly ties: readonly number[];
  /** Sections whose far-end nodes move to it, ascending. */
  readonly moved: readonly number[];
  /** Switches opened anywhere in the trial, by index in the grid. */
  readonly opened: readonly number[];
  /** Every node of the area that hangs on it over what is closed, each after the one before it. */
  readonly hung: readonly Hung[];
  /** Its own wire elements that it feeds no longer, or in another way: those in `hung` among them. */
  readonly gone: ReadonlySet<number>;
}

export interface TransferOptions {
  /** A new customer who must be carried too; `null` = nobody. */
  readonly extra: Extra | null;
  /**
   * Whether voltages stay within limits on a receiver; asked only about what passed the thermal checks. `null` = it cannot
   * be told: allowed, but counted among what the answer does not vouch for. The customer stands on the wire it hangs on.
   */
  readonly voltageOk: (receiving: Receiving, extra: Extra | null) => boolean | null;
  /** Whether to leave out whatever relies on an unknown rating, peak or voltage. */
  readonly knownOnly: boolean;
  /** Whether load may be moved to the place that an element feeds. */
  readonly mayReceive: (element: number) => boolean;
}

/** What may be switched, and what has to be. */
export interface Problem {
  readonly area: Area;
  readonly load: AreaLoad;
  /** FREE, DEAD or LIVE per zone. */
  readonly status: Uint8Array;
  /** Choices: ties first, then switches, each by index. */
  readonly links: readonly Link[];
  /** Link of a switch of the grid, where it has one. */
  readonly linkOf: ReadonlyMap<number, number>;
  /** Free-to-free ties at a local element: their links. */
  readonly tiesAt: ReadonlyMap<number, readonly number[]>;
  /** Switches between a free zone and a dead one: open before the free zone is fed. */
  readonly boundary: readonly { readonly index: number; readonly zone: number }[];
  /** Switches between dead and live: opened in any case. */
  readonly isolation: readonly number[];
  /** Local elements with movable load in free zones, and in live ones, ascending. */
  readonly free: readonly number[];
  readonly staying: readonly number[];
  /** Whether every free zone has to be supplied. */
  readonly whole: boolean;
  readonly options: TransferOptions;
}

/** How an area comes into question. */
export interface Situation {
  readonly status: Uint8Array;
  /** Element out of service; -1 = none: the outlets still feed the area. */
  readonly lost: number;
}

interface Side {
  readonly zone: number;
  /** Local element, -1 outside the area or on live ground. */
  readonly local: number;
  /** Element that feeds live ground, -1 elsewhere. */
  readonly live: number;
}

type Kind = Pick<Link, 'kind' | 'index' | 'closed' | 'steps'>;

const link = (kind: Kind, one: Side, other: Side): Link => ({
  ...kind,
  a: one.zone,
  b: other.zone,
  ends: [one.local, other.local],
  live: Math.max(one.live, other.live),
});

function sortSwitches(area: Area, { status, lost }: Situation) {
  const { grid, zones, up, zoneOfBody, zoneOfNode, near, far } = area;
  const links: Link[] = [];
  const boundary: { index: number; zone: number }[] = [];
  const isolation: number[] = [];
  const state = (zone: number): number => (zone < 0 ? DEAD : zone === zones ? LIVE : (status[zone] ?? DEAD));
  const sort = (index: number, one: Side, other: Side): void => {
    if (index < 0) return;
    const a = state(one.zone);
    const b = state(other.zone);
    if ((a === FREE && b === FREE) || (one.zone === zones && b === FREE))
      links.push(link({ kind: 'switch', index, closed: true, steps: 1 }, one, other));
    else if (a === FREE || b === FREE) boundary.push({ index, zone: a === FREE ? one.zone : other.zone });
    else if (a !== b) isolation.push(index);
  };
  area.elements.forEach((e, i) => {
    if (!isWire(grid, e)) return;
    const above = up[i] ?? -1;
    const atOutlet = !isWire(grid, grid.parent[e] ?? -1);
    // Before an outlet lies its busbar: live, unless what is lost stands at the outlet or above it.
    const before: Side = atOutlet
      ? { zone: lost >= 0 && isUnder(grid, e, lost) ? -1 : zones, local: -1, live: e }
      : { zone: zoneOfNode[above] ?? -1, local: above, live: -1 };
    const body: Side = { zone: zoneOfBody[i] ?? -1, local: i, live: -1 };
    sort(near[i] ?? -1, before, body);
    sort(far[i] ?? -1, body, { zone: zoneOfNode[i] ?? -1, local: i, live: -1 });
  });
  return { links, boundary, isolation };
}

function tieLinks(area: Area, { status, lost }: Situation, options: TransferOptions): Link[] {
  const { grid, zones, local, zoneOfNode } = area;
  const side = (element: number): Side | null => {
    const i = local.get(element) ?? -1;
    const zone = zoneOfNode[i] ?? -1;
    if (zone >= 0 && status[zone] === FREE) return { zone, local: i, live: -1 };
    const dead = zone >= 0 ? status[zone] === DEAD : lost >= 0 && isUnder(grid, element, lost);
    return dead || !options.mayReceive(element) ? null : { zone: zones, local: -1, live: element };
  };
  const touching = new Set(area.elements.flatMap((e) => grid.tiesAt.get(e) ?? []));
  return [...touching]
    .sort((a, b) => a - b)
    .flatMap((index): Link[] => {
      const tie = grid.ties[index];
      const one = side(tie?.ends[0] ?? -1);
      const other = side(tie?.ends[1] ?? -1);
      if (tie === undefined || one === null || other === null || one.zone === other.zone) return [];
      return [link({ kind: 'tie', index, closed: false, steps: tie.switchIds.length }, one, other)];
    });
}

/** Lays out what may be switched in an area. O(area · log). */
export function problemOf(
  area: Area,
  situation: Situation,
  whole: boolean,
  options: TransferOptions,
): Problem {
  const { status } = situation;
  const { links: switches, boundary, isolation } = sortSwitches(area, situation);
  const links = [...tieLinks(area, situation, options), ...switches.sort((a, b) => a.index - b.index)];
  const tiesAt = new Map<number, number[]>();
  links.forEach(({ kind, ends, live }, at) => {
    if (kind === 'tie' && live < 0) for (const end of ends) tiesAt.set(end, [...(tiesAt.get(end) ?? []), at]);
  });
  const inState = (state: number): number[] =>
    area.elements.flatMap((_, i) =>
      isMovable(area, i) && status[area.zoneOfNode[i] ?? -1] === state ? [i] : [],
    );
  return {
    area,
    load: new AreaLoad(area),
    status,
    links,
    linkOf: new Map(
      links.flatMap(({ kind, index }, at) => (kind === 'switch' ? [[index, at] as const] : [])),
    ),
    tiesAt,
    boundary,
    isolation,
    free: inState(FREE),
    staying: inState(LIVE),
    whole,
    options,
  };
}
