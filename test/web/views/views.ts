import type { View } from './view.ts';
import { CUSTOMER_VIEWS } from './customer.ts';
import { MANAGER_VIEWS } from './manager.ts';
import { PLANNER_VIEWS } from './planner.ts';

const OPERATOR_VIEWS: readonly View[] = [{ name: 'operator', role: 'operator', path: '', hasMap: false }];

/** Every view of the page. */
export const VIEWS: readonly View[] = [
  ...CUSTOMER_VIEWS,
  ...MANAGER_VIEWS,
  ...PLANNER_VIEWS,
  ...OPERATOR_VIEWS,
];
