import type { PublishedFigures } from './grid-figures.ts';
import type { Declined } from './planner.ts';
import type { CaseScope } from './case-book.ts';

/** What those outside may be told, as the policy says; `nothing` = staff alone. */
export interface Audience {
  readonly customers: 'nothing' | 'on-application-by-area' | 'sources-within-radius';
  /** Where outside figures are told as bands: their lower ends, kVA, ascending; `null` = as figures. */
  readonly bandsKva: readonly number[] | null;
  /** Rule of the pack. */
  readonly rule: string;
}

/** Head of a month that has been published; nothing of it ever changes. */
export interface Publication {
  readonly region: string;
  /** `2026-11`. */
  readonly month: string;
  /** ISO day the figures are as of. */
  readonly asOf: string;
  readonly dataVersion: number;
  readonly ledgerVersion: number;
  readonly dataAsOf: string;
  readonly pack: { readonly id: string; readonly version: number };
  readonly audience: Audience;
  /** The month published before it, which changes are told against; `null` = it is the first. */
  readonly previous: string | null;
  readonly publishedBy: string;
  /** ISO time. */
  readonly publishedAt: string;
}

/** An element as it stands in a published month. */
export interface PublishedElement extends PublishedFigures {
  /** A transformer that a customer owns. */
  readonly ofCustomer: boolean;
  /** GeoJSON text, WGS 84: lines of a feeder, place of a transformer; `null` = the record knows none, or it was not read. */
  readonly shape: string | null;
}

/** What those outside are told of an element; a band without an upper end is open above, without a lower one unknown. */
export interface ToldOutside extends Pick<PublishedElement, 'kind' | 'id' | 'name' | 'at' | 'shape'> {
  readonly openFromKva: number | null;
  readonly openToKva: number | null;
}

export type Published =
  | { readonly outcome: 'published' | 'repeated'; readonly publication: Publication }
  /** A later month has been published already. */
  | { readonly outcome: 'out-of-order'; readonly latest: string }
  /** The record has moved on since the figures were read. */
  | { readonly outcome: 'moved' };

/** How publishing a month ends. */
export type PublishOutcome =
  | Published
  | { readonly outcome: 'declined'; readonly declined: Declined }
  | { readonly outcome: 'region-not-found'; readonly allowed: readonly string[] }
  /** The figures of today are those of no such month. */
  | { readonly outcome: 'month-not-now'; readonly allowed: readonly string[] };

/** Publishes months: the figures of all feeders and distribution transformers, frozen as they stand. */
export interface Publishing {
  /**
   * Publishes a month with the figures of today. One that has been published is answered as it is.
   *
   * @param month the current one, or the one before it.
   */
  publish(
    scope: CaseScope,
    wanted: { readonly region: string; readonly month: string },
    signal?: AbortSignal,
  ): Promise<PublishOutcome>;
}

/** Which elements of a month are read. */
export interface ElementsWanted {
  /** West, south, east, north, degrees: only what stands there; left out = all, also what stands nowhere. */
  readonly bbox?: readonly number[] | undefined;
  /** Only what is told outside: nothing that is one customer's. */
  readonly isOutside?: boolean;
  /** Read shapes too: by far the most of a row. */
  readonly withShapes?: boolean;
  /** Leave out so many of the first, and give so many; left out = all. */
  readonly page?: { readonly start: number; readonly size: number };
}

/** The record of published months. Regions are the caller's to check. */
export interface PublicationBook {
  /**
   * Freezes a month with its audit, in one transaction. A month that has been published stays as it is.
   *
   * @param elements by kind, then by id.
   */
  publish(
    scope: CaseScope,
    publication: Omit<Publication, 'previous'>,
    elements: readonly PublishedFigures[],
  ): Promise<Published>;
  /** Newest first. */
  list(region: string): Promise<readonly Publication[]>;
  read(region: string, month: string): Promise<Publication | null>;
  /** By kind, then by id in code-unit order; empty where the month is not published. */
  elements(region: string, month: string, wanted: ElementsWanted): Promise<readonly PublishedElement[]>;
}
