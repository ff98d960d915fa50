/** Money inside is a whole number of fen (0.01 yuan); sums are exact. */
export type Fen = number;

/** Three points of a reference price or cost. */
export interface Band {
  readonly lowFen: Fen;
  readonly likelyFen: Fen;
  readonly highFen: Fen;
}

export const NOTHING: Band = { lowFen: 0, likelyFen: 0, highFen: 0 };

/** Sum of two bands. */
export const plus = (a: Band, b: Band): Band => ({
  lowFen: a.lowFen + b.lowFen,
  likelyFen: a.likelyFen + b.likelyFen,
  highFen: a.highFen + b.highFen,
});

/** Yuan with two decimals for the wire; exact below 90 trillion yuan. */
export const toYuan = (fen: Fen): number => fen / 100;
