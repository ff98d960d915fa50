import type { Place } from '../../model/geometry.ts';
import type { Columns } from '../../snapshot/layout.ts';
import { edgeStep } from './draw-route.ts';
import type { Way } from './road-search.ts';

/** A stretch that two routes share. */
export interface SharedStretch {
  readonly lengthM: number;
  /** A place on it. */
  readonly at: Place;
}

type Span = readonly [low: number, high: number];

/** The parts of edges that a way runs on, 0…1 along each. */
function spansOf(columns: Columns, { roads }: Way): Map<number, Span[]> {
  const spans = new Map<number, Span[]>();
  if (roads === null) return spans;
  const { on, nodes, edges, off } = roads;
  const add = (edge: number, a: number, b: number): void => {
    spans.set(edge, [...(spans.get(edge) ?? []), a < b ? [a, b] : [b, a]]);
  };
  const endAt = (edge: number, node: number | undefined): number => (columns.roadFrom[edge] === node ? 0 : 1);
  if (nodes.length === 0) add(on.edge, on.at, off.at);
  else {
    add(on.edge, on.at, endAt(on.edge, nodes[0]));
    for (const edge of edges) add(edge, 0, 1);
    add(off.edge, endAt(off.edge, nodes.at(-1)), off.at);
  }
  return spans;
}

/** What two ways from one receiving point both run on, from there on; none = they share nothing but junctions. */
export function sharedCorridor(columns: Columns, a: Way, b: Way): SharedStretch[] {
  const shared: SharedStretch[] = [];
  const on = a.roads?.on;
  const other = b.roads?.on;
  if (on !== undefined && other !== undefined && on.m > 0 && on.edge === other.edge && on.at === other.at)
    shared.push({ lengthM: on.m, at: { lon: on.spot.x / 1e7, lat: on.spot.y / 1e7 } });
  const theirs = spansOf(columns, b);
  for (const [edge, spans] of spansOf(columns, a)) {
    for (const [low, high] of spans) {
      for (const [from, to] of theirs.get(edge) ?? []) {
        const start = Math.max(low, from);
        const end = Math.min(high, to);
        if (end <= start) continue;
        const { m: lengthM, to: at } = edgeStep(columns, edge, [start, end]);
        if (lengthM > 0) shared.push({ lengthM, at });
      }
    }
  }
  return shared;
}
