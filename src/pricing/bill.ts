import { type Band, NOTHING, plus } from '../model/money.ts';
import { type Bill, type BillLine, PAYERS, type Payer, type Side } from '../model/plan.ts';
import type { Catalogue } from './catalogue.ts';

/** One line of a bill of quantities, before it is priced. */
export interface Quantity {
  readonly item: string;
  /** Metres or pieces; metres to 0.1. */
  readonly quantity: number;
  readonly side: Side;
  readonly payer: Payer;
  /** Rule that named the payer; `null` where none is loaded. */
  readonly rule: string | null;
}

const fen = (yuan: number, quantity: number): number => Math.round(yuan * 100 * quantity);

function price(catalogue: Catalogue, line: Quantity): BillLine {
  const item = catalogue.items[line.item];
  if (item === undefined) throw new Error(`catalogue ${catalogue.id} has no item ${line.item}`);
  return {
    ...line,
    name: item.name.zh,
    unit: item.unit,
    lowFen: fen(item.lowYuan, line.quantity),
    likelyFen: fen(item.likelyYuan, line.quantity),
    highFen: fen(item.highYuan, line.quantity),
  };
}

/**
 * Prices a bill of quantities. Each line is rounded to the fen first, so the lines sum to the bill exactly, and the
 * payers' likely amounts to its likely amount.
 */
export function priceBill(catalogue: Catalogue, quantities: readonly Quantity[]): Bill {
  const lines = quantities.map((line) => price(catalogue, line));
  const total = lines.reduce<Band>(plus, NOTHING);
  const payers = Object.fromEntries(PAYERS.map((payer) => [payer, 0])) as Record<Payer, number>;
  for (const line of lines) payers[line.payer] += line.likelyFen;
  return { ...total, lines, payers };
}
