import type { View } from './view.ts';

/** Every view of the manager's room. */
export const MANAGER_VIEWS: readonly View[] = [{ name: 'manager', role: 'manager', path: '', hasMap: true }];
