import type { Application, CaseChange } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';

/** Keeps an offer of an application. */
export const insertOffer = async (
  on: Queries,
  { region, id }: Pick<Application, 'region' | 'id'>,
  offer: NonNullable<CaseChange['offer']>,
): Promise<void> => {
  await on.run(
    `insert into offers (
       region_id, id, application_id, request, answer, snapshot_version, ledger_version, pack, catalogue, created_by,
       created_at, valid_until, shortage
     ) values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8::jsonb, $9::jsonb, $10, $11::timestamptz, $12::date, $13::jsonb)`,
    [
      region,
      offer.id,
      id,
      JSON.stringify(offer.request),
      offer.answer,
      offer.snapshotVersion,
      offer.ledgerVersion,
      JSON.stringify(offer.pack),
      JSON.stringify(offer.catalogue),
      offer.createdBy,
      offer.createdAt,
      offer.validUntil,
      offer.shortage === undefined || offer.shortage === null ? null : JSON.stringify(offer.shortage),
    ],
  );
};
