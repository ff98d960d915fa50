import {
  type StandingWarning,
  WARNING_KINDS,
  type Warning,
  type WarningBook,
  type WarningCounts,
  type WarningsWanted,
} from '../../model/warning.ts';
import { jsonOf } from '../casework/json-of.ts';
import { type Db, type Param, type Queries, type SqlRow, transaction } from '../db.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';
import { lookAt } from './look-at.ts';

const toWarning = (row: SqlRow): StandingWarning =>
  // This program wrote the body.
  Object.assign({}, jsonOf(row, 'body') as Warning, {
    since: textOf(row, 'since'),
    endedAt: textOrNull(row, 'ended_at'),
  });

const ORDER = `array_position(array['${WARNING_KINDS.join(`', '`)}'], kind), element_kind, element_id collate "C"`;

async function standing(
  on: Queries,
  region: string,
  { kinds, feeder, page }: WarningsWanted,
): ReturnType<WarningBook['standing']> {
  const [looks] = await on.query('select changes from warning_looks where region_id = $1', [region]);
  const changes = looks === undefined ? 0 : numberOf(looks, 'changes');
  const params: Param[] = [region];
  const take = (value: Param): string => `$${params.push(value)}`;
  const where = ['region_id = $1', 'ended_at is null'];
  if (kinds !== undefined) where.push(`kind = any (${take(kinds)}::text[])`);
  if (feeder !== undefined) where.push(`body ->> 'feederId' = ${take(feeder)}`);
  const rest = page === undefined ? '' : `offset ${take(page.start)} limit ${take(page.size)}`;
  const rows = await on.query(
    `select body, since, ended_at from warnings where ${where.join(' and ')} order by ${ORDER} ${rest}`,
    params,
  );
  return { changes, warnings: rows.map(toWarning) };
}

/** The record of warnings over a migrated database. */
export const warningBookOver = (db: Db): WarningBook => ({
  look: (look) => transaction(db, 'write', (on) => lookAt(on, look)),
  lastLook: async (region) => {
    const [row] = await db.query(
      `select data_version, ledger_version, rests, counts from warning_looks where region_id = $1 and rests is not null`,
      [region],
    );
    if (row === undefined) return null;
    return {
      version: numberOf(row, 'data_version'),
      ledgerVersion: numberOf(row, 'ledger_version'),
      rests: textOf(row, 'rests'),
      counts: jsonOf(row, 'counts') as WarningCounts,
    };
  },
  standing: (region, wanted = {}) => transaction(db, 'snapshot', (on) => standing(on, region, wanted)),
  latest: async (region, limit) =>
    (
      await db.query(
        `select body, since, ended_at from warnings where region_id = $1
         order by greatest(since, ended_at) desc, ${ORDER} limit $2`,
        [region, limit],
      )
    ).map(toWarning),
});
