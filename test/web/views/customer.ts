import type { View } from './view.ts';

/** Every view of the customer's room. */
export const CUSTOMER_VIEWS: readonly View[] = [
  { name: 'customer', role: 'customer', path: '', hasMap: true },
];
