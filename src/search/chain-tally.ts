import type { Ckva } from '../model/capacity-rules.ts';
import type { Chain, Grade } from '../model/plan.ts';
import { worse } from './grade.ts';

/** A chain without its rows. */
export type ChainSummary = Omit<Chain, 'rows' | 'because'>;

/** Gathers the minimum, the unknowns and the grade while a chain is walked from the customer up. */
export class ChainTally {
  #leftCkva: Ckva | null = null;
  #binding: string | null = null;
  #grade: Grade = 'A';
  readonly #unknown: string[] = [];

  /** @param leftCkva room after what is added; `null` = unknown. */
  count(elementId: string, leftCkva: Ckva | null, grade: Grade): void {
    this.#grade = worse(this.#grade, grade);
    if (leftCkva === null) {
      this.#unknown.push(elementId);
    } else if (this.#leftCkva === null || leftCkva < this.#leftCkva) {
      this.#leftCkva = leftCkva;
      this.#binding = elementId;
    }
  }

  summary(): ChainSummary {
    const openKnownKva = this.#leftCkva === null ? null : this.#leftCkva / 100;
    return {
      openKva: this.#unknown.length === 0 ? openKnownKva : null,
      openKnownKva,
      bindingElementId: this.#binding,
      unknownElementIds: this.#unknown,
      grade: this.#grade,
    };
  }
}
