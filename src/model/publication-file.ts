import type { ChangeReason } from './publication-changes.ts';
import type { PublishedKind } from './grid-figures.ts';
import type { Publication } from './publication.ts';

/** What a row of a file tells of an element, by column; what those outside are told has fewer columns. */
export const PUBLICATION_COLUMNS = {
  id: 'text',
  name: 'text',
  substationId: 'text',
  feederId: 'text',
  dedicated: 'boolean',
  ofCustomer: 'boolean',
  ratingKva: 'kva',
  limitKva: 'kva',
  peakKva: 'kva',
  loadRate: 'share',
  season: 'text',
  committedKva: 'kva',
  openKva: 'kva',
  openFromKva: 'kva',
  openToKva: 'kva',
  grade: 'text',
  bindingElementId: 'text',
  openBeforeKva: 'kva',
  because: 'text',
} as const satisfies Readonly<Record<string, 'text' | 'boolean' | 'kva' | 'share'>>;
export type PublicationColumn = keyof typeof PUBLICATION_COLUMNS;

/** One row of a file. */
export interface PublicationRow {
  readonly kind: PublishedKind;
  readonly at: { readonly lon: number; readonly lat: number } | null;
  /** GeoJSON text, WGS 84. */
  readonly shape: string | null;
  readonly cells: Readonly<Partial<Record<PublicationColumn, string | number | boolean | null>>>;
  readonly because: readonly ChangeReason[];
}

/** Forms a month can be had in. */
export const PUBLICATION_FORMS = ['csv', 'xlsx', 'geojson', 'gpkg'] as const;
export type PublicationForm = (typeof PUBLICATION_FORMS)[number];

/** What a file is made of. */
export interface PublicationFileAsk {
  readonly language: 'zh' | 'en';
  readonly publication: Publication;
  readonly columns: readonly PublicationColumn[];
  /** Feeders first, then by id. */
  readonly rows: readonly PublicationRow[];
}
