import { ADDRESS_MATCHES, type AddressHit } from '../../model/store.ts';
import { transaction, type Db, type Queries, type SqlRow } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';
import { findStreets, readAsked, type Asked, type Street } from './find-streets.ts';
import { interpolateHouse } from './interpolate-house.ts';
import { likeness } from './likeness.ts';

/** Least likeness of an entry worth showing. */
const LEAST = 0.3;
/** A street as like as this is the one that was meant: a house that it lacks may be interpolated. */
const MEANT = 0.6;
/** Entries looked at that hold the asked text, and of each street where no house was asked for. */
const MOST_HOLDING = 50;
const MOST_OF_STREET = 10;

const COLUMNS = 'a.region_id, a.id, a.text, a.text_folded, a.street, a.lon_deg, a.lat_deg';
const STREETS = 'unnest($1::text[], $2::text[]) as s (region_id, street)';

const OF_STREETS = `
  cross join lateral (select * from addresses of where of.region_id = s.region_id and of.street = s.street
                      order by of.house nulls first, of.id collate "C" limit ${MOST_OF_STREET}) a`;

const FIRST_OF_STREETS = `select ${COLUMNS} from ${STREETS} ${OF_STREETS}`;

/**
 * Besides the houses of that number what stands in a yard of that number: 12号院3号楼. Street by street, which `offset 0`
 * holds the planner to: joined as a whole it may look at every house of that number, on a parent over shards in every region.
 */
const AT_HOUSE = `
  select ${COLUMNS} from ${STREETS}
  cross join lateral (select * from addresses of where of.region_id = s.region_id and of.street = s.street
                      and of.house = $3 offset 0) a
  union all
  select ${COLUMNS} from (select * from ${STREETS} where s.street ~ ('[^0-9]' || $3::integer || '号')) s ${OF_STREETS}`;

const HOLDING = `
  select ${COLUMNS} from addresses a
  where a.region_id = any ($1::text[])
    and a.text_folded like '%' || regexp_replace($2, '([\\\\%_])', '\\\\\\1', 'g') || '%'
  order by length(a.text_folded), a.region_id collate "C", a.id collate "C"
  limit ${MOST_HOLDING}`;

type Entry = AddressHit & { readonly street: string };

const toEntry = (row: SqlRow, { folded }: Asked, initials: number): Entry => {
  const text = textOf(row, 'text_folded');
  const match =
    text === folded ? 'exact' : text.includes(folded) ? 'part' : initials > 0 ? 'initials' : 'similar';
  return {
    region: textOf(row, 'region_id'),
    id: textOf(row, 'id'),
    text: textOf(row, 'text'),
    at: { lon: numberOf(row, 'lon_deg'), lat: numberOf(row, 'lat_deg') },
    // Many names share their initials: half a likeness at most.
    score: match === 'exact' ? 1 : match === 'initials' ? initials / 2 : likeness(folded, text),
    match,
    street: textOf(row, 'street'),
  };
};

const entriesOf = async (
  on: Queries,
  asked: Asked,
  streets: readonly Street[],
): Promise<readonly Entry[]> => {
  const [regions, names] = [streets.map(({ region }) => region), streets.map(({ street }) => street)];
  const rows =
    asked.house === null
      ? await on.query(FIRST_OF_STREETS, [regions, names])
      : await on.query(AT_HOUSE, [regions, names, asked.house]);
  const initials = new Map(streets.map(({ street, initials: share }) => [street, share]));
  return rows.map((row) => toEntry(row, asked, initials.get(textOf(row, 'street')) ?? 0));
};

/** The asked house on the streets that were meant, where none of them has an entry for it. */
const interpolated = async (
  on: Queries,
  { folded, street, house }: Asked,
  [streets, entries]: readonly [readonly Street[], readonly Entry[]],
): Promise<readonly AddressHit[]> => {
  if (house === null) return [];
  const alike = streets.map((each) => ({ each, score: likeness(street, each.street) }));
  const best = Math.max(MEANT, ...alike.map(({ score }) => score));
  const meant = alike.filter(({ score }) => score === best).map(({ each }) => each);
  if (entries.some((entry) => meant.some((each) => each.street === entry.street))) return [];
  const found: (AddressHit | null)[] = [];
  for (const each of meant) found.push(await interpolateHouse(on, each, { folded, house }));
  return found.filter((hit) => hit !== null);
};

const byId = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const better = (one: AddressHit, other: AddressHit): number =>
  other.score - one.score ||
  ADDRESS_MATCHES.indexOf(one.match) - ADDRESS_MATCHES.indexOf(other.match) ||
  byId(one.region, other.region) ||
  byId(one.id ?? '', other.id ?? '');

const toHit = ({ region, id, text, at, score, match }: AddressHit): AddressHit => ({
  region,
  id,
  text,
  at,
  score,
  match,
});

/**
 * Entries of the gazetteers like a text, best first, each with how it matches. Full-width and half-width forms,
 * capitals and spaces make no difference; what stands before the street may be missing, and a letter may be wrong.
 *
 * Streets are found first, then the house on them. A house that the gazetteer lacks is interpolated between its
 * neighbours, and says so; nothing is made up for a street that it lacks.
 */
export const searchAddresses = async (
  db: Db,
  regions: readonly string[],
  text: string,
  limit: number,
): Promise<readonly AddressHit[]> => {
  if (text.trim() === '') return [];
  const found = await transaction(db, 'snapshot', async (on) => {
    const asked = await readAsked(on, text);
    const streets = await findStreets(on, regions, asked);
    const entries = [...(await entriesOf(on, asked, streets))];
    // A number with hardly anything before it.
    if (streets.length === 0) {
      const holding = await on.query(HOLDING, [regions, asked.folded]);
      entries.push(...holding.map((row) => toEntry(row, asked, 0)));
    }
    return [...entries, ...(await interpolated(on, asked, [streets, entries]))];
  });
  const once = new Map(found.map((hit) => [JSON.stringify([hit.region, hit.id, hit.text]), hit]));
  return [...once.values()]
    .filter(({ score, match }) => score >= LEAST || match === 'part' || match === 'initials')
    .sort(better)
    .slice(0, limit)
    .map(toHit);
};
