import type { Place } from '../shell/room.ts';
import { capacity } from './messages/capacity.ts';

const place = (path: string, key: Extract<keyof typeof capacity.zh, `place.${string}`>): Place => ({
  path,
  zh: capacity.zh[key],
  en: capacity.en[key],
});

/** What the bar at the top of the planner's room leads to. */
export const PLACES: readonly Place[] = [
  place('', 'place.map'),
  place('what-if', 'place.whatIf'),
  place('warnings', 'place.warnings'),
  place('publications', 'place.publications'),
  place('screenings', 'place.screenings'),
  place('findings', 'place.findings'),
];
