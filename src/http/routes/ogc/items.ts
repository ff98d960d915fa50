import { type Response, Router } from 'express';
import { ACCESS } from '../../../contract/access.ts';
import { boxesOf } from '../../../contract/ogc/boxes-of.ts';
import { collectionNamed, crsOf } from '../../../contract/ogc/collection.ts';
import { crsNamed } from '../../../contract/ogc/crs-named.ts';
import { readCursor, writeCursor } from '../../../contract/ogc/cursor.ts';
import { type ItemsAsked, ITEMS_QUERY } from '../../../contract/ogc/items-query.ts';
import { type Link, MEDIA, facesOf, withParameter } from '../../../contract/ogc/link.ts';
import { parseOgc } from '../../../contract/ogc/parse-ogc.ts';
import { monthsIn, timeSpan } from '../../../contract/ogc/time-span.ts';
import { today } from '../../../contract/today.ts';
import { usableRegions } from '../../../contract/usable-regions.ts';
import { FEATURE_COLLECTIONS, type FeatureCollectionName } from '../../../model/features.ts';
import type { Planner } from '../../../model/planner.ts';
import { allow } from '../../allow.ts';
import { callerOf } from '../../authenticate.ts';
import { clientGone } from '../../client-gone.ts';
import {
  type Answering,
  type CollectionRequest,
  answering,
  collectionLink,
  readAt,
  rowOf,
  sendFeatures,
  stamp,
  textOf,
} from '../../ogc/answering.ts';
import { type Asked, type Gathered, gatherFeatures } from '../../ogc/gather-features.ts';
import { ogcPage } from '../../ogc/ogc-page.ts';
import { onlyMethods } from '../../only-methods.ts';
import type { Parts } from '../../parts.ts';

type Regions = readonly ReturnType<Planner['regions']>[number][];
type Wanted = Omit<Asked, 'signal' | 'asOf' | 'role' | 'crs'>;

/** Properties that have been asked for, with their values. */
const equalIn = (
  collection: FeatureCollectionName,
  query: Readonly<Record<string, unknown>>,
): Wanted['equal'] =>
  Object.fromEntries(
    Object.keys(FEATURE_COLLECTIONS[collection].properties).flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, value]]
        : [];
    }),
  );

/** What the query asks for. Features hold from the day of their region's data on, what is published for its month. */
function wantedBy(query: ItemsAsked, collection: FeatureCollectionName, regions: Regions): Wanted {
  const span = query.datetime === undefined ? null : timeSpan(query.datetime);
  const isMonthly = collection === 'publications';
  const holds = ({ dataAsOf }: Regions[number]): boolean =>
    isMonthly || Date.parse(dataAsOf) <= (span?.to ?? Infinity);
  const crs = crsNamed(crsOf(regions), query['bbox-crs'], 'bbox-crs');
  return {
    collection,
    regions: regions.filter(holds).map(({ id }) => id),
    within: query.bbox === undefined ? null : { boxes: boxesOf(query.bbox, crs), crs },
    equal: equalIn(collection, query),
    months: isMonthly && span !== null ? monthsIn(span) : null,
    cursor: query.cursor === undefined ? null : readCursor(query.cursor),
    limit: Math.min(query.limit, FEATURE_COLLECTIONS[collection].most),
  };
}

function sendPage(res: Response, to: Answering, { features, matched, next }: Gathered): void {
  const forward: Link[] =
    next === null
      ? []
      : [
          {
            rel: 'next',
            type: to.isHtml ? MEDIA.html : MEDIA.geojson,
            title: 'Next page',
            href: withParameter(to.url, 'cursor', writeCursor(next)),
          },
        ];
  const links = [...facesOf(to.url, MEDIA.geojson, to.isHtml), collectionLink(to), ...forward];
  const head = { numberMatched: matched, numberReturned: features.length, links };
  if (to.isHtml) {
    const { title } = FEATURE_COLLECTIONS[to.collection];
    sendFeatures(res, to, ogcPage(title, { ...head, features: features.map((one) => rowOf(to, one)) }));
    return;
  }
  const opening = JSON.stringify({ type: 'FeatureCollection', ...head }).slice(0, -1);
  const texts = features.map((feature) => textOf(to.collection, feature));
  sendFeatures(res, to, `${opening},"features":[${texts.join(',\n')}]}`);
}

/** `GET /ogc/collections/{collectionId}/items`: features of the caller's regions, page by page. */
export const ogcItemsRoute = (parts: Parts): Router => {
  const { planner, now } = parts;

  const send = async (req: CollectionRequest, res: Response): Promise<void> => {
    const query = parseOgc(
      ITEMS_QUERY[collectionNamed(req.params.collectionId, callerOf(req).role)],
      req.query,
    );
    const to = await answering(parts, req, query);
    const caller = callerOf(req);
    const regions = usableRegions(planner, caller);
    const wanted = wantedBy(query, to.collection, regions);
    if (stamp(parts, res, to, regions)) return void res.status(304).end();
    res.removeHeader('ETag');
    const more = { crs: to.crs, role: caller.role, asOf: today(now()), signal: clientGone(res) };
    const gathered = await gatherFeatures(parts, { ...wanted, ...more });
    stamp(parts, res, to, readAt(regions, gathered.versions));
    sendPage(res, to, gathered);
  };

  const router = Router();
  router
    .route('/ogc/collections/:collectionId/items')
    .get(allow(ACCESS.features), send)
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
