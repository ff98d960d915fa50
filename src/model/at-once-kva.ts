/** A plan by its stages. */
interface Staged {
  readonly stages: readonly { readonly capacityKva: number; readonly works: readonly string[] }[];
}

/** What a plan gives before any works on the public grid, kVA: all of it, where none are needed. */
export const atOnceKva = ({ stages: [first] }: Staged): number =>
  first?.works.length === 0 ? first.capacityKva : 0;
