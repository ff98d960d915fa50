import type { AskedWhen } from './asked-when.ts';
import type { CapacityMapQuery, FinishedMap } from './capacity-map.ts';
import type { SupplyRequest } from './demand.ts';
import type { RoomQuery } from './features.ts';
import type { GridFiguresQuery } from './grid-figures.ts';
import type { Place } from './geometry.ts';
import type { Role } from './role.ts';
import type { JointAsk, ScreenAsk } from './screening.ts';
import type { FinishedTile, TileQuery } from './tiles.ts';
import type { WarningsFound } from './warning.ts';
import type { WarningsQuery } from './warnings-query.ts';
import type { WhatIfQuery } from './what-if.ts';

export interface PowerSourcesQuery extends AskedWhen {
  readonly region: string;
  readonly at: Place;
  /** Geodesic, inclusive. */
  readonly radiusM: number;
  /** Only sources whose `openKnownKva` reaches this. */
  readonly needKva: number | null;
  readonly limit: number;
  readonly asOf: string;
}

export interface ChainQuery extends AskedWhen {
  readonly region: string;
  readonly elementId: string;
  /** Kind of the element or node, where one id names several; `null` = the first in the documented order. */
  readonly kind: string | null;
  readonly asOf: string;
}

/** What capacity is listed for. */
export const CAPACITY_LISTS = [
  'feeders',
  'distribution-transformers',
  'main-transformers',
  'substations',
] as const;
export type CapacityListName = (typeof CAPACITY_LISTS)[number];

export interface CapacityListQuery extends AskedWhen {
  readonly region: string;
  readonly list: CapacityListName;
  /** West, south, east, north, degrees WGS 84; `null` = everywhere. */
  readonly bbox: readonly [number, number, number, number] | null;
  /** Only what hangs on this feeder. */
  readonly feeder: string | null;
  /** Only what has at least this much room; what is not known to have it is left out. */
  readonly minOpenKva: number | null;
  /** Only what is loaded at least this much, as a share of the rating. */
  readonly minLoadRate: number | null;
  /** Whether the items of the page say what survives a loss. */
  readonly withSecurity: boolean;
  /** Id after which the page begins; `null` = the first page. */
  readonly after: string | null;
  readonly pageSize: number;
  readonly asOf: string;
}

/** A finished answer: JSON text ready for the wire, and how long each phase took in milliseconds. */
export interface Finished {
  readonly ok: true;
  readonly body: string;
  readonly phasesMs: Readonly<Record<string, number>>;
}

/** A field of a question that does not fit the grid. */
export interface QueryFault {
  /** RFC 6901, into the body of the question. */
  readonly pointer: string;
  readonly code: 'not-known' | 'not-unique' | 'out-of-range' | 'closed-loop' | 'cut-off' | 'not-solvable';
  readonly received: string | number | boolean | null;
  readonly allowed: readonly string[] | string | null;
}

/** The domain says no. */
export type Declined =
  | {
      readonly ok: false;
      /** `not-ready`: the region's figures are being loaded anew. */
      readonly code: 'element-not-found' | 'policy-not-found' | 'cancelled' | 'not-ready';
      readonly received: string | null;
      readonly allowed: readonly string[] | null;
    }
  | {
      readonly ok: false;
      readonly code: 'invalid-request' | 'load-flow-collapses';
      /** All faults at once. */
      readonly faults: readonly QueryFault[];
    };

export type Answer = Finished | Declined;

/** Thrown when the queue is full; the caller answers 503 with `Retry-After`. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

/** What a pack is, for the list of what is in force. */
export interface PolicySummary {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** The searching side of the house: worker threads behind a queue. */
export interface Planner {
  /** Loaded regions whose extent (hull of the grid + 15 km) holds the place, among `regions`; ordered by id. */
  regionsAt(place: Place, regions: readonly string[] | '*'): readonly string[];
  /** Loaded regions with their snapshot and ledger versions, ordered by id. */
  regions(): readonly {
    id: string;
    name: string;
    version: number;
    ledgerVersion: number;
    dataAsOf: string;
    bbox: readonly number[];
  }[];
  policies(): readonly PolicySummary[];
  /** Id of the policy that holds where a request names none. */
  usualPolicy(): string;
  supplyPlans(
    request: SupplyRequest,
    role: Role,
    include: readonly string[],
    signal?: AbortSignal,
  ): Promise<Answer>;
  /** The plans of a request as staff see them, for a look that others wait for: goes before all that waits. */
  urgentPlans(request: SupplyRequest): Promise<Answer>;
  /** Sites one after the other; the body is a list of `ScreenedSite`. */
  screen(sites: ScreenAsk, role: Role, signal?: AbortSignal): Promise<Answer>;
  /**
   * The next part of a joint screening, in a thread that is its own and goes on counting what its sites hold; the body is a
   * `JointAnswer`. Whatever comes instead of one, the thread is gone.
   */
  screenJointly(sites: JointAsk, role: Role): Promise<Answer>;
  /** Up to before which part the thread of a joint screening counts; 0 = there is none. */
  jointUpTo(screeningId: string): number;
  /** Ends the thread of a joint screening: it counts what the record does not know, or nobody needs it. */
  endJoint(screeningId: string): Promise<void>;
  powerSources(query: PowerSourcesQuery, role: Role, signal?: AbortSignal): Promise<Answer>;
  capacityList(query: CapacityListQuery, role: Role, signal?: AbortSignal): Promise<Answer>;
  /** What fits at every cell of a box; bytes of a file. */
  capacityMap(query: CapacityMapQuery, role: Role, signal?: AbortSignal): Promise<FinishedMap | Declined>;
  chain(query: ChainQuery, role: Role, signal?: AbortSignal): Promise<Answer>;
  whatIf(query: WhatIfQuery, role: Role, signal?: AbortSignal): Promise<Answer>;
  /** Room of features that the record has; the body is a `RoomFound`. */
  room(query: RoomQuery, role: Role, signal?: AbortSignal): Promise<Answer>;
  /** Figures of every feeder and distribution transformer; the body is a `GridFigures`. */
  gridFigures(query: GridFiguresQuery, role: Role, signal?: AbortSignal): Promise<Answer>;
  /** What of a region has to be looked at; bytes for the record, not JSON for a reader. */
  warnings(query: WarningsQuery, role: Role, signal?: AbortSignal): Promise<WarningsFound | Declined>;
  /** A vector tile; bytes, not JSON. Regions that are not loaded are left out. */
  tile(query: TileQuery, role: Role, signal?: AbortSignal): Promise<FinishedTile | Declined>;
  /** Figures for `/metrics`. */
  load(): { queued: number; threads: number; utilization: number };
  close(): Promise<void>;
}
