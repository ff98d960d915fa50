import type { Offer, OfferSummary } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';
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
