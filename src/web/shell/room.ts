import type { FunctionComponent } from 'preact';
import type { RegionsAnswer } from '../../contract/lists.ts';
import type { Session } from '../session/session.ts';

/** What every view of a room is drawn with. */
export interface RoomProps {
  readonly session: Session;
  /** Regions of the token; at least one. */
  readonly regions: RegionsAnswer['items'];
  /** Path below the room: `/manager/cases/12` → `['cases', '12']`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

export type Room = FunctionComponent<RoomProps>;

/** A place of a room, as the bar at the top leads to it. */
export interface Place {
  /** Below the room; empty = its first view. */
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}
