import type { Because, Chain } from './plan.ts';
import type { Season } from './record.ts';

/** A load added at a place; generation is negative. */
export interface AddedLoad {
  /** Node, low-voltage point, distribution transformer (its low-voltage side), or the id of something new. */
  readonly nodeId: string;
  readonly kw: number;
  readonly kvar: number;
}

export interface SetSwitch {
  readonly switchId: string;
  readonly closed: boolean;
}

/** A line that is not there yet, by conductor type or by its own figures. */
export interface NewSection {
  readonly id: string | null;
  readonly fromNodeId: string;
  readonly toNodeId: string;
  /** Whether `toNodeId` is a node that comes with it. */
  readonly newNode: boolean;
  readonly lengthM: number;
  readonly conductorTypeId: string | null;
  readonly rOhmPerKm: number | null;
  readonly xOhmPerKm: number | null;
  readonly bUsPerKm: number | null;
  readonly ampacityA: number | null;
}

/** Nameplate figures; `null` = as now, or by default. */
export interface TransformerNameplate {
  readonly ratingKva: number;
  readonly ukPercent: number | null;
  readonly pkKw: number | null;
  readonly p0Kw: number | null;
  readonly i0Percent: number | null;
  readonly tapPu: number | null;
}

/** Another unit in the place of one that is there. */
export interface ChangedTransformer extends TransformerNameplate {
  readonly transformerId: string;
}

/** A distribution transformer that is not there yet; its low-voltage side is a place of its id. */
export interface NewTransformer extends TransformerNameplate {
  readonly id: string | null;
  readonly nodeId: string;
  readonly lvKv: number | null;
}

/** A change of the grid to look at; nothing of it is stored. */
export interface WhatIfQuery {
  readonly region: string;
  /** Feeders to answer for; `null` = those that the changes touch, all where they touch none. */
  readonly feederIds: readonly string[] | null;
  /** `null` = the one with the greatest load. */
  readonly season: Season | null;
  readonly loads: readonly AddedLoad[];
  readonly switches: readonly SetSwitch[];
  readonly sections: readonly NewSection[];
  readonly transformers: readonly (ChangedTransformer | NewTransformer)[];
  readonly asOf: string;
}

/** One state of the part of the grid that was looked at. */
export interface GridState {
  /** Voltage over nominal; only places that are fed through known impedances. */
  readonly nodes: readonly { readonly nodeId: string; readonly voltagePu: number }[];
  /** Lines of both levels; the larger of the currents at the two ends. `null` = rating unknown. */
  readonly sections: readonly {
    readonly elementId: string;
    readonly currentA: number;
    readonly loadingPercent: number | null;
  }[];
  readonly transformers: readonly { readonly elementId: string; readonly loadingPercent: number | null }[];
  /** Of the lines and transformers listed, kW. */
  readonly lossesKw: number;
  /** Ledger of the places of the added loads, in the order of the question, each place once. */
  readonly chains: readonly (Chain & { readonly nodeId: string })[];
}

/** What would be, beside what is. */
export interface WhatIf {
  readonly season: Season;
  readonly before: GridState;
  readonly after: GridState;
  /** What the figures rest on where the record does not say. */
  readonly because: readonly Because[];
}
