import type { Publication } from '../model/publication.ts';
import type { PublicationAnswer } from './publications.ts';

/** Head of a published month as it goes over the wire. */
export const encodePublication = ({ pack, audience, ...head }: Publication): PublicationAnswer =>
  Object.assign({ policy: pack }, head, {
    audience: { customers: audience.customers, bandsKva: audience.bandsKva, rule: audience.rule },
  });
