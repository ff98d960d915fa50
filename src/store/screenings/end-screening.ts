import type { CaseScope } from '../../model/case-book.ts';
import { appendAudit } from '../casework/append-audit.ts';
import { CASEWORK_ROLE } from '../casework/in-scope.ts';
import type { Queries } from '../db.ts';

/** Casework's plain role may not touch the queue's tables; what follows in the transaction is the owner's again. */
export const leaveRole = (on: Queries): Promise<unknown> =>
  on.query(`select set_config('role', 'none', true)`);

/** And who has left it takes it again for what is casework's. */
export const takeRole = (on: Queries): Promise<unknown> =>
  on.query(`select set_config('role', '${CASEWORK_ROLE}', true)`);

interface Ending {
  readonly region: string;
  readonly id: string;
  readonly status: 'done' | 'cancelled' | 'failed';
  readonly at: string;
  readonly error?: string;
}

/** A running screening comes to its end, with its audit. */
export const endScreening = async (
  on: Queries,
  scope: CaseScope,
  { region, id, status, at, error }: Ending,
): Promise<void> => {
  await on.run('update screenings set status = $2, ended_at = $3::timestamptz, error = $4 where id = $1', [
    id,
    status,
    at,
    error ?? null,
  ]);
  const actions = {
    done: 'finish-screening',
    cancelled: 'cancel-screening',
    failed: 'fail-screening',
  } as const;
  await appendAudit(on, scope, {
    region,
    at,
    action: actions[status],
    applicationId: null,
    before: { id, status: 'running' },
    after: { id, status, error: error ?? null },
  });
};

/** Locks a running screening; `false` = it has ended, or there is none. */
export const lockRunning = async (on: Queries, id: string): Promise<boolean> =>
  (await on.query(`select from screenings where id = $1 and status = 'running' for update`, [id])).length > 0;
