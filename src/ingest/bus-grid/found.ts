import type { TableRow } from '../check-row.ts';
import { toShown, type Flaw } from '../check-value.ts';
import type { Element } from './bus-grid.ts';

/** What an element of a file comes to: a row, a flaw, or nothing on purpose, with the words it is counted under. */
export type Found =
  | (TableRow & { readonly of: Element })
  | { readonly flaw: Flaw & { readonly field: string | null }; readonly of: Element }
  | { readonly leftOut: string };

/** A flaw of an element; `received` is shortened to something printable. */
export const flawOf = (
  of: Element,
  field: string | null,
  reason: string,
  [received, allowed]: readonly [unknown, string],
): Found => ({ of, flaw: { field, reason, received: toShown(received), allowed } });
