import type { Place } from '../shell/room.ts';

/** What the bar at the top of the customer's room leads to. */
export const PLACES: readonly Place[] = [
  { path: '', zh: '我的申请', en: 'My applications' },
  { path: 'new', zh: '申请用电', en: 'Apply' },
  { path: 'help', zh: '办电指南', en: 'Guide' },
];
