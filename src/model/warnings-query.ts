/** A look at what of a region has to be warned of. */
export interface WarningsQuery {
  readonly region: string;
  /** ISO day the figures' age is counted to. */
  readonly asOf: string;
  /** Elements, `kind/id`, of which it is to be told where they are. */
  readonly about: readonly string[];
}
