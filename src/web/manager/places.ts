import type { Place } from '../shell/room.ts';

/** What the bar at the top of the manager's room leads to. */
export const PLACES: readonly Place[] = [];
