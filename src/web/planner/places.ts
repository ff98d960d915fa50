import type { Place } from '../shell/room.ts';
import { capacity } from './messages/capacity.ts';

const place = (path: string, key: 'place.map' | 'place.whatIf' | 'place.findings'): Place => ({
  path,
  zh: capacity.zh[key],
  en: capacity.en[key],
});

/** What the bar at the top of the planner's room leads to. */
export const PLACES: readonly Place[] = [
  place('', 'place.map'),
  place('what-if', 'place.whatIf'),
  place('findings', 'place.findings'),
];
