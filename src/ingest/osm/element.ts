/** What an OpenStreetMap file holds, one element at a time; ids are unique per type all over the world. */

export type Tags = Readonly<Record<string, string>>;

export interface OsmNode {
  readonly type: 'node';
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  /** Only where they are asked for. */
  readonly tags?: Tags;
}

export interface OsmWay {
  readonly type: 'way';
  readonly id: number;
  /** Ids of its nodes in their order. */
  readonly refs: readonly number[];
  readonly tags: Tags;
}

export interface OsmRelation {
  readonly type: 'relation';
  readonly id: number;
  readonly members: readonly { readonly type: string; readonly ref: number; readonly role: string }[];
  readonly tags: Tags;
}

export type OsmElement = OsmNode | OsmWay | OsmRelation;
