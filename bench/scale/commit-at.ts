import type { LedgerChange } from '../../src/model/ledger-change.ts';
import { type Db, pipelinedTransaction } from '../../src/store/db.ts';
import { changeCommitment } from '../../src/store/ledger-changes.ts';

/** Promises 1 kVA at one node or another of a region, as casework does. */
export async function commitAt(db: Db, region: string, i: number): Promise<LedgerChange> {
  const [node] = await db.query('select id from nodes where region_id = $1 order by id offset $2 limit 1', [
    region,
    7 * i,
  ]);
  const place = { at_kind: 'node', at_id: String(node?.['id']), category: 'commercial' } as const;
  const none = {
    ...{ external_number: null, committed_on: null, connected_on: null },
    ...{ purpose: null, for_element: null },
  };
  const row = { id: `bench-${i}`, origin: 'service', kva: 1, ...place, ...none } as const;
  const nothing = { first: () => Promise.resolve(), last: [] };
  return pipelinedTransaction(db, 'write', nothing, (on) => changeCommitment(on, region, row.id, row));
}
