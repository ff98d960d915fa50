import type { Ckva } from '../model/capacity-rules.ts';
import type { Chain, Grade } from '../model/plan.ts';
import { worse } from './grade.ts';

/** A chain without its rows. */
export type ChainSummary = Omit<Chain, 'rows' | 'because'>;

/** Gathers the minimum, the unknowns and the grade while a chain is walked from the customer up. */
export class ChainTally {
  #leftCkva: Ckva | null = null;
  #binding: string | number | null = null;
  #grade: Grade = 'A';
  readonly #unknown: (string | number)[] = [];

  /**
   * @param element its id, or its number where {@link summary} is told how to name one.
   * @param leftCkva room after what is added; `null` = unknown.
   */
  count(element: string | number, leftCkva: Ckva | null, grade: Grade): void {
    this.#grade = worse(this.#grade, grade);
    if (leftCkva === null) {
      this.#unknown.push(element);
    } else if (this.#leftCkva === null || leftCkva < this.#leftCkva) {
      this.#leftCkva = leftCkva;
      this.#binding = element;
    }
  }

  /** The same without ids. */
  room(): Pick<ChainSummary, 'openKva' | 'openKnownKva' | 'grade'> {
    const openKnownKva = this.#leftCkva === null ? null : this.#leftCkva / 100;
    return {
      openKva: this.#unknown.length === 0 ? openKnownKva : null,
      openKnownKva,
      grade: this.#grade,
    };
  }

  summary(nameOf: (element: number) => string = String): ChainSummary {
    const { openKva, openKnownKva, grade } = this.room();
    const named = (element: string | number): string =>
      typeof element === 'number' ? nameOf(element) : element;
    return {
      openKva,
      openKnownKva,
      bindingElementId: this.#binding === null ? null : named(this.#binding),
      unknownElementIds: this.#unknown.map(named),
      grade,
    };
  }
}
