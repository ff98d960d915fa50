/** Node ids of a line; a ring ends where it begins. */
type Refs = readonly number[];

const isRing = (refs: Refs): boolean => refs.length >= 4 && refs[0] === refs.at(-1);

/** The piece turned so that it goes on from a node; `null` where it does not touch it. */
function onFrom(piece: Refs, node: number | undefined): Refs | null {
  if (piece[0] === node) return piece;
  return piece.at(-1) === node ? piece.toReversed() : null;
}

/**
 * Rings of the pieces of a multipolygon: pieces are joined at their ends, in the order they come.
 *
 * @returns `null` when a piece is left over: the border has a gap.
 * @cost O(n²) in the pieces, of which there are a few dozen.
 */
export function joinRings(pieces: readonly Refs[]): Refs[] | null {
  const left = [...pieces];
  const rings: Refs[] = [];
  for (;;) {
    let ring: Refs | undefined = left.shift();
    if (ring === undefined) return rings;
    while (!isRing(ring)) {
      const end: number | undefined = ring.at(-1);
      const next = left.findIndex((piece) => onFrom(piece, end) !== null);
      const more: Refs | null = next < 0 ? null : onFrom(left[next] ?? [], end);
      if (more === null) return null;
      left.splice(next, 1);
      ring = [...ring, ...more.slice(1)];
    }
    rings.push(ring);
  }
}
