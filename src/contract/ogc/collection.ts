import { z } from 'zod';
import { CRS84, crsFor } from '../../model/crs.ts';
import {
  FEATURE_COLLECTIONS,
  FEATURE_COLLECTION_NAMES,
  type FeatureCollectionName,
} from '../../model/features.ts';
import type { Planner } from '../../model/planner.ts';
import type { Role } from '../../model/role.ts';
import { ACCESS } from '../access.ts';
import { checkRole } from '../check-role.ts';
import { Refusal } from '../refusal.ts';
import { shown } from '../shown.ts';
import { boundsOf } from '../tiles.ts';
import type { Wire } from '../wire.ts';
import { type Reached, ogcBase } from './landing.ts';
import { type Link, MEDIA, REL, facesOf, link } from './link.ts';

const box = z.array(z.number()).length(4);

const collectionAnswer = z.strictObject({
  id: z.enum(FEATURE_COLLECTION_NAMES as [FeatureCollectionName, ...FeatureCollectionName[]]),
  title: z.string(),
  description: z.string(),
  links: z.array(link),
  extent: z
    .strictObject({
      spatial: z.strictObject({ bbox: z.array(box), crs: z.url() }),
      temporal: z.strictObject({ interval: z.array(z.array(z.string().nullable()).length(2)), trs: z.url() }),
    })
    .optional()
    .meta({ description: 'Absent where the token has no loaded region.' }),
  itemType: z.literal('feature'),
  crs: z.array(z.url()).meta({ description: 'Systems the features can be had in.' }),
  storageCrs: z.url(),
});

const collectionsAnswer = z.strictObject({ links: z.array(link), collections: z.array(collectionAnswer) });

export { collectionAnswer, collectionsAnswer };

export type CollectionDocument = Wire<z.infer<typeof collectionAnswer>>;

type Regions = readonly ReturnType<Planner['regions']>[number][];

/** The systems of the regions' features. */
export const crsOf = (regions: Regions) => crsFor(regions.map(({ bbox }) => bbox));

/** Who may read a collection: what is published is told as under `/v1/publications`. */
const readersOf = (name: FeatureCollectionName): readonly Role[] =>
  name === 'publications' ? ACCESS.publications : ACCESS.features;

/** @throws Refusal `collection-not-found`, or `role-not-allowed` */
export function collectionNamed(name: string, role: Role): FeatureCollectionName {
  const found = FEATURE_COLLECTION_NAMES.find((one) => one === name);
  if (found !== undefined) {
    checkRole(role, readersOf(found));
    return found;
  }
  throw new Refusal('collection-not-found', [
    {
      pointer: '/path/collectionId',
      code: 'not-known',
      received: shown(name),
      allowed: FEATURE_COLLECTION_NAMES,
    },
  ]);
}

/**
 * What the features span: the grid of the regions with the ground around it, from the oldest day of data on; what is
 * published has months older than the data.
 */
function extentOf(name: FeatureCollectionName, regions: Regions): Pick<CollectionDocument, 'extent'> {
  const bounds = boundsOf(regions);
  if (bounds === null) return {};
  const since = name === 'publications' ? null : (regions.map(({ dataAsOf }) => dataAsOf).sort()[0] ?? null);
  return {
    extent: {
      spatial: { bbox: [bounds], crs: CRS84.uri },
      temporal: {
        interval: [[since, null]],
        trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
      },
    },
  };
}

/** A collection as the list and its own document show it. */
export function collection(
  name: FeatureCollectionName,
  regions: Regions,
  { root, url, isHtml }: Reached,
): CollectionDocument {
  const { title, description, tiles } = FEATURE_COLLECTIONS[name];
  const own = `${ogcBase(root)}/collections/${name}`;
  const to = (rel: string, type: string, href: string, what: string): Link => ({
    rel,
    type,
    title: `${title}: ${what}`,
    href,
  });
  const drawn = [
    to(REL.tilesets, MEDIA.json, `${own}/tiles`, 'vector tiles'),
    to('style', MEDIA.style, `${own}/style`, 'MapLibre style of the tiles'),
  ];
  return {
    id: name,
    title,
    description,
    links: [
      ...facesOf(url, MEDIA.json, isHtml),
      to('items', MEDIA.geojson, `${own}/items`, 'features'),
      to('items', MEDIA.html, `${own}/items?f=html`, 'features to read'),
      to(REL.queryables, MEDIA.schema, `${own}/queryables`, 'properties to ask by'),
      to(REL.schema, MEDIA.schema, `${own}/schema`, 'properties'),
      to('describedby', MEDIA.schema, `${own}/schema`, 'properties'),
      ...(tiles === null ? [] : drawn),
    ],
    ...extentOf(name, regions),
    itemType: 'feature',
    crs: crsOf(regions).map(({ uri }) => uri),
    storageCrs: CRS84.uri,
  };
}

/** Every collection that the role may read. */
export function collections(
  regions: Regions,
  reached: Reached,
  role: Role,
): Wire<z.infer<typeof collectionsAnswer>> {
  const { root, url, isHtml } = reached;
  const readable = FEATURE_COLLECTION_NAMES.filter((name) => readersOf(name).includes(role));
  const listed = readable.map((name) => {
    const own = `${ogcBase(root)}/collections/${name}`;
    return collection(name, regions, { root, url: own, isHtml: false });
  });
  return { links: facesOf(url, MEDIA.json, isHtml), collections: listed };
}
