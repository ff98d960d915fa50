import { type Request, type Response, Router } from 'express';
import { ACCESS } from '../../../contract/access.ts';
import { apiDocument } from '../../../contract/ogc/api-document.ts';
import { collection, collectionNamed, collections } from '../../../contract/ogc/collection.ts';
import { style, tileset, tilesets } from '../../../contract/ogc/drawn.ts';
import { documentQuery } from '../../../contract/ogc/items-query.ts';
import { type Reached, conformance, landing, ogcBase } from '../../../contract/ogc/landing.ts';
import { MEDIA, REL } from '../../../contract/ogc/link.ts';
import { parseOgc } from '../../../contract/ogc/parse-ogc.ts';
import { featureSchema, queryables } from '../../../contract/ogc/schemas.ts';
import { usableRegions } from '../../../contract/usable-regions.ts';
import { FEATURE_COLLECTIONS, type FeatureCollectionName } from '../../../model/features.ts';
import type { Planner } from '../../../model/planner.ts';
import type { Role } from '../../../model/role.ts';
import { allow } from '../../allow.ts';
import { callerOf } from '../../authenticate.ts';
import { ogcPage } from '../../ogc/ogc-page.ts';
import { wantsHtml } from '../../ogc/wants-html.ts';
import { onlyMethods } from '../../only-methods.ts';
import type { Parts } from '../../parts.ts';
import { revalidate } from '../../revalidate.ts';
import { rootOf } from '../../root-of.ts';

/** A document of the API. */
interface Document {
  readonly title: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a document is made from. */
interface Asked {
  readonly reached: Reached;
  readonly regions: readonly ReturnType<Planner['regions']>[number][];
  readonly version: string;
  readonly role: Role;
}

const json = (title: string, body: Document['body']): Document => ({ title, type: MEDIA.json, body });

/** Path under `/ogc` → its document. */
const DOCUMENTS: Readonly<Record<string, (asked: Asked) => Document>> = {
  '': ({ reached }) => json('接电 Jiedian', landing(reached)),
  '/conformance': () => json('Conformance', conformance()),
  '/api': ({ reached: { root }, version }) => ({
    title: 'API',
    type: MEDIA.openapi,
    body: apiDocument(root, version),
  }),
  '/collections': ({ regions, reached, role }) => json('Collections', collections(regions, reached, role)),
};

const schemaUrl = (name: FeatureCollectionName, { root }: Reached, which: string): string =>
  `${ogcBase(root)}/collections/${name}/${which}`;

/** Path under `/ogc/collections/{collectionId}` → the document of that collection. */
const OF_COLLECTION: Readonly<
  Record<string, (name: FeatureCollectionName, asked: Asked) => Omit<Document, 'title'>>
> = {
  '': (name, { regions, reached }) => ({ type: MEDIA.json, body: collection(name, regions, reached) }),
  '/queryables': (name, { reached }) => ({
    type: MEDIA.schema,
    body: queryables(name, schemaUrl(name, reached, 'queryables')),
  }),
  '/schema': (name, { reached }) => ({
    type: MEDIA.schema,
    body: featureSchema(name, schemaUrl(name, reached, 'schema')),
  }),
  '/tiles': (name, { reached }) => ({ type: MEDIA.json, body: tilesets(name, reached) }),
  '/tiles/WebMercatorQuad': (name, { reached }) => ({ type: MEDIA.json, body: tileset(name, reached) }),
  '/style': (name, { reached: { root } }) => ({ type: MEDIA.style, body: style(name, root) }),
};

function sendDocument(res: Response, { title, type, body }: Document, isHtml: boolean): void {
  revalidate(res).vary('Accept');
  if (isHtml) res.type('html').send(ogcPage(title, body));
  else res.set('Content-Type', type).send(JSON.stringify(body));
}

/** `GET /ogc` and every document below it but the features. */
export const ogcDocumentsRoute = ({ planner, version, publicUrl }: Parts): Router => {
  const askedBy = (req: Request): Asked => {
    const { f } = parseOgc(documentQuery, req.query);
    const root = rootOf(req, publicUrl);
    const reached = { root, url: root + req.originalUrl, isHtml: wantsHtml(req, f) };
    const caller = callerOf(req);
    return { reached, regions: usableRegions(planner, caller), version, role: caller.role };
  };
  const router = Router();
  for (const [path, document] of Object.entries(DOCUMENTS)) {
    router
      .route(`/ogc${path}`)
      .get(allow(ACCESS.features), (req, res) => {
        const asked = askedBy(req);
        sendDocument(res, document(asked), asked.reached.isHtml);
      })
      .all(onlyMethods('GET', 'HEAD'));
  }
  for (const [path, document] of Object.entries(OF_COLLECTION)) {
    router
      .route(`/ogc/collections/:collectionId${path}`)
      .get(allow(ACCESS.features), (req: Request<{ collectionId: string }>, res) => {
        const name = collectionNamed(req.params.collectionId, callerOf(req as Request).role);
        const asked = askedBy(req as Request);
        const link = `<${schemaUrl(name, asked.reached, 'queryables')}>; rel="${REL.queryables}"; type="${MEDIA.schema}"`;
        const { title } = FEATURE_COLLECTIONS[name];
        sendDocument(res.append('Link', link), { title, ...document(name, asked) }, asked.reached.isHtml);
      })
      .all(onlyMethods('GET', 'HEAD'));
  }
  return router;
};
