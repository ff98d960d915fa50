import type { Queries } from '../db.ts';
import { MOVED } from '../moved-channel.ts';

/** Counts a change of commitments; every process that follows the record hears of it with the commit. */
export const raiseLedger = async (on: Queries, region: string): Promise<void> => {
  await on.run('update regions set ledger_version = ledger_version + 1 where id = $1', [region]);
  await on.query('select pg_notify($1, $2)', [MOVED, region]);
};
