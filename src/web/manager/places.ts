import type { Place } from '../shell/room.ts';

/** What the bar at the top of the manager's room leads to. */
export const PLACES: readonly Place[] = [
  { path: '', zh: '报装申请', en: 'Applications' },
  { path: 'new', zh: '登记申请', en: 'New application' },
  { path: 'weekly', zh: '周例会', en: 'Weekly table' },
];
