import type { Place } from '../../model/geometry.ts';
import type { Roads } from './roads.ts';

/** Where power sources reach the roads, as columns of a snapshot. */
export interface SourceRoadColumns {
  readonly sourceRoad: Int32Array;
  readonly sourceRoadAt: Float32Array;
  readonly sourceRoadM: Float32Array;
  readonly sourceCrossingStart: Uint32Array;
  readonly sourceCrossingKind: Uint8Array;
  readonly sourceCrossingAt: Float32Array;
}

/** Places by number. */
interface Places {
  readonly length: number;
  placeOf(i: number): Place;
}

/** Ties every source to its nearest reachable point on a road; −1 where there is none. */
export function sourceRoads(roads: Roads, places: Places): SourceRoadColumns {
  const n = places.length;
  const columns = {
    sourceRoad: new Int32Array(n).fill(-1),
    sourceRoadAt: new Float32Array(n),
    sourceRoadM: new Float32Array(n),
    sourceCrossingStart: new Uint32Array(n + 1),
  };
  const kinds: number[] = [];
  const at: number[] = [];
  for (let source = 0; source < n; source++) {
    const [access] = roads.accesses(places.placeOf(source), 1);
    if (access !== undefined) {
      columns.sourceRoad[source] = access.edge;
      columns.sourceRoadAt[source] = access.at;
      columns.sourceRoadM[source] = access.m;
      for (const crossed of access.crossed) at[kinds.push(crossed.kind) - 1] = crossed.at;
    }
    columns.sourceCrossingStart[source + 1] = kinds.length;
  }
  return {
    ...columns,
    sourceCrossingKind: Uint8Array.from(kinds),
    sourceCrossingAt: Float32Array.from(at),
  };
}
