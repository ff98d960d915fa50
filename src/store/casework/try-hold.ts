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

const STATE = 'select data_version, ledger_version, ledger_imported from regions where id = $1';

/**
 * The state of a region's record.
 *
 * @param locked an import under way is waited for, and nothing changes the ledger until the commit.
 */
const stateOf = async (on: Queries, region: string, { locked }: { readonly locked: boolean }) => {
  const [row] = await on.query(locked ? `${STATE} for no key update` : STATE, [region]);
  if (row === undefined) throw new StoreFault(`there is no region ${region}`);
  const at = { ledgerVersion: numberOf(row, 'ledger_version'), dataVersion: numberOf(row, 'data_version') };
  return { at, imported: numberOf(row, 'ledger_imported') };
};

type State = Awaited<ReturnType<typeof stateOf>>;

const isImported = ({ at, imported }: State, since: RecordVersions): boolean =>
  at.dataVersion !== since.dataVersion || imported > since.ledgerVersion;

const movedIn = (versions: ReadonlyMap<string, number>, since: RecordVersions): string[] =>
  [...versions].filter(([, version]) => version > since.ledgerVersion).map(([element]) => element);

/** One step of the ledger for each place. @returns the ids, and the version with the last of them. */
const insertCommitments = async (on: CaseQueries, { region, externalNumber }: Application, hold: Hold) => {
  const { choice, held } = hold;
  const ids: string[] = [];
  let ledgerVersion = 0;
  for (const { kind, id: at_id, kva, category, purpose, forElement: for_element } of held) {
    const id = `case/${choice.id}/${ids.length}`;
    // A case of the books is one place: the second supply of a plan is a promise beside it. Later stages are of the case.
    const external_number = ids.length === 0 || purpose === 'later' ? externalNumber : null;
    const where = { origin: 'service', external_number, at_kind: kind, at_id } as const;
    const what = { kva, category, purpose, for_element };
    const when = { committed_on: choice.chosenAt.slice(0, 10), connected_on: null };
    ({ ledgerVersion } = await stepLedger(on, region, id, { id, ...where, ...what, ...when }));
    ids.push(id);
  }
  return { ids, ledgerVersion };
};

const insertChoice = async (
  on: Queries,
  { region, id }: Application,
  { choice }: Hold,
  { ledgerVersion, leansOn }: { ledgerVersion: number; leansOn: readonly string[] },
) => {
  await on.run(
    `insert into choices (
       region_id, id, application_id, offer_id, plan_id, plan_kind, supplies_kva, change, switching, leans_on,
       review, reason, ledger_version, chosen_by, chosen_at, valid_until
     ) values (
       $1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12, $13, $14, $15::timestamptz, $16::date
     )`,
    [
      region,
      choice.id,
      id,
      choice.offerId,
      choice.planId,
      choice.planKind,
      choice.suppliesKva,
      choice.change,
      choice.switching === null ? null : JSON.stringify(choice.switching),
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

/** What a choice holds, everything that its plan leans on locked. */
export interface Locked {
  readonly application: Application;
  readonly hold: Hold;
  readonly leansOn: readonly string[];
  /** Ledger version at which casework last changed each of them. */
  readonly versions: ReadonlyMap<string, number>;
  /** State of the record after the locks were had. */
  readonly state: State;
}

/** Locks everything a plan leans on, until the transaction ends. */
export const lockForHold = async (on: Queries, application: Application, hold: Hold): Promise<Locked> => {
  const { region } = application;
  const sides = await sidesOf(on, region, hold.switchIds);
  const leansOn = [...new Set([...hold.leansOn, ...sides])].sort();
  const [versions, state] = await Promise.all([
    lockElements(on, region, leansOn),
    stateOf(on, region, { locked: false }),
  ]);
  return { application, hold, leansOn, versions, state };
};

/**
 * Holds the capacity of a plan, where nothing that it leans on has moved.
 *
 * @param since state of the record in which the plan is known to fit.
 */
export const tryHold = async (
  on: CaseQueries,
  { application, hold, leansOn, versions, state }: Locked,
  since: RecordVersions,
): Promise<Tried> => {
  const { region } = application;
  const elements = movedIn(versions, since);
  if (elements.length > 0) return { held: false, moved: { ...state.at, elements } };
  if (isImported(state, since)) return { held: false, moved: { ...state.at, elements: [] } };
  // Only now: others who lean elsewhere need not wait for this plan to be looked at.
  const last = await stateOf(on, region, { locked: true });
  if (isImported(last, since)) return { held: false, moved: { ...last.at, elements: [] } };
  const { ids, ledgerVersion } = await insertCommitments(on, application, hold);
  await Promise.all([
    insertChoice(on, application, hold, { ledgerVersion, leansOn }),
    on.run('insert into holds (region_id, choice_id, commitment_id) select $1, $2, unnest($3::text[])', [
      region,
      hold.choice.id,
      ids,
    ]),
    on.run('update ledger_elements set version = $3 where region_id = $1 and element = any ($2::text[])', [
      region,
      leansOn,
      ledgerVersion,
    ]),
  ]);
  return { held: true, ledgerVersion, leansOn };
};
