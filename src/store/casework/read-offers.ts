import type { Offer, OfferSummary } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';
import { numberOf } from '../sql-row.ts';
import { SUMMARY_COLUMNS, toOffer, toOfferSummary } from './to-offer.ts';

/** Offers of an application, the newest first. */
export const readOffers = async (on: Queries, applicationId: string): Promise<readonly OfferSummary[]> =>
  (
    await on.query(
      `select ${SUMMARY_COLUMNS} from offers where application_id = $1 order by id collate "C" desc`,
      [applicationId],
    )
  ).map(toOfferSummary);

/** One offer of an application; `null` = there is none. */
export const readOffer = async (
  on: Queries,
  applicationId: string,
  offerId: string,
): Promise<Offer | null> => {
  const [row] = await on.query('select * from offers where application_id = $1 and id = $2', [
    applicationId,
    offerId,
  ]);
  return row === undefined ? null : toOffer(row);
};

/** Offers of the scope that somebody has had made since a time. */
export const countOffers = async (on: Queries, by: string, since: string): Promise<number> => {
  const [row] = await on.query(
    'select count(*) as offers from offers where created_by = $1 and created_at >= $2::timestamptz',
    [by, since],
  );
  return row === undefined ? 0 : numberOf(row, 'offers');
};
