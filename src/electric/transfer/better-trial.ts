import type { Assessment } from './assess.ts';

type Worth = Pick<Assessment, 'servedCkva' | 'served' | 'steps'>;

/** Compares what is known before the checks: positive when `a` serves more, or more nodes. */
const serving = (a: Worth, b: Worth): number => a.servedCkva - b.servedCkva || a.served - b.served;

/**
 * The order of preference: most load supplied, most nodes, fewest places of unknown rating relied on, fewest switches
 * moved, largest least margin. Between equals the one found first stays, and trials are made in the order of ties.
 */
export const isBetter = (a: Assessment, b: Assessment | null): boolean =>
  b === null ||
  (serving(a, b) || b.unknown - a.unknown || b.steps - a.steps || a.marginCkva - b.marginCkva) > 0;

/** Whether a trial cannot beat the best one, whatever its checks would say. */
export function cannotBeat(worth: Worth, best: Assessment | null): boolean {
  if (best === null) return false;
  const more = serving(worth, best);
  return more < 0 || (more === 0 && best.unknown === 0 && worth.steps > best.steps);
}
