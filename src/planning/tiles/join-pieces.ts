import type { RoadPiece } from '../../snapshot/ground-shapes.ts';

/** Pieces of road of one kind and name that run into one another. */
export interface JoinedRoad {
  readonly ground: RoadPiece['ground'];
  readonly name: number;
  /** Longitude and latitude, degrees. */
  readonly path: [number, number][];
}

const keyOf = (x: number, y: number): string => `${x},${y}`;

/** The pieces of one kind by the places they end at. */
class Ends {
  readonly #at = new Map<string, number[]>();
  readonly #pieces: readonly RoadPiece[];
  readonly #used: Uint8Array;

  constructor(pieces: readonly RoadPiece[]) {
    this.#pieces = pieces;
    this.#used = new Uint8Array(pieces.length);
    pieces.forEach(({ ends: [ax, ay, bx, by] }, i) => {
      for (const key of [keyOf(ax, ay), keyOf(bx, by)]) {
        const known = this.#at.get(key);
        if (known === undefined) this.#at.set(key, [i]);
        else known.push(i);
      }
    });
  }

  take(i: number): boolean {
    const isFree = this.#used[i] === 0;
    this.#used[i] = 1;
    return isFree;
  }

  /** The other end of the one piece that goes on from a place, taking it; `null` at an end or a junction. */
  next(x: number, y: number): [number, number] | null {
    const here = this.#at.get(keyOf(x, y)) ?? [];
    const on = here.find((i) => this.#used[i] === 0);
    if (on === undefined || here.length !== 2) return null;
    this.#used[on] = 1;
    const [ax, ay, bx, by] = this.#pieces[on]?.ends ?? [0, 0, 0, 0];
    return ax === x && ay === y ? [bx, by] : [ax, ay];
  }
}

/** Joins pieces of road that run into one another, as far as the next junction of roads of that kind and name. */
export function joinPieces(pieces: readonly RoadPiece[]): JoinedRoad[] {
  const kinds = new Map<number, RoadPiece[]>();
  for (const piece of pieces) {
    const same = kinds.get(piece.code);
    if (same === undefined) kinds.set(piece.code, [piece]);
    else same.push(piece);
  }
  return [...kinds.values()].flatMap((same) => {
    const ends = new Ends(same);
    return same.flatMap(({ ground, name, ends: [ax, ay, bx, by] }, i) => {
      if (!ends.take(i)) return [];
      const back = follow(ends, ax, ay).reverse();
      const path = [...back, [ax, ay], [bx, by], ...follow(ends, bx, by)];
      return [{ ground, name, path: path.map(([x = 0, y = 0]): [number, number] => [x / 1e7, y / 1e7]) }];
    });
  });
}

function follow(ends: Ends, x: number, y: number): [number, number][] {
  const path: [number, number][] = [];
  for (let at = ends.next(x, y); at !== null; at = ends.next(at[0], at[1])) path.push(at);
  return path;
}
