import type { Quantity } from './bill.ts';
import { shareOut } from './share-out.ts';

/** A part of a line: whose it is, and how much of the route lies in it. */
export type LinePart = Pick<Quantity, 'side' | 'payer' | 'rule'> & {
  /** Metres of the route in this part; only their proportion counts. */
  readonly lengthM: number;
};

const MM = 1000;
const TENTHS = 10;

/**
 * A line of a bill split by where its metres lie, as the red line splits a route. The parts' quantities are in 0.1 m and
 * sum exactly to the line's; a part of no length is left out. Priced together (`priceBill`), parts of one item cost
 * exactly what the line costs unsplit: a red line that moves shifts money between payers and nothing else.
 *
 * @throws Error when no part has any length.
 */
export function splitLine(line: Quantity, parts: readonly LinePart[]): Quantity[] {
  const weights = parts.map(({ lengthM }) => Math.round(lengthM * MM));
  if (weights.every((weight) => weight === 0)) throw new Error(`${line.item} is split into no length`);
  const tenths = shareOut(Math.round(line.quantity * TENTHS), weights);
  return parts
    .map(({ side, payer, rule }, i) => ({ ...line, side, payer, rule, quantity: (tenths[i] ?? 0) / TENTHS }))
    .filter(({ quantity }) => quantity > 0);
}
