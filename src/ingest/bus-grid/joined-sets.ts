/** Sets of names that grow together (union–find with path halving; Tarjan and van Leeuwen 1984). */
export class JoinedSets {
  readonly #up = new Map<string, string>();

  /** A name that stands for the whole set; of a name never joined, itself. */
  setOf(name: string): string {
    let at = name;
    for (let up = this.#up.get(at); up !== undefined; up = this.#up.get(at)) {
      const above = this.#up.get(up);
      if (above !== undefined) this.#up.set(at, above);
      at = up;
    }
    return at;
  }

  join(one: string, other: string): void {
    const [a, b] = [this.setOf(one), this.setOf(other)];
    if (a !== b) this.#up.set(b, a);
  }
}
