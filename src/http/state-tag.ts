import { createHash } from 'node:crypto';
import type { PolicySummary } from '../model/planner.ts';
import type { RegionVersions } from '../model/tiles.ts';

/** What an answer that is made from the state of regions depends on beside its address. */
export interface State {
  /** What is shown, and in which form. */
  readonly of: string;
  /** Whether it shows room, which moves with the ledger, the day and the rules. */
  readonly hasRoom: boolean;
  /** The regions shown, with their states, by id. */
  readonly regions: readonly RegionVersions[];
  /** ISO day the grades are for. */
  readonly asOf: string;
  readonly policies: readonly Pick<PolicySummary, 'id' | 'version'>[];
  /** Of the program: another one may show it in another way. */
  readonly program: string;
}

/** A short name of a state: region and data version; with room the ledger version, the day and the rules as well. */
export function stateTag({ of, hasRoom, regions, asOf, policies, program }: State): string {
  const ground = [of, program, regions.map(({ id, version }) => [id, version])];
  const room = [
    asOf,
    regions.map(({ ledgerVersion }) => ledgerVersion),
    policies.map(({ id, version }) => [id, version]),
  ];
  return createHash('sha256')
    .update(JSON.stringify(hasRoom ? [...ground, ...room] : ground))
    .digest('hex')
    .slice(0, 16);
}
