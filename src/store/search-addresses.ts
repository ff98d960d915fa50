import type { AddressHit } from '../model/store.ts';
import { transaction } from './db.ts';
import type { Db } from './db.ts';
import { numberOf, textOf } from './sql-row.ts';

/** Least trigram similarity of an entry worth showing; found by trying shortened and misspelt addresses. */
const LEAST = 0.3;

/**
 * Chinese has no spaces, so a text inside an address shares few trigrams with it and two characters share none:
 * entries that contain the text are therefore candidates of their own.
 */
const SEARCH = `
  with asked as (select fold_address($2) as q),
  candidates as (
    select a.*, asked.q,
           position(asked.q in a.text_folded) > 0 as holds,
           greatest(similarity(a.text_folded, asked.q), word_similarity(asked.q, a.text_folded))::double precision
             as likeness
    from addresses a, asked
    where a.region_id = any ($1::text[])
      and (asked.q <% a.text_folded
           or a.text_folded like '%' || regexp_replace(asked.q, '([\\\\%_])', '\\\\\\1', 'g') || '%')
  )
  select region_id, id, text, lon_deg, lat_deg,
         case when text_folded = q then 1 else likeness end as score
  from candidates
  order by text_folded = q desc, holds desc, score desc, region_id collate "C", id collate "C"
  limit $3`;

/**
 * Entries of the gazetteer like a text: the very address first, then those that contain the text, then similar
 * ones. Full-width and half-width forms, capitals and spaces make no difference.
 */
export const searchAddresses = async (
  db: Db,
  regions: readonly string[],
  text: string,
  limit: number,
): Promise<readonly AddressHit[]> => {
  if (text.trim() === '') return [];
  const rows = await transaction(db, 'snapshot', async (on) => {
    await on.exec(`set local pg_trgm.word_similarity_threshold = ${LEAST}`);
    return on.query(SEARCH, [regions, text, limit]);
  });
  return rows.map((row) => ({
    region: textOf(row, 'region_id'),
    id: textOf(row, 'id'),
    text: textOf(row, 'text'),
    at: { lon: numberOf(row, 'lon_deg'), lat: numberOf(row, 'lat_deg') },
    score: numberOf(row, 'score'),
  }));
};
