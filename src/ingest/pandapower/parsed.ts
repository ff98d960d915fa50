import type { Flaw } from '../check-value.ts';

/** What some cells of a row come to, or what is wrong with them; `field` is the part at fault. */
export type Parsed<T> =
  { readonly value: T | null } | { readonly flaws: readonly (Flaw & { readonly field: string | null })[] };
