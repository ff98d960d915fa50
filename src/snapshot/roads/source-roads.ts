import type { Place } from '../../model/geometry.ts';
import type { Access, Roads } from './roads.ts';

/** Where power sources reach the roads, as columns of a snapshot. */
export interface SourceRoadColumns {
  readonly sourceRoad: Int32Array;
  readonly sourceRoadAt: Float32Array;
  readonly sourceRoadM: Float32Array;
  readonly sourceCrossingStart: Uint32Array;
  readonly sourceCrossingKind: Uint8Array;
  readonly sourceCrossingAt: Float32Array;
}

/** Ties every source to its nearest reachable point on a road; −1 where there is none. */
export function sourceRoads(roads: Roads, places: readonly Place[]): SourceRoadColumns {
  const reached = places.map((place): Access | null => roads.accesses(place, 1)[0] ?? null);
  const start = new Uint32Array(places.length + 1);
  reached.forEach((access, source) => {
    start[source + 1] = (start[source] ?? 0) + (access?.crossed.length ?? 0);
  });
  const crossed = reached.flatMap((access) => access?.crossed ?? []);
  return {
    sourceRoad: Int32Array.from(reached, (access) => access?.edge ?? -1),
    sourceRoadAt: Float32Array.from(reached, (access) => access?.at ?? 0),
    sourceRoadM: Float32Array.from(reached, (access) => access?.m ?? 0),
    sourceCrossingStart: start,
    sourceCrossingKind: Uint8Array.from(crossed, ({ kind }) => kind),
    sourceCrossingAt: Float32Array.from(crossed, ({ at }) => at),
  };
}
