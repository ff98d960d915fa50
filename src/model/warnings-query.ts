/** Works that applications ask for at an element, as the report of reinforcements sums them. */
export interface AskedFor {
  /** `kind/id`. */
  readonly element: string;
  readonly remedies: readonly string[];
  readonly chosen: { readonly applications: number; readonly waitingKva: number };
  readonly offered: { readonly applications: number; readonly waitingKva: number };
}

/** A look at what of a region has to be warned of. */
export interface WarningsQuery {
  readonly region: string;
  /** ISO day the figures' age is counted to. */
  readonly asOf: string;
  /** Each element once. */
  readonly asked: readonly AskedFor[];
}
