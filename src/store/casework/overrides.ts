import type { Application } from '../../model/case-book.ts';
import type { Overridden, Override } from '../../model/override.ts';
import type { Queries, SqlRow } from '../db.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';

/** Keeps what a manager states beside a computed figure. */
export const insertOverride = async (
  on: Queries,
  { region, id }: Pick<Application, 'region' | 'id'>,
  override: Override,
): Promise<void> => {
  await on.run(
    `insert into overrides (
       region_id, id, application_id, offer_id, plan_id, figure, line, computed, stated, reason, stated_by, stated_at
     ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz)`,
    [
      region,
      override.id,
      id,
      override.offerId,
      override.planId,
      override.figure,
      override.line,
      override.computed,
      override.stated,
      override.reason,
      override.statedBy,
      override.statedAt,
    ],
  );
};

/** Somebody else signed it a moment before. */
export class SignedAlready extends Error {
  override readonly name = 'SignedAlready';
}

/** Puts the second signature under it. @throws SignedAlready where it has one. */
export const signOverride = async (
  on: Queries,
  { region }: Pick<Application, 'region'>,
  { id, signedBy, signedAt }: Override,
): Promise<void> => {
  const signed = await on.run(
    `update overrides set signed_by = $3, signed_at = $4::timestamptz
     where region_id = $1 and id = $2 and signed_by is null`,
    [region, id, signedBy, signedAt],
  );
  if (signed !== 1) throw new SignedAlready(`override ${id} is signed already`);
};

const toOverride = (row: SqlRow): Override => ({
  id: textOf(row, 'id'),
  offerId: textOf(row, 'offer_id'),
  planId: textOf(row, 'plan_id'),
  // The table's checks know the same words.
  figure: textOf(row, 'figure') as Overridden,
  line: row['line'] === null ? null : numberOf(row, 'line'),
  computed: numberOf(row, 'computed'),
  stated: numberOf(row, 'stated'),
  reason: textOf(row, 'reason'),
  statedBy: textOf(row, 'stated_by'),
  statedAt: textOf(row, 'stated_at'),
  signedBy: textOrNull(row, 'signed_by'),
  signedAt: textOrNull(row, 'signed_at'),
});

/** What was stated otherwise of the plans of an offer, the oldest first. */
export const readOverrides = async (
  on: Queries,
  applicationId: string,
  offerId: string,
): Promise<readonly Override[]> =>
  (
    await on.query(
      'select * from overrides where application_id = $1 and offer_id = $2 order by id collate "C"',
      [applicationId, offerId],
    )
  ).map(toOverride);
