import type { Application, Hold, Moved, RecordVersions } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';
import { MOVED } from '../moved-channel.ts';
import { numberOf } from '../sql-row.ts';
import { StoreFault } from '../store-fault.ts';
import { lockElements, sidesOf } from './lock-elements.ts';

/** Kept by the ledger, or what has to be looked at first. */
export type Tried =
  | { readonly held: true; readonly ledgerVersion: number; readonly leansOn: readonly string[] }
  | { readonly held: false; readonly moved: Moved };

const STATE = 'select data_version, ledger_version, ledger_imported from regions where id = $1';

/** Raises the ledger where no import came in since the state was read; an import under way is waited for. */
const RAISE = `
  update regions set ledger_version = ledger_version + 1
  where id = $1 and data_version = $2 and ledger_imported = $3
  returning ledger_version`;

const COMMIT = `
  insert into commitments (region_id, id, origin, external_number, at_kind, at_id, kva, category, committed_on)
  values ($1, $2, 'service', $3, $4, $5, $6, $7, $8::date)`;

const movedIn = (versions: ReadonlyMap<string, number>, since: RecordVersions): string[] =>
  [...versions].filter(([, version]) => version > since.ledgerVersion).map(([element]) => element);

const insertHolds = async (on: Queries, { region, externalNumber }: Application, hold: Hold) => {
  const { choice, held } = hold;
  for (const [i, { kind, id, kva, category }] of held.entries()) {
    const commitment = `case/${choice.id}/${i}`;
    // A case of the books is one place: the second supply of a plan is a promise beside it.
    const number = i === 0 ? externalNumber : null;
    const day = choice.chosenAt.slice(0, 10);
    await on.run(COMMIT, [region, commitment, number, kind, id, kva, category, day]);
    await on.run('insert into holds (region_id, choice_id, commitment_id) values ($1, $2, $3)', [
      region,
      choice.id,
      commitment,
    ]);
  }
};

const insertChoice = async (
  on: Queries,
  { region, id }: Application,
  { choice }: Hold,
  { ledgerVersion, leansOn }: { ledgerVersion: number; leansOn: readonly string[] },
) => {
  await on.run(
    `insert into choices (
       region_id, id, application_id, offer_id, plan_id, plan_kind, leans_on, review, reason, ledger_version, chosen_by,
       chosen_at, valid_until
     ) values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12::timestamptz, $13::date)`,
    [
      region,
      choice.id,
      id,
      choice.offerId,
      choice.planId,
      choice.planKind,
      JSON.stringify(leansOn),
      choice.review,
      choice.reason,
      ledgerVersion,
      choice.chosenBy,
      choice.chosenAt,
      choice.validUntil,
    ],
  );
};

/**
 * Locks everything a plan leans on and holds its capacity, where nothing of it has moved.
 *
 * @param since state of the record in which the plan is known to fit.
 */
export const tryHold = async (
  on: Queries,
  application: Application,
  hold: Hold,
  since: RecordVersions,
): Promise<Tried> => {
  const { region } = application;
  const sides = await sidesOf(on, region, hold.switchIds);
  const leansOn = [...new Set([...hold.leansOn, ...sides])].sort();
  const versions = await lockElements(on, region, leansOn);
  const [state] = await on.query(STATE, [region]);
  if (state === undefined) throw new StoreFault(`there is no region ${region}`);
  const [data, ledger, imported] = ['data_version', 'ledger_version', 'ledger_imported'].map((name) =>
    numberOf(state, name),
  ) as [number, number, number];
  const elements = movedIn(versions, since);
  const at = { ledgerVersion: ledger, dataVersion: data };
  if (elements.length > 0) return { held: false, moved: { ...at, elements } };
  const isImported = data !== since.dataVersion || imported > since.ledgerVersion;
  if (isImported) return { held: false, moved: { ...at, elements: [] } };
  const [raised] = await on.query(RAISE, [region, data, imported]);
  if (raised === undefined) return tryHold(on, application, hold, since);
  const ledgerVersion = numberOf(raised, 'ledger_version');
  await insertChoice(on, application, hold, { ledgerVersion, leansOn });
  await insertHolds(on, application, hold);
  await on.run(
    'update ledger_elements set version = $3 where region_id = $1 and element = any ($2::text[])',
    [region, leansOn, ledgerVersion],
  );
  await on.query('select pg_notify($1, $2)', [MOVED, region]);
  return { held: true, ledgerVersion, leansOn };
};
