import { Refusal } from '../../contract/refusal.ts';
import type { Publication, PublicationBook, PublishedElement } from '../../model/publication.ts';

/** For whom a month is told, and of which area. */
export interface ToldTo {
  readonly audience: 'staff' | 'outside';
  /** West, south, east, north. */
  readonly bbox?: readonly number[] | undefined;
}

/**
 * Those outside are told what the policy lets them know, of the area they ask for.
 *
 * @throws Refusal `not-for-outside`, or `invalid-request` without an area.
 */
export function checkAudience({ audience: { customers } }: Publication, { audience, bbox }: ToldTo): void {
  if (audience === 'staff') return;
  if (customers === 'nothing') throw new Refusal('not-for-outside');
  if (bbox !== undefined) return;
  throw new Refusal('invalid-request', [
    { pointer: '/query/bbox', code: 'missing', received: null, allowed: 'west,south,east,north, degrees' },
  ]);
}

const isWithin = (
  at: PublishedElement['at'],
  [west = 0, south = 0, east = 0, north = 0]: readonly number[],
) => at !== null && at.lon >= west && at.lat >= south && at.lon <= east && at.lat <= north;

/** @throws Refusal `publication-not-found` */
export async function publicationOf(
  book: PublicationBook,
  region: string,
  month: string,
): Promise<Publication> {
  const publication = await book.read(region, month);
  if (publication === null) throw new Refusal('publication-not-found');
  return publication;
}

/** Elements of a month in the area that is told of. */
export async function elementsOf(
  book: PublicationBook,
  { region, month }: Publication,
  { bbox }: ToldTo,
): Promise<readonly PublishedElement[]> {
  const all = await book.elements(region, month);
  return bbox === undefined ? all : all.filter(({ at }) => isWithin(at, bbox));
}
