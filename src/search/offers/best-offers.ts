/** Offers an answer has. */
export const MOST_OFFERS = 5;

/** The cheapest few of the candidates seen so far: by whole fen, then source. */
export class BestOffers {
  /** Candidates, cheapest first. */
  readonly candidates = new Int32Array(MOST_OFFERS);
  readonly fen = new Float64Array(MOST_OFFERS);
  readonly #sources = new Int32Array(MOST_OFFERS);
  size = 0;

  clear(): void {
    this.size = 0;
  }

  /** What an offer may cost at most to come in; Infinity while there is room. */
  get limitFen(): number {
    return this.size < MOST_OFFERS ? Infinity : (this.fen[MOST_OFFERS - 1] ?? 0);
  }

  /** Puts a candidate in, or moves it up when it has become cheaper. */
  put(candidate: number, source: number, fen: number): void {
    let at = this.size;
    for (let i = 0; i < this.size; i++) if (this.candidates[i] === candidate) at = i;
    if (at === MOST_OFFERS) {
      if (!this.#isBefore(fen, source, MOST_OFFERS - 1)) return;
      at--;
    } else if (at === this.size) this.size++;
    while (at > 0 && this.#isBefore(fen, source, at - 1)) {
      this.candidates[at] = this.candidates[at - 1] ?? 0;
      this.fen[at] = this.fen[at - 1] ?? 0;
      this.#sources[at] = this.#sources[at - 1] ?? 0;
      at--;
    }
    this.candidates[at] = candidate;
    this.fen[at] = fen;
    this.#sources[at] = source;
  }

  #isBefore(fen: number, source: number, at: number): boolean {
    const other = this.fen[at] ?? 0;
    return fen < other || (fen === other && source < (this.#sources[at] ?? 0));
  }
}
