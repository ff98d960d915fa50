/** Rows by the group each belongs to, ascending within a group: two typed arrays, no object per row. */
export class GroupedRows {
  readonly #start: Uint32Array;
  readonly #rows: Uint32Array;

  /** @param groupOf number of each row's group; −1 = of none. */
  constructor(groupOf: Int32Array, groups: number) {
    this.#start = new Uint32Array(groups + 1);
    for (const group of groupOf) if (group >= 0) this.#start[group + 1] = (this.#start[group + 1] ?? 0) + 1;
    for (let g = 0; g < groups; g++) this.#start[g + 1] = (this.#start[g + 1] ?? 0) + (this.#start[g] ?? 0);
    this.#rows = new Uint32Array(this.#start[groups] ?? 0);
    const next = this.#start.slice();
    groupOf.forEach((group, row) => {
      if (group < 0) return;
      const at = next[group] ?? 0;
      this.#rows[at] = row;
      next[group] = at + 1;
    });
  }

  of(group: number): Uint32Array {
    return group < 0
      ? this.#rows.subarray(0, 0)
      : this.#rows.subarray(this.#start[group], this.#start[group + 1]);
  }
}
