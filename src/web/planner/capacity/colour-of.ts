import type { ColourName } from '../../map/colour.ts';
import { LEFT_STEPS } from '../../map/left-scale.ts';
import { LOAD_STEPS } from './scales.ts';
import { type Item, securityClasses } from './security.ts';

const UNKNOWN: ColourName = 'left-unknown';

/** The colour of what is left, as on the map. */
export const leftName = (openKva: number | null): ColourName =>
  openKva === null ? UNKNOWN : (LEFT_STEPS.findLast(({ fromKva }) => openKva >= fromKva)?.colour ?? UNKNOWN);

/** The colour of a load rate (1 = full), as on the map. */
export const loadName = (rate: number | null): ColourName =>
  rate === null
    ? UNKNOWN
    : (LOAD_STEPS.findLast(({ fromPercent }) => rate * 100 >= fromPercent)?.colour ?? UNKNOWN);

/** The colour of what a loss leaves, as on the map. */
export function securityName(item: Item): ColourName {
  const classes = securityClasses([item]);
  const found = (Object.keys(classes) as (keyof typeof classes)[]).find((name) => classes[name].length > 0);
  return found ?? UNKNOWN;
}
