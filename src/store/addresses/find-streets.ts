import type { Queries, SqlRow } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';

/** Least share of letters in common, in one stretch of the street: one of two may be wrong. */
const LEAST = 0.5;
/** Streets that are looked into. */
const MOST_STREETS = 60;

/**
 * Of the transaction of a search. Every likeness of a scan costs, which the planner does not count: it would rather look at
 * all streets than at those that an index names.
 */
const SETTINGS = `set local pg_trgm.word_similarity_threshold = ${LEAST}; set local enable_seqscan = off`;

/** What was asked, as the gazetteer spells it. */
export interface Asked {
  readonly folded: string;
  readonly street: string;
  readonly house: number | null;
  /** Pairs of letters of the street's own name, as each street has them after its region. */
  readonly pairs: readonly string[];
}

export interface Street {
  readonly region: string;
  readonly street: string;
  /** Share of the street's initials that were asked for; 0 = found by its letters. */
  readonly initials: number;
}

const ASKED = `
  select folded, address_street(folded) as street, address_house(folded) as house,
         array_to_string(address_pairs('', address_street(folded)), ' ') as pairs
  from fold_address($1) as folded`;

/** Reads a text the way the gazetteer's own entries are read. */
export const readAsked = async (on: Queries, text: string): Promise<Asked> => {
  const [row] = await on.query(ASKED, [text]);
  const house = row?.['house'];
  return {
    folded: row === undefined ? '' : textOf(row, 'folded'),
    street: row === undefined ? '' : textOf(row, 'street'),
    house: typeof house === 'number' ? house : null,
    pairs:
      row === undefined
        ? []
        : textOf(row, 'pairs')
            .split(' ')
            .filter((pair) => pair !== ''),
  };
};

const LIKE = `'%' || regexp_replace($2, '([\\\\%_])', '\\\\\\1', 'g') || '%'`;

/** The likeness of each street is worked out once, and only of those with a pair of letters in common. */
const BY_PAIRS = `
  with alike as materialized (
    select region_id, street, letters,
           greatest(word_similarity(address_letters($2), letters), (position($2 in street) > 0)::integer) as near
    from address_streets
    where region_id = any ($1::text[]) and pairs && $4::text[])
  select region_id, street, 0::double precision as initials
  from alike where near >= ${LEAST}
  order by near desc, similarity(address_letters($3), letters) desc, region_id collate "C", street collate "C"
  limit ${MOST_STREETS}`;

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
  { street, pairs }: Asked,
): Promise<readonly Street[]> => {
  if (street === '') return [];
  await on.exec(SETTINGS);
  const own = ownName(street);
  const ofRegions = regions.flatMap((region) => pairs.map((pair) => `${region}${pair}`));
  const paired = await on.query(BY_PAIRS, [regions, own, street, ofRegions]);
  if (paired.length > 0) return paired.map(toStreet);
  const found = await on.query(BY_LETTERS, [regions, own, street]);
  if (found.length > 0 || !isInitials(street)) return found.map(toStreet);
  return (await on.query(BY_INITIALS, [regions, street])).map(toStreet);
};
