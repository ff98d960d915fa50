import type { View } from './view.ts';

/** Every view of the planner's room. */
export const PLANNER_VIEWS: readonly View[] = [{ name: 'planner', role: 'planner', path: '', hasMap: true }];
