import { nearDistanceM } from '../../model/geodesic.ts';
import type { AddressHit } from '../../model/store.ts';
import type { Queries, SqlRow } from '../db.ts';
import { numberOf } from '../sql-row.ts';
import type { Street } from './find-streets.ts';
import { likeness } from './likeness.ts';

/** Two houses farther apart than this say nothing about those between. */
const MOST_APART_M = 300;

/** Odd and even numbers stand on opposite sides of many streets, so the neighbours are of the same kind. */
const NEIGHBOURS = `
  (select house, lon_deg, lat_deg from addresses
   where region_id = $1 and street = $2 and house < $3 and house % 2 = $3 % 2 order by house desc, id limit 1)
  union all
  (select house, lon_deg, lat_deg from addresses
   where region_id = $1 and street = $2 and house > $3 and house % 2 = $3 % 2 order by house, id limit 1)`;

const between = (low: SqlRow, high: SqlRow, house: number): AddressHit['at'] | null => {
  const [from, to] = [low, high].map((row) => ({
    lon: numberOf(row, 'lon_deg'),
    lat: numberOf(row, 'lat_deg'),
  }));
  if (from === undefined || to === undefined) return null;
  if (nearDistanceM(from.lon, from.lat, to.lon, to.lat) > MOST_APART_M) return null;
  const share = (house - numberOf(low, 'house')) / (numberOf(high, 'house') - numberOf(low, 'house'));
  return { lon: from.lon + share * (to.lon - from.lon), lat: from.lat + share * (to.lat - from.lat) };
};

/** Where a house without an entry stands: on the way between its two neighbours; `null` where it has not both. */
export const interpolateHouse = async (
  on: Queries,
  { region, street }: Street,
  { folded, house }: { readonly folded: string; readonly house: number },
): Promise<AddressHit | null> => {
  const [low, high] = await on.query(NEIGHBOURS, [region, street, house]);
  const at = low === undefined || high === undefined ? null : between(low, high, house);
  if (at === null) return null;
  const text = `${street}${house}号`;
  return { region, id: null, text, at, score: likeness(folded, text), match: 'interpolated' };
};
