import { PLACES as customer } from '../customer/places.ts';
import { PLACES as manager } from '../manager/places.ts';
import { PLACES as planner } from '../planner/places.ts';
import type { Session } from '../session/session.ts';
import type { Place, Room } from './room.ts';

interface RoomOfRole {
  readonly places: readonly Place[];
  /** Rooms are loaded when somebody enters: a customer's browser never sees the planner's. */
  readonly load: () => Promise<Room>;
}

/** The room of every role. */
export const ROOMS: Readonly<Record<Session['role'], RoomOfRole>> = {
  customer: { places: customer, load: async () => (await import('../customer/room.tsx')).CustomerRoom },
  manager: { places: manager, load: async () => (await import('../manager/room.tsx')).ManagerRoom },
  planner: { places: planner, load: async () => (await import('../planner/room.tsx')).PlannerRoom },
  operator: { places: [], load: async () => (await import('../operator/room.tsx')).OperatorRoom },
};
