/** What has been worked out for one request, by whoever worked it out. */
export type Notebook = Map<Notes<unknown>, unknown>;

/**
 * One module's notes in the notebook of a request: worked out once, gone with the request.
 *
 * No weak map: V8 takes its values for alive until the old generation is collected, so that everything a request held
 * would be copied there first.
 */
export class Notes<T> {
  readonly #begin: () => T;

  /** @param begin what the notes are of a request that has none yet. */
  constructor(begin: () => T) {
    this.#begin = begin;
  }

  in(notebook: Notebook): T {
    const known = notebook.get(this) as T | undefined;
    if (known !== undefined) return known;
    const begun = this.#begin();
    notebook.set(this, begun);
    return begun;
  }
}
