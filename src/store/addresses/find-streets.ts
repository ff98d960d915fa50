import type { Queries, SqlRow } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';

/** Least share of letters in common, in one stretch of the street: one of two may be wrong. */
const LEAST = 0.5;
/** Streets that are looked into. */
const MOST_STREETS = 60;

/** What was asked, as the gazetteer spells it. */
export interface Asked {
  readonly folded: string;
  readonly street: string;
  readonly house: number | null;
}

export interface Street {
  readonly region: string;
  readonly street: string;
  /** Share of the street's initials that were asked for; 0 = found by its letters. */
  readonly initials: number;
}

const ASKED = `
  select folded, address_street(folded) as street, address_house(folded) as house
  from fold_address($1) as folded`;

/** Reads a text the way the gazetteer's own entries are read. */
export const readAsked = async (on: Queries, text: string): Promise<Asked> => {
  const [row] = await on.query(ASKED, [text]);
  const house = row?.['house'];
  return {
    folded: row === undefined ? '' : textOf(row, 'folded'),
    street: row === undefined ? '' : textOf(row, 'street'),
    house: typeof house === 'number' ? house : null,
  };
};

const LIKE = `'%' || regexp_replace($2, '([\\\\%_])', '\\\\\\1', 'g') || '%'`;

const BY_LETTERS = `
  select region_id, street, 0::double precision as initials,
         greatest(word_similarity(address_letters($2), letters), (position($2 in street) > 0)::integer) as near
  from address_streets
  where region_id = any ($1::text[]) and (address_letters($2) <% letters or street like ${LIKE})
  order by near desc, similarity(address_letters($3), letters) desc, region_id collate "C", street collate "C"
  limit ${MOST_STREETS}`;

const BY_INITIALS = `
  select region_id, street, length($2)::double precision / length(initials) as initials
  from address_streets
  where region_id = any ($1::text[]) and initials like ${LIKE}
  order by initials desc, region_id collate "C", street collate "C"
  limit ${MOST_STREETS}`;

const toStreet = (row: SqlRow): Street => ({
  region: textOf(row, 'region_id'),
  street: textOf(row, 'street'),
  initials: numberOf(row, 'initials'),
});

/**
 * What is left of a street without the units of administration it stands in: these are in common with all its
 * neighbours, and cost time without telling anything.
 */
const ownName = (street: string): string => street.replace(/^.*(?:省|市|县|区|旗|镇|乡|街道)(?=..)/u, '');

/** Whether a text is nothing but initials: 建设路 asked for as `jsl`. */
const isInitials = (street: string): boolean => /^[a-z]{2,}$/u.test(street);

/** Streets of the gazetteers with the letters of one that was asked for, or else with its pinyin initials; nearest first. */
export const findStreets = async (
  on: Queries,
  regions: readonly string[],
  { street }: Asked,
): Promise<readonly Street[]> => {
  if (street === '') return [];
  await on.exec(`set local pg_trgm.word_similarity_threshold = ${LEAST}`);
  const found = await on.query(BY_LETTERS, [regions, ownName(street), street]);
  if (found.length > 0 || !isInitials(street)) return found.map(toStreet);
  return (await on.query(BY_INITIALS, [regions, street])).map(toStreet);
};
