import { Refusal } from './refusal.ts';
import { shown } from './shown.ts';
import type { AddressHit, Store } from '../model/store.ts';

/** An entry less like the text than this is not taken for it. */
const CLEAR_SCORE = 0.6;
/** How far ahead of the next one it must be. */
const CLEAR_LEAD = 0.1;
const MAX_CANDIDATES = 10;

/**
 * The one entry of the gazetteers that an address clearly means: the same text, or much like it, with all its
 * numbers, and well ahead of the next.
 *
 * @throws Refusal `address-not-found` or `address-ambiguous`, with the nearest entries.
 */
export async function findAddress(
  store: Pick<Store, 'searchAddresses'>,
  regions: readonly string[],
  text: string,
): Promise<AddressHit> {
  const hits = await store.searchAddresses(regions, text, MAX_CANDIDATES);
  const exact = hits.filter((hit) => folded(hit.text) === folded(text));
  if (exact.length > 1) throw refused('address-ambiguous', text, exact);
  if (exact[0] !== undefined) return exact[0];
  // A street is found with any house number; house 12 must not be taken for house 120.
  // What is interpolated is shown as a candidate, and never taken for the place.
  const alike = hits.filter(
    (hit) => hit.id !== null && hit.score >= CLEAR_SCORE && hasNumbersOf(text, hit.text),
  );
  const [best, second] = alike;
  if (best === undefined) throw refused('address-not-found', text, hits);
  if (second !== undefined && best.score - second.score < CLEAR_LEAD) {
    throw refused('address-ambiguous', text, hits);
  }
  return best;
}

/** Full-width forms and spaces make no difference. */
const folded = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase();

const numbersIn = (text: string): readonly string[] => folded(text).match(/\d+/gu) ?? [];

function hasNumbersOf(asked: string, found: string): boolean {
  const there = numbersIn(found);
  return numbersIn(asked).every((number) => there.includes(number));
}

function refused(
  code: 'address-not-found' | 'address-ambiguous',
  text: string,
  candidates: readonly AddressHit[],
): Refusal {
  const issue = {
    pointer: '/site/address',
    code: code === 'address-not-found' ? 'not-known' : 'not-unique',
    received: shown(text),
    allowed: candidates.map((candidate) => candidate.text),
  } as const;
  return new Refusal(code, [issue], candidates);
}
