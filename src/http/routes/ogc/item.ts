import { type Request, type Response, Router } from 'express';
import { ACCESS } from '../../../contract/access.ts';
import { featureQuery } from '../../../contract/ogc/items-query.ts';
import { MEDIA, facesOf } from '../../../contract/ogc/link.ts';
import { parseOgc } from '../../../contract/ogc/parse-ogc.ts';
import { Refusal } from '../../../contract/refusal.ts';
import { shown } from '../../../contract/shown.ts';
import { today } from '../../../contract/today.ts';
import { usableRegions } from '../../../contract/usable-regions.ts';
import { FEATURE_COLLECTIONS } from '../../../model/features.ts';
import { allow } from '../../allow.ts';
import { callerOf } from '../../authenticate.ts';
import { clientGone } from '../../client-gone.ts';
import {
  type Answering,
  answering,
  collectionLink,
  readAt,
  sendFeatures,
  stamp,
  textOf,
} from '../../ogc/answering.ts';
import { type Feature, gatherFeatures } from '../../ogc/gather-features.ts';
import { ogcPage } from '../../ogc/ogc-page.ts';
import { onlyMethods } from '../../only-methods.ts';
import type { Parts } from '../../parts.ts';

type ItemRequest = Request<{ collectionId: string; featureId: string }>;

const notFound = (id: string): Refusal =>
  new Refusal('feature-not-found', [
    { pointer: '/path/featureId', code: 'not-known', received: shown(id), allowed: null },
  ]);

/** Region and id in its record. */
function partsOf(featureId: string): readonly [region: string, id: string] {
  const colon = featureId.indexOf(':');
  return [featureId.slice(0, Math.max(colon, 0)), featureId.slice(colon + 1)];
}

function sendOne(res: Response, to: Answering, feature: Feature): void {
  const links = [...facesOf(to.url, MEDIA.geojson, to.isHtml), collectionLink(to)];
  if (to.isHtml) {
    const geometry: unknown = JSON.parse(feature.geometry ?? 'null');
    const { title } = FEATURE_COLLECTIONS[to.collection];
    sendFeatures(res, to, ogcPage(title, { properties: feature.properties, geometry, links }));
    return;
  }
  const open = textOf(to.collection, feature).slice(0, -1);
  sendFeatures(res, to, `${open},"links":${JSON.stringify(links)}}`);
}

/** `GET /ogc/collections/{collectionId}/items/{featureId}`: one feature. */
export const ogcItemRoute = (parts: Parts): Router => {
  const { planner, now } = parts;

  const send = async (req: ItemRequest, res: Response): Promise<void> => {
    const to = await answering(parts, req, parseOgc(featureQuery, req.query));
    const caller = callerOf(req);
    const [region, id] = partsOf(req.params.featureId);
    const own = usableRegions(planner, caller).filter((one) => one.id === region);
    if (own.length === 0 || id === '') throw notFound(req.params.featureId);
    if (stamp(parts, res, to, own)) return void res.status(304).end();
    res.removeHeader('ETag');
    const { features, versions } = await gatherFeatures(parts, {
      collection: to.collection,
      regions: [region],
      within: null,
      equal: { recordId: id },
      months: null,
      cursor: null,
      limit: 1,
      crs: to.crs,
      role: caller.role,
      asOf: today(now()),
      signal: clientGone(res),
    });
    const [feature] = features;
    if (feature === undefined) throw notFound(req.params.featureId);
    stamp(parts, res, to, readAt(own, versions));
    sendOne(res, to, feature);
  };

  const router = Router();
  router
    .route('/ogc/collections/:collectionId/items/:featureId')
    .get(allow(ACCESS.features), send)
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
