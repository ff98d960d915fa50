import type { Request, Response } from 'express';
import { collectionNamed, crsOf } from '../../contract/ogc/collection.ts';
import { crsNamed } from '../../contract/ogc/crs-named.ts';
import { featureId, featureText } from '../../contract/ogc/feature-text.ts';
import { ogcBase } from '../../contract/ogc/landing.ts';
import { type Link, MEDIA, REL } from '../../contract/ogc/link.ts';
import { today } from '../../contract/today.ts';
import { usableRegions } from '../../contract/usable-regions.ts';
import type { Crs } from '../../model/crs.ts';
import { FEATURE_COLLECTIONS, type FeatureCollectionName, ROOM_PROPERTIES } from '../../model/features.ts';
import type { RegionVersions } from '../../model/tiles.ts';
import { callerOf } from '../authenticate.ts';
import type { Parts } from '../parts.ts';
import { rootOf } from '../root-of.ts';
import { stateTag } from '../state-tag.ts';
import type { Feature } from './gather-features.ts';
import { wantsHtml } from './wants-html.ts';

export type CollectionRequest = Request<{ collectionId: string }>;

/** What of a request for features says how it is answered. */
export interface Answering {
  readonly collection: FeatureCollectionName;
  readonly isHtml: boolean;
  /** Address of the service. */
  readonly root: string;
  /** What was asked for, absolute. */
  readonly url: string;
  readonly crs: Crs;
  /** Months published in the regions, where they are what is shown: no version of the data knows of them. */
  readonly months: readonly (readonly string[])[];
}

/** @throws Refusal `collection-not-found` or `invalid-parameter` */
export async function answering(
  { planner, publicUrl, store }: Parts,
  req: CollectionRequest,
  { f, crs }: { readonly f?: 'json' | 'html' | undefined; readonly crs?: string | undefined },
): Promise<Answering> {
  const root = rootOf(req, publicUrl);
  const caller = callerOf(req);
  const regions = usableRegions(planner, caller);
  const collection = collectionNamed(req.params.collectionId, caller.role);
  const published =
    collection === 'publications'
      ? await Promise.all(regions.map(({ id }) => store.publications.list(id)))
      : [];
  return {
    collection,
    isHtml: wantsHtml(req, f),
    root,
    url: root + req.originalUrl,
    crs: crsNamed(crsOf(regions), crs, 'crs'),
    months: published.map((heads) => heads.map(({ month }) => month)),
  };
}

/** Names the state of the data the answer is made from; true where the client has this answer already. */
export function stamp(
  { planner, now, version }: Parts,
  res: Response,
  { collection, isHtml, root, months }: Answering,
  regions: readonly RegionVersions[],
): boolean {
  const tag = stateTag({
    of: JSON.stringify([collection, isHtml, root, months]),
    hasRoom: FEATURE_COLLECTIONS[collection].room !== null,
    regions,
    asOf: today(now()),
    policies: planner.policies(),
    program: version,
  });
  res
    .vary('Authorization')
    .vary('Accept')
    .set('Cache-Control', 'private, no-cache')
    .set('ETag', `W/"${tag}"`);
  return res.req.fresh;
}

/** The regions of a token in the states they were read at, where they were. */
export const readAt = (
  regions: readonly RegionVersions[],
  read: readonly RegionVersions[],
): readonly RegionVersions[] => regions.map((one) => read.find(({ id }) => id === one.id) ?? one);

const collectionUrl = ({ root, collection }: Answering): string =>
  `${ogcBase(root)}/collections/${collection}`;

export const collectionLink = (to: Answering): Link => ({
  rel: 'collection',
  type: MEDIA.json,
  title: FEATURE_COLLECTIONS[to.collection].title,
  href: collectionUrl(to),
});

/** A feature as a row of a page. */
export const rowOf = (to: Answering, { region, id, properties }: Feature) => ({
  feature: `${collectionUrl(to)}/items/${encodeURIComponent(featureId(region, id))}?f=html`,
  ...properties,
});

/** A feature as GeoJSON text; figures of room need not be whole. */
export function textOf(collection: FeatureCollectionName, feature: Feature): string {
  const { properties } = FEATURE_COLLECTIONS[collection];
  const isWhole = (name: string): boolean =>
    !(name in ROOM_PROPERTIES) && properties[name]?.type === 'integer';
  return featureText(featureId(feature.region, feature.id), feature, isWhole);
}

/** Sends features in the form and system asked for. */
export function sendFeatures(res: Response, to: Answering, body: string): void {
  const queryables = `<${collectionUrl(to)}/queryables>; rel="${REL.queryables}"; type="${MEDIA.schema}"`;
  res
    .set('Content-Type', to.isHtml ? `${MEDIA.html}; charset=utf-8` : MEDIA.geojson)
    .set('Content-Crs', `<${to.crs.uri}>`)
    .append('Link', queryables)
    .send(body);
}
