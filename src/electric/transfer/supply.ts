import type { Ckva } from '../../model/capacity-rules.ts';
import type { Walk } from './walk.ts';

/** An element of the grid or a tie, by index. */
export interface Place {
  readonly kind: 'element' | 'tie';
  readonly index: number;
}

/** One live end with all that would hang on it. */
export interface Supply {
  readonly walk: Walk;
  /** Least left over the known places that would carry more, 0.01 kVA; `null` = none known. */
  marginCkva: Ckva | null;
  binding: Place | null;
  /** Least left above the live end, and on the wire or tie by which each node of the walk is reached, where it carries more. */
  aboveCkva: Ckva;
  readonly leftCkva: (Ckva | undefined)[];
  /** Places that would carry more and of which rating or peak is unknown. */
  readonly unknown: Place[];
}
