import type { LoadCategory, NodeKind, Row } from '../../src/model/record.ts';
import type { Trade } from './equipment.ts';
import type { Point } from './plane.ts';

export type Seasonal = Record<'summer' | 'winter', number>;

/** A node of a feeder with the section that joins it to its parent; the root is a busbar and has none. */
export interface LineNode {
  readonly id: string;
  readonly kind: NodeKind;
  name: string | null;
  readonly at: Point;
  readonly parent: LineNode | null;
  /** From the parent's place to this one; two points = straight. */
  readonly path: readonly Point[];
  readonly laying: 'overhead' | 'cable';
  conductor: Row<'conductor_types'>;
  /** Road junction at which it stands. */
  readonly junction: number | null;
  readonly transformers: Transformer[];
}

/** A low-voltage point and the line to its parent; the first point is the transformer's busbar. */
export interface LvPoint {
  readonly kind: Row<'lv_points'>['kind'];
  readonly at: Point;
  /** Index of its parent in the same list; −1 = the busbar itself. */
  readonly parent: number;
}

export interface Transformer {
  readonly id: string;
  readonly name: string;
  readonly node: LineNode;
  readonly at: Point;
  readonly trade: Trade;
  readonly ownership: 'public' | 'customer';
  readonly category: LoadCategory;
  readonly ratingKva: number;
  /** Peaks, kVA, settled when the feeder's loads are. */
  readonly peakKva: Seasonal;
  lv: readonly LvPoint[];
}

export interface Busbar {
  readonly id: string;
  readonly name: string;
  readonly transformerId: string;
  readonly node: LineNode;
  readonly feeders: Feeder[];
}

export interface Substation {
  readonly id: string;
  readonly name: string;
  readonly kv: 110 | 35;
  readonly at: Point;
  /** Its road junction. */
  readonly junction: number;
  readonly busbars: readonly Busbar[];
}

export type FeederArea = 'rural' | 'town' | 'park' | 'dedicated';

export interface Feeder {
  readonly id: string;
  name: string;
  readonly area: FeederArea;
  readonly substation: Substation;
  readonly busbar: Busbar;
  /** How far beside the road's centre its line runs, m: north-east of it, or south-west where negative. */
  readonly besideM: number;
  /** Parents before children; `nodes[0]` hangs on the busbar. */
  readonly nodes: LineNode[];
  /** One of the two that are left weaker than design codes allow. */
  isWeak: boolean;
  outletLimitA: number;
  readonly headKva: Seasonal;
}

/** A normally open section between two feeders; its switch sits at `from`. */
export interface Tie {
  readonly id: string;
  readonly from: LineNode;
  readonly to: LineNode;
  readonly path: readonly Point[];
  readonly conductor: Row<'conductor_types'>;
}

type NodePlan = Omit<LineNode, 'id' | 'name' | 'transformers'> & { readonly name?: string | null };

/** Adds a node to the end of a feeder. */
export const addNode = (feeder: Feeder, plan: NodePlan): LineNode => {
  const id = `${feeder.id}-n${String(feeder.nodes.length + 1).padStart(3, '0')}`;
  const node: LineNode = { name: null, ...plan, id, transformers: [] };
  feeder.nodes.push(node);
  return node;
};

/** Id of the section that joins a node to its parent. */
export const sectionId = (node: LineNode): string => `${node.id}-s`;

export const transformersOf = (feeder: Feeder): Transformer[] => feeder.nodes.flatMap((n) => n.transformers);

/** Sum of `of` over each node and everything behind it. */
export const sumDownstream = (feeder: Feeder, of: (node: LineNode) => number): Map<LineNode, number> => {
  const sums = new Map(feeder.nodes.map((n) => [n, of(n)]));
  for (const node of feeder.nodes.toReversed()) {
    if (node.parent?.parent) sums.set(node.parent, sums.get(node.parent)! + sums.get(node)!);
  }
  return sums;
};
