import type { LedgerChange } from '../model/ledger-change.ts';
import { RECORD, type Row } from '../model/record.ts';
import type { Queries, SqlRow } from './db.ts';
import { MOVED } from './moved-channel.ts';
import { columnsOf, sqlName } from './record-sql.ts';
import { RAISE_LEDGER } from './raise-ledger.ts';
import { numberOf, textOf } from './sql-row.ts';

type Case = Row<'commitments'>;

/** Steps that stay written down: whoever is further behind reads all commitments again. */
const KEPT_STEPS = 10_000;

const COLUMNS = columnsOf('commitments');
const SELECT = `select ${COLUMNS.join(', ')} from commitments where region_id = $1`;
const PUT = `
  insert into commitments (region_id, ${COLUMNS.join(', ')})
  values ($1, ${COLUMNS.map((_, i) => `$${i + 2}`).join(', ')})
  on conflict (region_id, id) do update set
    ${COLUMNS.filter((name) => !RECORD.commitments.key.includes(sqlName(name)))
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`;

/** Every commitment of the cases that some commitments belong to; of one external number they are one case. */
const ofCase = async (on: Queries, region: string, ids: readonly string[], numbers: readonly string[]) =>
  (await on.query(`${SELECT} and (id = any ($2) or external_number = any ($3)) order by id collate "C"`, [
    region,
    ids,
    numbers,
  ])) as unknown as readonly Case[];

/** The same of a commitment as it stands and as it is going to. */
const caseBefore = async (on: Queries, region: string, id: string, after: Case | null) =>
  (await on.query(
    `${SELECT} and (
       id = $2 or external_number = $3
       or external_number = (select external_number from commitments where region_id = $1 and id = $2)
     ) order by id collate "C"`,
    [region, id, after?.external_number ?? null],
  )) as unknown as readonly Case[];

const numbersOf = (cases: readonly (Case | null)[]): string[] =>
  cases.flatMap((one) => one?.external_number ?? []);

/** The next version, and the marks of it and of the one before. */
const raiseLedger = async (on: Queries, region: string) => {
  const [[old], [step = {}]] = await Promise.all([
    on.query('select ledger_mark from regions where id = $1 for no key update', [region]),
    on.query(`${RAISE_LEDGER} returning ledger_version, ledger_mark`, [region]),
  ]);
  if (old === undefined) throw new Error(`there is no region ${region}`);
  return {
    ledgerVersion: numberOf(step, 'ledger_version'),
    fromMark: textOf(old, 'ledger_mark'),
    ledgerMark: textOf(step, 'ledger_mark'),
  };
};

/**
 * Puts or takes away one commitment of this service: one step of the ledger, written down for those who follow, and told
 * with the commit. Call it inside the transaction that decides it; from here on to the commit the region's ledger is
 * locked, so as late as can be.
 *
 * @param after what stands there from now on; `null` = nothing.
 */
export const changeCommitment = async (
  on: Queries,
  region: string,
  id: string,
  after: Case | null,
): Promise<LedgerChange> => {
  const [{ fromMark, ledgerMark, ledgerVersion }, before] = await Promise.all([
    raiseLedger(on, region),
    caseBefore(on, region, id, after),
  ]);
  const old = before.find((one) => one.id === id) ?? null;
  const [, ofCaseAfter] = await Promise.all([
    after === null
      ? on.run('delete from commitments where region_id = $1 and id = $2', [region, id])
      : on.run(PUT, [region, ...COLUMNS.map((name) => after[sqlName(name) as keyof Case])]),
    ofCase(on, region, [id], numbersOf([old, after])),
  ]);
  const change = { ledgerVersion, fromMark, ledgerMark, before, after: ofCaseAfter };
  await writeDown(on, region, change);
  return change;
};

/** Writes a step down for those who follow, and tells them with the commit. */
const writeDown = async (on: Queries, region: string, change: LedgerChange): Promise<void> => {
  const { ledgerVersion, fromMark, ledgerMark, before, after } = change;
  await Promise.all([
    on.run(
      `insert into ledger_changes (region_id, ledger_version, from_mark, ledger_mark, before, after)
     values ($1, $2, $3, $4, $5::jsonb, $6::jsonb)`,
      [region, ledgerVersion, fromMark, ledgerMark, JSON.stringify(before), JSON.stringify(after)],
    ),
    on.run('delete from ledger_changes where region_id = $1 and ledger_version <= $2', [
      region,
      ledgerVersion - KEPT_STEPS,
    ]),
    on.query('select pg_notify($1, $2)', [MOVED, region]),
  ]);
};

const toChange = (row: SqlRow): LedgerChange => ({
  ledgerVersion: numberOf(row, 'ledger_version'),
  fromMark: textOf(row, 'from_mark'),
  ledgerMark: textOf(row, 'ledger_mark'),
  before: row['before'] as readonly Case[],
  after: row['after'] as readonly Case[],
});

/** What is written down of the steps after a version, in their order; a step of an import is missing. */
export const readLedgerChanges = async (
  on: Queries,
  region: string,
  after: number,
): Promise<readonly LedgerChange[]> =>
  (
    await on.query(
      `select ledger_version, from_mark, ledger_mark, before, after from ledger_changes
       where region_id = $1 and ledger_version > $2 order by ledger_version`,
      [region, after],
    )
  ).map(toChange);
