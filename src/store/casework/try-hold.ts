import type { Application, Hold, Moved, RecordVersions } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';
import { numberOf } from '../sql-row.ts';
import { StoreFault } from '../store-fault.ts';
import { lockElements, sidesOf } from './lock-elements.ts';
import { type CaseQueries, stepLedger } from './step-ledger.ts';

/** Kept by the ledger, or what has to be looked at first. */
export type Tried =
  | { readonly held: true; readonly ledgerVersion: number; readonly leansOn: readonly string[] }
  | { readonly held: false; readonly moved: Moved };

/** Locks the ledger up to the commit; an import under way is waited for. */
const STATE = `
  select data_version, ledger_version, ledger_imported from regions where id = $1 for no key update`;

const movedIn = (versions: ReadonlyMap<string, number>, since: RecordVersions): string[] =>
  [...versions].filter(([, version]) => version > since.ledgerVersion).map(([element]) => element);

/** One step of the ledger for each source of the plan. */
const insertHolds = async (
  on: CaseQueries,
  { region, externalNumber }: Application,
  { choice, held }: Hold,
) => {
  for (const [i, { kind, id, kva, category }] of held.entries()) {
    const commitment = `case/${choice.id}/${i}`;
    await stepLedger(on, region, commitment, {
      id: commitment,
      origin: 'service',
      // A case of the books is one place: the second supply of a plan is a promise beside it.
      external_number: i === 0 ? externalNumber : null,
      at_kind: kind,
      at_id: id,
      kva,
      category,
      committed_on: choice.chosenAt.slice(0, 10),
      connected_on: null,
    });
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
  on: CaseQueries,
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
  const ledgerVersion = ledger + hold.held.length;
  await insertChoice(on, application, hold, { ledgerVersion, leansOn });
  await insertHolds(on, application, hold);
  await on.run(
    'update ledger_elements set version = $3 where region_id = $1 and element = any ($2::text[])',
    [region, leansOn, ledgerVersion],
  );
  return { held: true, ledgerVersion, leansOn };
};
