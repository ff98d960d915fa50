import type {
  Application,
  CaseRows,
  CaseScope,
  ChooseAsk,
  Chosen,
  Moved,
  Offer,
  RecordVersions,
} from '../../model/case-book.ts';
import { oneAtATime } from '../embedded/one-at-a-time.ts';
import type { Queries } from '../db.ts';
import { textOf } from '../sql-row.ts';
import { StoreFault } from '../store-fault.ts';
import { atMost } from './at-most.ts';
import { changeApplication } from './change-application.ts';
import { type CaseDb, inScope } from './in-scope.ts';
import { readApplication } from './read-application.ts';
import { readOwnRows } from './own-rows.ts';
import { readOffer } from './read-offers.ts';
import type { CaseQueries } from './step-ledger.ts';
import { type Locked, lockForHold, tryHold } from './try-hold.ts';

/** Choices under way at once: each holds a connection, and what shows a new snapshot needs some too. */
const AT_ONCE = 4;
/** Looks at a plan before giving up, where the record never rests. */
const MOST_LOOKS = 5;

/** What a look at the plan is needed for. */
interface Unsettled {
  readonly moved: Moved;
  readonly offer: Offer;
  readonly own: CaseRows;
}

const isSettled = (tried: Chosen | Unsettled | Entered): tried is Chosen => 'outcome' in tried;

/** What was answered to this key before, in the region of an application. */
const repeated = async (
  on: Queries,
  { sub }: CaseScope,
  id: string,
  ask: ChooseAsk,
): Promise<Chosen | null> => {
  const [row] = await on.query(
    `select request_hash, body from idempotency_keys
     where region_id = (select region_id from applications where id = $1) and sub = $2 and key = $3`,
    [id, sub, ask.key],
  );
  if (row === undefined) return null;
  const isSame = textOf(row, 'request_hash') === ask.requestHash;
  return isSame ? { outcome: 'repeated', body: textOf(row, 'body') } : { outcome: 'other-request' };
};

const keep = (
  on: Queries,
  { sub }: CaseScope,
  region: string,
  { ask, body }: { ask: ChooseAsk; body: string },
): Promise<unknown> =>
  on.run(
    `insert into idempotency_keys (region_id, sub, key, request_hash, status, body, created_at)
     values ($1, $2, $3, $4, 201, $5, $6::timestamptz)`,
    [region, sub, ask.key, ask.requestHash, body, ask.at],
  );

/** A choice whose application, offer and elements are locked: nobody else changes them until the transaction ends. */
interface Entered extends Locked {
  readonly offer: Offer;
}

/** Locks everything, so that whether the plan fits can be looked at. */
const enter = async (
  on: CaseQueries,
  scope: CaseScope,
  { id, ask }: { id: string; ask: ChooseAsk },
): Promise<Chosen | Entered> => {
  const [application, before, offer] = await Promise.all([
    readApplication(on, id, { locked: true }),
    repeated(on, scope, id, ask),
    readOffer(on, id, ask.offerId),
  ]);
  if (application === null) return { outcome: 'not-found' };
  if (before !== null) return before;
  if (offer === null) return { outcome: 'offer-not-found' };
  return { offer, ...(await lockForHold(on, application, ask.decide(application, offer))) };
};

/** One try: nothing is changed unless the capacity is held. */
const attempt = async (
  on: CaseQueries,
  scope: CaseScope,
  { entered, ask }: { entered: Entered; ask: ChooseAsk },
  fitsIn: RecordVersions | null,
): Promise<Chosen | Unsettled> => {
  const { application, offer, hold } = entered;
  const { ledgerVersion, snapshotVersion: dataVersion } = offer;
  const tried = await tryHold(on, entered, fitsIn ?? { ledgerVersion, dataVersion });
  if (!tried.held) return { moved: tried.moved, offer, own: await readOwnRows(on, application) };
  const body = await settle(on, scope, { application, ask, hold });
  return { outcome: 'chosen', body };
};

const settle = async (
  on: CaseQueries,
  scope: CaseScope,
  {
    application,
    ask,
    hold,
  }: { application: Application; ask: ChooseAsk; hold: ReturnType<ChooseAsk['decide']> },
): Promise<string> => {
  const { offerId, planId, planKind, suppliesKva, change, switching, validUntil } = hold.choice;
  const after = await changeApplication(on, scope, {
    application,
    at: ask.at,
    change: {
      action: 'choose',
      status: hold.status,
      set: { validUntil },
      note: { offerId, planId, planKind, suppliesKva, change, switching, held: hold.held },
    },
  });
  if (after.choice === null) throw new StoreFault(`application ${after.id} lost its choice`);
  const body = ask.answer(after, after.choice);
  on.last.push((sent) => keep(sent, scope, application.region, { ask, body }));
  return body;
};

/** Of two requests with one key for different applications the later one finds it taken. */
const unlessKeyTaken = async (chosen: Promise<Chosen>): Promise<Chosen> => {
  try {
    return await chosen;
  } catch (error) {
    const isTaken = error instanceof StoreFault && error.message.includes('idempotency_keys_pkey');
    if (isTaken) return { outcome: 'other-request' };
    throw error;
  }
};

type Attempt = (fitsIn: RecordVersions | null) => Promise<Chosen | Unsettled>;

/** Tries, looks at the plan where something moved, and tries again in the state it was looked at. */
const untilSettled = async (tries: Attempt, { check }: ChooseAsk): Promise<Chosen> => {
  let fitsIn: RecordVersions | null = null;
  for (let look = 0; look <= MOST_LOOKS; look++) {
    const tried = await tries(fitsIn);
    if (isSettled(tried)) return tried;
    fitsIn = await check(tried.moved, tried.offer, tried.own);
  }
  throw new StoreFault('the record moved on faster than the plan could be looked at');
};

/**
 * Chooses plans. On a server everything is one transaction, and the plan is looked at while the locks are held. The
 * embedded database has one session, which what shows a new snapshot needs too: there one choice follows the other in
 * this process, the only one that writes, and each try is a transaction.
 */
export const chooserOf = (
  db: CaseDb,
): ((scope: CaseScope, id: string, ask: ChooseAsk) => Promise<Chosen>) => {
  const inTurn = oneAtATime();
  const few = atMost(AT_ONCE);
  return (scope, id, ask) =>
    unlessKeyTaken(
      db.kind === 'embedded'
        ? inTurn(() =>
            untilSettled(
              (fitsIn) =>
                inScope(db, scope, async (on) => {
                  const entered = await enter(on, scope, { id, ask });
                  return isSettled(entered) ? entered : attempt(on, scope, { entered, ask }, fitsIn);
                }),
              ask,
            ),
          )
        : few(() =>
            inScope(db, scope, async (on) => {
              const entered = await enter(on, scope, { id, ask });
              if (isSettled(entered)) return entered;
              return untilSettled((fitsIn) => attempt(on, scope, { entered, ask }, fitsIn), ask);
            }),
          ),
    );
};
