import type { Audience, ElementsWanted, Publication, PublishedElement } from '../../model/publication.ts';
import type { Param, Queries, SqlRow } from '../db.ts';
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

/** Order of the index over them. */
const ORDER = `(kind = 'feeder') desc, element_id collate "C"`;

/** Elements of a month, feeders first, then by id. */
export async function readElements(
  on: Queries,
  region: string,
  month: string,
  { bbox, isOutside = false, withShapes = false, page }: ElementsWanted,
): Promise<PublishedElement[]> {
  const params: Param[] = [region, month];
  const take = (value: Param): string => `$${params.push(value)}`;
  const where = ['region_id = $1', 'month = $2'];
  if (isOutside) where.push('not dedicated', 'not of_customer');
  if (bbox !== undefined) {
    const [west, south, east, north] = bbox.map((degrees) => `${take(degrees)}::double precision`);
    // The index knows places to seven digits only.
    where.push(
      `place && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`,
      `st_x(place) between ${west} and ${east}`,
      `st_y(place) between ${south} and ${north}`,
    );
  }
  const shape = withShapes ? `st_asgeojson(shape, ${DECIMALS}, 0)` : 'null';
  const rest = page === undefined ? '' : `offset ${take(page.start)} limit ${take(page.size)}`;
  const rows = await on.query(
    `select kind, element_id, name, substation_id, feeder_id, dedicated, of_customer, rating_kva, limit_kva, peak_kva,
            committed_kva, open_kva, load_rate, season, grade, binding_element_id, cases,
            st_x(place) as lon, st_y(place) as lat, ${shape} as shape
     from publication_elements where ${where.join(' and ')} order by ${ORDER} ${rest}`,
    params,
  );
  return rows.map(toElement);
}
