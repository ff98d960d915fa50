import { type Band, NOTHING, plus } from '../model/money.ts';
import { type Bill, type BillLine, PAYERS, type Payer, type Side } from '../model/plan.ts';
import type { Catalogue } from './catalogue.ts';
import { shareOut } from './share-out.ts';

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

const NO_SHARES = Object.fromEntries(PAYERS.map((payer) => [payer, 0])) as Record<Payer, number>;

type Item = Catalogue['items'][string];

function itemOf(catalogue: Catalogue, id: string): Item {
  const item = catalogue.items[id];
  if (item === undefined) throw new Error(`catalogue ${catalogue.id} has no item ${id}`);
  return item;
}

/** Fen for so many tenths of a unit, rounded once. */
const fen = (unitYuan: number, tenths: number): number =>
  Math.round((Math.round(unitYuan * 100) * tenths) / 10);

/** Lines of one item: where they stand, and their quantities in tenths. */
interface OfItem {
  readonly item: Item;
  readonly at: number[];
  readonly tenths: number[];
}

function byItem(catalogue: Catalogue, quantities: readonly Quantity[]): OfItem[] {
  const groups = new Map<string, OfItem>();
  quantities.forEach(({ item: id, quantity }, i) => {
    const group = groups.get(id) ?? { item: itemOf(catalogue, id), at: [], tenths: [] };
    group.at.push(i);
    group.tenths.push(Math.round(quantity * 10));
    groups.set(id, group);
  });
  return [...groups.values()];
}

/** Amounts of all lines at one end of the band, fen: each item's whole quantity is priced, then shared out by quantity. */
function amounts(groups: readonly OfItem[], lines: number, unitYuan: (item: Item) => number): number[] {
  const found = new Array<number>(lines).fill(0);
  for (const { item, at, tenths } of groups) {
    const all = tenths.reduce((a, b) => a + b, 0);
    if (all === 0) continue;
    const whole = fen(unitYuan(item), all);
    const parts = at.length === 1 ? [whole] : shareOut(whole, tenths);
    at.forEach((i, part) => (found[i] = parts[part] ?? 0));
  }
  return found;
}

/**
 * Prices a bill of quantities. An item's whole quantity is priced and rounded to the fen once, then shared out among its
 * lines: so the lines sum to the bill exactly, the payers' likely amounts to its likely amount, and neither splitting a
 * line nor moving the split changes the bill.
 *
 * @returns lines in the order given.
 */
export function priceBill(catalogue: Catalogue, quantities: readonly Quantity[]): Bill {
  const groups = byItem(catalogue, quantities);
  const low = amounts(groups, quantities.length, (item) => item.lowYuan);
  const likely = amounts(groups, quantities.length, (item) => item.likelyYuan);
  const high = amounts(groups, quantities.length, (item) => item.highYuan);
  const lines = quantities.map((line, i): BillLine => {
    const { name, unit } = itemOf(catalogue, line.item);
    return {
      item: line.item,
      name: name.zh,
      unit,
      quantity: line.quantity,
      lowFen: low[i] ?? 0,
      likelyFen: likely[i] ?? 0,
      highFen: high[i] ?? 0,
      side: line.side,
      payer: line.payer,
      rule: line.rule,
    };
  });
  const total = lines.reduce<Band>(plus, NOTHING);
  const payers: Record<Payer, number> = { ...NO_SHARES };
  for (const line of lines) payers[line.payer] += line.likelyFen;
  return { lines, payers, ...total };
}
