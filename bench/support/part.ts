/** What a run of the bench is asked for. */
export interface Asked {
  readonly sizes: readonly string[];
  /** Few questions and short runs: shows that everything works, not how fast it is. */
  readonly quick: boolean;
}

/** What a part of the bench has measured. */
export interface Measured {
  /** Markdown. */
  readonly text: string;
  /** By name; times in µs, rates per second, ratios without a unit. */
  readonly figures: Readonly<Record<string, number>>;
}

/** One part of the bench. */
export type Part = (asked: Asked) => Promise<Measured>;
