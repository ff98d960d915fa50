import { priceBill } from '../../pricing/bill.ts';
import type { PlanTask } from '../context.ts';
import type { Work } from './works.ts';

/** Likely cost of works, whoever pays, fen: what alternatives are put in order by before anybody says who does. */
export const likelyFenOf = ({ catalogue }: PlanTask, works: readonly Work[]): number =>
  priceBill(
    catalogue,
    works.map((work) => ({ payer: 'undecided', rule: null, ...work })),
  ).likelyFen;
