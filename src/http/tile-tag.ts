import { createHash } from 'node:crypto';
import type { PolicySummary } from '../model/planner.ts';
import type { RegionVersions, TileSet } from '../model/tiles.ts';

/** What a tile depends on beside its address. */
export interface TileState {
  readonly set: TileSet;
  /** The regions drawn, with their states, by id. */
  readonly regions: readonly RegionVersions[];
  /** ISO day the grades are for. */
  readonly asOf: string;
  readonly policies: readonly Pick<PolicySummary, 'id' | 'version'>[];
  /** Of the program: another one may draw in another way. */
  readonly program: string;
}

/** A short name of a state: region and data version; for the grid the ledger version, the day and the rules as well. */
export function tileTag({ set, regions, asOf, policies, program }: TileState): string {
  const ground = [set, program, regions.map(({ id, version }) => [id, version])];
  const room = [
    asOf,
    regions.map(({ ledgerVersion }) => ledgerVersion),
    policies.map(({ id, version }) => [id, version]),
  ];
  return createHash('sha256')
    .update(JSON.stringify(set === 'base' ? ground : [...ground, ...room]))
    .digest('hex')
    .slice(0, 16);
}
