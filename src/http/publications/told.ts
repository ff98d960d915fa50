import { Refusal } from '../../contract/refusal.ts';
import type {
  ElementsWanted,
  Publication,
  PublicationBook,
  PublishedElement,
} from '../../model/publication.ts';

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

/** Elements of a month that are told of, in the area asked for. */
export const elementsOf = (
  book: PublicationBook,
  { region, month }: Publication,
  { bbox, audience }: ToldTo,
  wanted: Pick<ElementsWanted, 'withShapes' | 'page'>,
): Promise<readonly PublishedElement[]> =>
  book.elements(region, month, Object.assign({ bbox, isOutside: audience === 'outside' }, wanted));
