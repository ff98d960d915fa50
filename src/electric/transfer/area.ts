import { type TransferGrid, isSection, isWire } from './grid.ts';

/**
 * The feeders on which something is switched, cut at their closed switches into *zones*.
 *
 * Every wire element (outlet, bay, section) has a body and a node at its far end. A body is joined to the node before it
 * unless a switch sits at its near end, and to its own node unless one sits at its far end; what is joined is one zone. So
 * a section with one switch belongs to the zone on the switch's other side, and one with two is a zone of its own.
 */
export interface Area {
  readonly grid: TransferGrid;
  /** Wire elements of the feeders and everything above them, ascending: parents first. */
  readonly elements: readonly number[];
  /** Place of an element in `elements`. */
  readonly local: ReadonlyMap<number, number>;
  /** Local parent; -1 at the top. */
  readonly up: Int32Array;
  /** Local children that are wire. */
  readonly below: readonly (readonly number[])[];
  /** Zone of each wire element's node and body; -1 above the outlets. */
  readonly zoneOfNode: Int32Array;
  readonly zoneOfBody: Int32Array;
  /** Zone above each zone; -1 at an outlet. Parents first. */
  readonly zoneAbove: readonly number[];
  readonly zones: number;
  /** Switch at the near and far end of each element, by index in the grid; -1 = none. */
  readonly near: Int32Array;
  readonly far: Int32Array;
}

function wiresOf(grid: TransferGrid, outlets: readonly number[]): number[] {
  const found = new Set<number>();
  for (const outlet of outlets) {
    for (let e = outlet; e >= 0; e = grid.parent[e] ?? -1) found.add(e);
    for (let e = outlet; e < (grid.end[outlet] ?? 0);) {
      const wire = isWire(grid, e);
      if (wire) found.add(e);
      e = wire ? e + 1 : (grid.end[e] ?? e + 1);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Two switches at one end do the work of one: the first by id is used. */
function switchColumns(
  grid: TransferGrid,
  elements: readonly number[],
): { near: Int32Array; far: Int32Array } {
  const near = new Int32Array(elements.length).fill(-1);
  const far = new Int32Array(elements.length).fill(-1);
  elements.forEach((e, i) => {
    for (const s of grid.switchesAt.get(e) ?? []) {
      const column = grid.switches[s]?.far === true ? far : near;
      if (column[i] === -1) column[i] = s;
    }
  });
  return { near, far };
}

/**
 * The area of some feeders.
 *
 * @param outlets their outlet elements.
 * @cost O(wire elements · log).
 */
export function areaOf(grid: TransferGrid, outlets: readonly number[]): Area {
  const elements = wiresOf(grid, outlets);
  const n = elements.length;
  const local = new Map(elements.map((e, i) => [e, i]));
  const up = Int32Array.from(elements, (e) => local.get(grid.parent[e] ?? -1) ?? -1);
  const { near, far } = switchColumns(grid, elements);
  const below: number[][] = elements.map(() => []);
  const zoneOfNode = new Int32Array(n).fill(-1);
  const zoneOfBody = new Int32Array(n).fill(-1);
  const zoneAbove: number[] = [];
  const cut = (above: number): number => zoneAbove.push(above) - 1;
  elements.forEach((e, i) => {
    if (!isWire(grid, e)) return;
    const above = up[i] ?? -1;
    below[above]?.push(i);
    const before = zoneOfNode[above] ?? -1;
    const body = before < 0 || near[i] !== -1 ? cut(before) : before;
    zoneOfBody[i] = body;
    zoneOfNode[i] = far[i] === -1 ? body : cut(body);
  });
  const zones = zoneAbove.length;
  return { grid, elements, local, up, below, zoneOfNode, zoneOfBody, zoneAbove, zones, near, far };
}

/** Whether a local element's node carries load that can change its supplier. */
export const isMovable = (area: Area, i: number): boolean => isSection(area.grid, area.elements[i] ?? -1);
