import type { SupplyRequest } from '../model/demand.ts';
import type { CapacityMapQuery, FinishedMap } from '../model/capacity-map.ts';
import type { RoomQuery } from '../model/features.ts';
import type { Answer, CapacityListQuery, ChainQuery, PowerSourcesQuery } from '../model/planner.ts';
import type { GridFiguresQuery } from '../model/grid-figures.ts';
import type { Role } from '../model/role.ts';
import type { JointAsk, ScreenAsk } from '../model/screening.ts';
import type { FinishedTile, TileQuery } from '../model/tiles.ts';
import type { WarningsFound } from '../model/warning.ts';
import type { WarningsQuery } from '../model/warnings-query.ts';
import type { WhatIfQuery } from '../model/what-if.ts';

/** Files read once per thread: packs, tariffs, catalogue and calendar as text, checked by the parent before. */
export interface ThreadData {
  readonly packs: readonly { readonly file: string; readonly text: string }[];
  readonly catalogue: { readonly file: string; readonly text: string };
  readonly tariffs: readonly { readonly file: string; readonly text: string }[];
  readonly calendar: { readonly file: string; readonly text: string };
  readonly electrical: { readonly file: string; readonly text: string };
  /** Pack used for a region where a request names none. */
  readonly defaultPack: string;
}

/** What a thread is started with. */
export interface ThreadStart extends ThreadData {
  /** Lets every other thread of the machine go first. */
  readonly givesWay: boolean;
}

/** A region's snapshot. The key tells a thread that it has opened this one: a buffer changes identity on every message. */
export interface SharedSnapshot {
  readonly region: string;
  /** Unique per build. */
  readonly key: string;
  readonly buffer: SharedArrayBuffer;
}

/** What travels with every task: the snapshot current when it was handed in, and a flag that cancels it. */
interface Errand {
  readonly snapshot: SharedSnapshot;
  readonly role: Role;
  /** One shared entry; not 0 = nobody waits for the answer any more. */
  readonly cancelled: Int32Array;
}

/** A tile, which may show several regions: it has their snapshots, in the order of `query.regions`. */
export interface TileTask extends Omit<Errand, 'snapshot'> {
  readonly ask: 'tile';
  readonly snapshots: readonly SharedSnapshot[];
  readonly query: TileQuery;
}

/** Everything that may be asked of a thread about one region. */
export type RegionTask =
  /** Opens the snapshot, so that the first question finds it ready; answered with the thread's number. */
  | (Errand & { readonly ask: 'open' })
  | (Errand & {
      readonly ask: 'supply-plans';
      readonly request: SupplyRequest;
      readonly include: readonly string[];
    })
  | (Errand & { readonly ask: 'screen'; readonly sites: ScreenAsk })
  | (Errand & { readonly ask: 'screen-jointly'; readonly joint: JointAsk })
  | (Errand & { readonly ask: 'power-sources'; readonly query: PowerSourcesQuery })
  | (Errand & { readonly ask: 'capacity-list'; readonly query: CapacityListQuery })
  | (Errand & { readonly ask: 'capacity-map'; readonly query: CapacityMapQuery })
  | (Errand & { readonly ask: 'chain'; readonly query: ChainQuery })
  | (Errand & { readonly ask: 'what-if'; readonly query: WhatIfQuery })
  | (Errand & { readonly ask: 'room'; readonly query: RoomQuery })
  | (Errand & { readonly ask: 'grid-figures'; readonly query: GridFiguresQuery });

/** All warnings of a region. */
export interface WarningsTask extends Errand {
  readonly ask: 'warnings';
  readonly query: WarningsQuery;
}

/** Everything that may be asked of a thread. */
export type ThreadTask = RegionTask | TileTask | WarningsTask;

/** What comes back: JSON for a region's task, bytes for a map, a tile and for warnings. */
export type ThreadAnswer = Answer | FinishedMap | FinishedTile | WarningsFound;
