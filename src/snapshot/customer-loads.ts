import type { BuildNote } from '../model/finding.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';
import { CUSTOMERS } from './columns.ts';
import { type Columns } from './layout.ts';

/**
 * Writes what the record says of customers' loads at each element's far end: the stated load, else the contract, else
 * unknown.
 */
export function writeCustomers(
  { customerKva, customerState }: Pick<Columns, 'customerKva' | 'customerState'>,
  rows: GridRows,
  forest: Forest,
): void {
  const places = placesOf(forest);
  for (const customer of rows.customers) {
    const element = places[customer.at_kind].get(customer.at_id);
    if (element === undefined) continue;
    const { load_kw: kw, load_kvar: kvar, contracted_kva: contracted } = customer;
    const kva = kw === null ? contracted : Math.hypot(kw, kvar ?? 0);
    customerKva[element] = (customerKva[element] ?? 0) + (kva ?? 0);
    const state = CUSTOMERS.here | (kva === null ? CUSTOMERS.ofUnknownSize : 0);
    customerState[element] = (customerState[element] ?? 0) | state;
  }
}

const placesOf = (forest: Forest) => ({
  node: forest.atNode,
  'distribution-transformer': forest.atTransformer,
  'lv-point': forest.atPoint,
});

/** A note of the customers at places that nothing feeds; none where there are none. */
export function customersNowhere({ customers }: GridRows, forest: Forest): BuildNote[] {
  const places = placesOf(forest);
  const ids: string[] = [];
  for (const { id, at_kind: kind, at_id: place } of customers) if (!places[kind].has(place)) ids.push(id);
  return ids.length === 0
    ? []
    : [{ code: 'customer-nowhere', severity: 'warning', subject: 'customer', ids: ids.sort() }];
}
