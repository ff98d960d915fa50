import { toShown, type Flaw } from '../check-value.ts';
import type { ListName } from './network.ts';

/** Something wrong with an element of a file. */
export interface ElementFlaw extends Flaw {
  readonly list: ListName;
  readonly id: string | null;
  readonly field: string | null;
}

/** Names the element and field at fault; `received` is shortened to something printable. */
export const flawOf = (
  at: Pick<ElementFlaw, 'list' | 'id' | 'field'>,
  reason: string,
  received: unknown,
  allowed: string,
): ElementFlaw => ({ ...at, reason, received: toShown(received), allowed });
