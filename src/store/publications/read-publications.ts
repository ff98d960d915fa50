import type { Audience, Publication, PublishedElement } from '../../model/publication.ts';
import type { Queries, SqlRow } from '../db.ts';
import { jsonOf } from '../casework/json-of.ts';
import { numberOf, numberOrNull, textOf, textOrNull } from '../sql-row.ts';

/** Decimals of a degree: about a centimetre. */
const DECIMALS = 7;

const HEAD = `
  select region_id, month, as_of, data_version, ledger_version, data_as_of, pack, audience, previous, published_by,
         published_at
  from publications`;

const toPublication = (row: SqlRow): Publication => ({
  region: textOf(row, 'region_id'),
  month: textOf(row, 'month'),
  asOf: textOf(row, 'as_of'),
  dataVersion: numberOf(row, 'data_version'),
  ledgerVersion: numberOf(row, 'ledger_version'),
  dataAsOf: textOf(row, 'data_as_of'),
  // This program wrote both.
  pack: jsonOf(row, 'pack') as Publication['pack'],
  audience: jsonOf(row, 'audience') as Audience,
  previous: textOrNull(row, 'previous'),
  publishedBy: textOf(row, 'published_by'),
  publishedAt: textOf(row, 'published_at'),
});

const placeOf = (row: SqlRow): PublishedElement['at'] => {
  const [lon, lat] = [numberOrNull(row, 'lon'), numberOrNull(row, 'lat')];
  return lon === null || lat === null ? null : { lon, lat };
};

/** Values of the columns' checks, as this program wrote them. */
const toElement = (row: SqlRow): PublishedElement => ({
  kind: textOf(row, 'kind') as PublishedElement['kind'],
  id: textOf(row, 'element_id'),
  name: textOrNull(row, 'name'),
  substationId: textOrNull(row, 'substation_id'),
  feederId: textOrNull(row, 'feeder_id'),
  dedicated: row['dedicated'] === true,
  ofCustomer: row['of_customer'] === true,
  at: placeOf(row),
  ratingKva: numberOrNull(row, 'rating_kva'),
  limitKva: numberOrNull(row, 'limit_kva'),
  peakKva: numberOrNull(row, 'peak_kva'),
  committedKva: numberOf(row, 'committed_kva'),
  openKva: numberOrNull(row, 'open_kva'),
  loadRate: numberOrNull(row, 'load_rate'),
  season: textOrNull(row, 'season') as PublishedElement['season'],
  grade: textOf(row, 'grade') as PublishedElement['grade'],
  bindingElementId: textOrNull(row, 'binding_element_id'),
  cases: jsonOf(row, 'cases') as PublishedElement['cases'],
  shape: textOrNull(row, 'shape'),
});

/** Months of a region, the newest first. */
export const listPublications = async (on: Queries, region: string): Promise<Publication[]> =>
  (await on.query(`${HEAD} where region_id = $1 order by month desc`, [region])).map(toPublication);

export async function readPublication(
  on: Queries,
  region: string,
  month: string,
): Promise<Publication | null> {
  const [row] = await on.query(`${HEAD} where region_id = $1 and month = $2`, [region, month]);
  return row === undefined ? null : toPublication(row);
}

/** Elements of a month, feeders first, then by id. */
export const readElements = async (on: Queries, region: string, month: string): Promise<PublishedElement[]> =>
  (
    await on.query(
      `select kind, element_id, name, substation_id, feeder_id, dedicated, of_customer, rating_kva, limit_kva, peak_kva,
              committed_kva, open_kva, load_rate, season, grade, binding_element_id, cases,
              st_x(place) as lon, st_y(place) as lat, st_asgeojson(shape, ${DECIMALS}, 0) as shape
       from publication_elements where region_id = $1 and month = $2
       order by kind = 'feeder' desc, element_id collate "C"`,
      [region, month],
    )
  ).map(toElement);
