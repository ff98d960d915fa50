import type { Publication, PublishedElement, ToldOutside } from '../model/publication.ts';
import type { OutsideOnWire, PublicationAnswer, PublishedOnWire } from './publications.ts';

/** Head of a published month as it goes over the wire. */
export const encodePublication = ({ pack, audience, ...head }: Publication): PublicationAnswer =>
  Object.assign({ policy: pack }, head, {
    audience: { customers: audience.customers, bandsKva: audience.bandsKva, rule: audience.rule },
  });

/** An element of a published month, without its shape and the cases it counts. */
export const encodePublished = (one: PublishedElement): PublishedOnWire => ({
  kind: one.kind,
  id: one.id,
  name: one.name,
  substationId: one.substationId,
  feederId: one.feederId,
  dedicated: one.dedicated,
  ofCustomer: one.ofCustomer,
  at: one.at,
  ratingKva: one.ratingKva,
  limitKva: one.limitKva,
  peakKva: one.peakKva,
  committedKva: one.committedKva,
  openKva: one.openKva,
  loadRate: one.loadRate,
  season: one.season,
  grade: one.grade,
  bindingElementId: one.bindingElementId,
});

/** The same as it is told outside. */
export const encodeOutside = ({
  kind,
  id,
  name,
  at,
  openFromKva,
  openToKva,
}: ToldOutside): OutsideOnWire => ({
  kind,
  id,
  name,
  at,
  openFromKva,
  openToKva,
});
