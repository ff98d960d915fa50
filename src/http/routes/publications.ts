import { type RequestHandler, Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { noQuery } from '../../contract/lists.ts';
import { cursorAt, pageFrom, pageStart } from '../../contract/paging.ts';
import { parseBody, parseBoth, parsePath, parseQuery } from '../../contract/parse.ts';
import {
  type PublicationChangesAnswer,
  type PublicationPageAnswer,
  type PublicationsAnswer,
  publicationBody,
  publicationChangesQuery,
  publicationFileQuery,
  publicationPath,
  publicationQuery,
  publicationsQuery,
} from '../../contract/publications.ts';
import { encodeOutside, encodePublication, encodePublished } from '../../contract/encode-publication.ts';
import { publishedOrRefused } from '../../contract/published-or-refused.ts';
import { type PublicationChange, publicationChanges } from '../../model/publication-changes.ts';
import { PUBLICATION_FORMS, type PublicationForm } from '../../model/publication-file.ts';
import type { ElementsWanted, Publication } from '../../model/publication.ts';
import { toldOutside } from '../../planning/publication/told-outside.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { PUBLICATION_TYPES, publicationFileAsk } from '../publications/publication-file.ts';
import { type ToldTo, checkAudience, elementsOf, publicationOf } from '../publications/told.ts';
import { readJson } from '../read-json.ts';

/** `POST /v1/publications` freezes a month; `GET` lists those of a region. */
const listRoute = ({ planner, publisher, store: { publications } }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/publications')
    .post(allow(ACCESS.publications), readJson, async (req, res) => {
      const caller = callerOf(req);
      const [, body] = parseBoth(
        () => parseQuery(noQuery, req.query),
        () => parseBody(publicationBody, req.body),
      );
      const { month } = body;
      const region = onlyRegion(planner, caller, body.region, '/region');
      const done = publishedOrRefused(await publisher.publish(caller, { region, month }, clientGone(res)), {
        region,
        month,
      });
      res
        .status(done.outcome === 'published' ? 201 : 200)
        .set('Location', `/v1/publications/${month}?region=${region}`)
        .json(encodePublication(done.publication));
    })
    .get(allow(ACCESS.publications), async (req, res) => {
      const { region } = parseQuery(publicationsQuery, req.query);
      const items = await publications.list(onlyRegion(planner, callerOf(req), region));
      res.json({ items: items.map(encodePublication), next: null } satisfies PublicationsAnswer);
    })
    .all(onlyMethods('POST', 'GET', 'HEAD'));
  return router;
};

const pageRoute = ({ planner, store: { publications } }: Parts): Router => {
  const itemsFor = async (
    publication: Publication,
    to: ToldTo,
    page: ElementsWanted['page'],
  ): Promise<PublicationPageAnswer['items']> => {
    const elements = await elementsOf(publications, publication, to, page === undefined ? {} : { page });
    if (to.audience === 'staff') return elements.map(encodePublished);
    return toldOutside(elements, publication.audience).map(encodeOutside);
  };
  const router = Router();
  router
    .route('/v1/publications/:month')
    .get(allow(ACCESS.publications), async (req, res) => {
      const [{ month }, query] = parseBoth(
        () => parsePath(publicationPath, req.params),
        () => parseQuery(publicationQuery, req.query),
      );
      const region = onlyRegion(planner, callerOf(req), query.region);
      const publication = await publicationOf(publications, region, month);
      checkAudience(publication, query);
      // A published month has no other state: its pages never end before they do.
      const start = pageStart(0, query);
      const { pageSize } = query;
      const items = await itemsFor(publication, query, { start, size: pageSize + 1 });
      res.json({
        publication: encodePublication(publication),
        items: items.slice(0, pageSize),
        next: items.length > pageSize ? cursorAt(0, start + pageSize) : null,
      } satisfies PublicationPageAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};

const changesRoute = ({ planner, store: { publications } }: Parts): Router => {
  const changesSince = async (
    since: string,
    { region, month }: { readonly region: string; readonly month: string },
  ): Promise<readonly PublicationChange[]> => {
    await publicationOf(publications, region, since);
    const before = await publications.elements(region, since, {});
    return publicationChanges(before, await publications.elements(region, month, {}));
  };
  const router = Router();
  router
    .route('/v1/publications/:month/changes')
    .get(allow(ACCESS.publications), async (req, res) => {
      const [{ month }, query] = parseBoth(
        () => parsePath(publicationPath, req.params),
        () => parseQuery(publicationChangesQuery, req.query),
      );
      const region = onlyRegion(planner, callerOf(req), query.region);
      const { previous } = await publicationOf(publications, region, month);
      const since = query.since ?? previous;
      const changes = since === null ? [] : await changesSince(since, { region, month });
      const page = pageFrom(changes, 0, query);
      res.json({
        region,
        month,
        since,
        items: page.items,
        next: page.next,
      } satisfies PublicationChangesAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};

const fileRoute = ({ planner, press, store: { publications } }: Parts): Router => {
  const sending =
    (form: PublicationForm): RequestHandler =>
    async (req, res) => {
      const [{ month }, query] = parseBoth(
        () => parsePath(publicationPath, req.params),
        () => parseQuery(publicationFileQuery, req.query),
      );
      const region = onlyRegion(planner, callerOf(req), query.region);
      const publication = await publicationOf(publications, region, month);
      checkAudience(publication, query);
      const ask = await publicationFileAsk(publications, publication, query);
      const file = await press.publicationFile(form, ask);
      res
        .set('Content-Type', PUBLICATION_TYPES[form])
        .set('Content-Disposition', `attachment; filename="${region}-${month}.${form}"`)
        .end(file);
    };
  const router = Router();
  for (const form of PUBLICATION_FORMS)
    router
      .route(`/v1/publications/:month.${form}`)
      .get(allow(ACCESS.publications), sending(form))
      .all(onlyMethods('GET', 'HEAD'));
  return router;
};

/** `/v1/publications`: months that are frozen, as pages and as files, and what changed from one to the next. */
export const publicationsRoute = (parts: Parts): Router =>
  Router().use(listRoute(parts), fileRoute(parts), pageRoute(parts), changesRoute(parts));
