import { groundOf } from '../../model/ground.ts';
import { nearDistanceM } from '../../model/geodesic.ts';
import type { Land, Crossed } from './land.ts';
import { PieceIndex, indexPieces } from './piece-index.ts';
import type { RoadPieces } from './road-pieces.ts';

/** Something crossed, and by which edge. */
export interface EdgeCrossing extends Crossed {
  readonly edge: number;
}

/** Roads as a graph: pieces that may be used, with what they cross. */
export interface RoadNet extends RoadPieces {
  /** By edge, then along it. */
  readonly crossings: readonly EdgeCrossing[];
}

/** Metres between two nodes. */
export const metresBetween = ({ x, y }: Pick<RoadPieces, 'x' | 'y'>, u: number, v: number): number =>
  nearDistanceM((x[u] ?? 0) / 1e7, (y[u] ?? 0) / 1e7, (x[v] ?? 0) / 1e7, (y[v] ?? 0) / 1e7);

/**
 * The pieces that do not run through buildings (a tunnel may) or forbidden ground, each with the barriers, water and
 * major roads that it crosses between its ends.
 */
export function roadNet(pieces: RoadPieces, land: Land): RoadNet {
  const index = new PieceIndex(pieces, indexPieces(pieces));
  const crossings: EdgeCrossing[] = [];
  const kept: number[] = [];
  for (let i = 0; i < pieces.from.length; i++) {
    const piece = index.piece(i);
    const isTunnel = groundOf(pieces.ground[i] ?? 0).structure === 'tunnel';
    const met = land.meet(piece, isTunnel ? 'every-building' : []);
    if (met === null) continue;
    const edge = kept.push(i) - 1;
    const roads = index.majorsCrossed(piece, (other) => other === i);
    const all = [...met, ...roads].sort((a, b) => a.at - b.at || a.kind - b.kind);
    for (const { kind, at } of all) crossings.push({ edge, kind, at });
  }
  return {
    ...pieces,
    from: Uint32Array.from(kept, (i) => pieces.from[i] ?? 0),
    to: Uint32Array.from(kept, (i) => pieces.to[i] ?? 0),
    ground: Uint8Array.from(kept, (i) => pieces.ground[i] ?? 0),
    name: Uint16Array.from(kept, (i) => pieces.name[i] ?? 0),
    crossings,
  };
}
