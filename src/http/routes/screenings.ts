import { once } from 'node:events';
import { type Request, type Response, Router } from 'express';
import { caseId } from '../../casework/case-id.ts';
import { ACCESS } from '../../contract/access.ts';
import { namedRegion, onlyRegion } from '../../contract/find-region.ts';
import { noQuery } from '../../contract/lists.ts';
import { parsePath, parseQuery } from '../../contract/parse.ts';
import { Refusal } from '../../contract/refusal.ts';
import { RESULT_FORMATS, rowsOf } from '../../contract/screening-rows.ts';
import { SiteRows } from '../../contract/screening-site.ts';
import {
  LISTED,
  type ScreeningsAnswer,
  encodeScreening,
  screeningPath,
  screeningsListQuery,
  screeningsQuery,
} from '../../contract/screenings.ts';
import { today } from '../../contract/today.ts';
import type { CaseScope } from '../../model/case-book.ts';
import type { SiteFormat } from '../../model/screening.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { takeInSites } from '../screenings/take-in-sites.ts';
import { unsupported, uploadedBytes } from '../screenings/uploaded-bytes.ts';

const FORMATS: Readonly<Record<string, SiteFormat>> = {
  'text/csv': 'csv',
  'application/geo+json': 'geojson',
  'application/json': 'geojson',
};
/** Parts read at once for the results. */
const PARTS_AT_ONCE = 20;

function formatOf(req: Request): SiteFormat {
  const type = req.is(Object.keys(FORMATS));
  const format = typeof type === 'string' ? FORMATS[type] : undefined;
  if (format !== undefined) return format;
  throw unsupported('/header/Content-Type', req.get('Content-Type'), Object.keys(FORMATS));
}

/** The policy for all sites: workers may come to them long after. */
function policyFor({ planner }: Parts, policy: string | undefined): string {
  if (policy === undefined) return planner.usualPolicy();
  const allowed = planner.policies().map(({ id }) => id);
  if (!allowed.includes(policy))
    throw new Refusal('policy-not-found', [
      { pointer: '/query/policy', code: 'not-one-of', received: policy, allowed },
    ]);
  return policy;
}

const start = (parts: Parts) => async (req: Request, res: Response) => {
  const caller = callerOf(req);
  const { region: named, policy, asOf, quarantine, joint, ...given } = parseQuery(screeningsQuery, req.query);
  const region = onlyRegion(parts.planner, caller, named);
  const format = formatOf(req);
  const now = parts.now();
  const terms = {
    policy: policyFor(parts, policy),
    asOf: asOf ?? today(now),
    statedBy: caller.role,
    isJoint: joint,
  };
  const defaults = { crs: format === 'geojson' ? 'WGS84' : undefined, ...given };
  const rows = new SiteRows(defaults);
  const screening = await takeInSites(
    parts.store.screenings,
    parts.readSites,
    { region, id: caseId(now), terms, createdAt: now.toISOString() },
    { scope: caller, rows, upload: { bytes: uploadedBytes(req), format, quarantine } },
  );
  res
    .status(202)
    .set('Location', `/v1/screenings/${screening.id}`)
    .json(Object.assign(encodeScreening(screening, now), { ignoredColumns: rows.ignored }));
};

const found = <T>(one: T | null): T => {
  if (one === null) throw new Refusal('screening-not-found');
  return one;
};

/** `/v1/screenings`: takes sites in, and lists what was. */
const listRoute = (parts: Parts): Router => {
  const { store, planner, now } = parts;
  const router = Router();
  router
    .route('/v1/screenings')
    .post(allow(ACCESS.screenings), start(parts))
    .get(allow(ACCESS.screenings), async (req, res) => {
      const caller = callerOf(req);
      const { region } = parseQuery(screeningsListQuery, req.query);
      if (region !== undefined) namedRegion(planner, caller, region, '/query/region');
      const items = await store.screenings.list(caller, region, LISTED);
      res.json({
        items: items.map((one) => encodeScreening(one, now())),
        next: null,
      } satisfies ScreeningsAnswer);
    })
    .all(onlyMethods('POST', 'GET', 'HEAD'));
  return router;
};

const oneRoute = ({ store: { screenings }, now }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/screenings/:id')
    .get(allow(ACCESS.screenings), async (req, res) => {
      parseQuery(noQuery, req.query);
      const { id } = parsePath(screeningPath, req.params);
      res.json(encodeScreening(found(await screenings.read(callerOf(req), id)), now()));
    })
    .delete(allow(ACCESS.screenings), async (req, res) => {
      const { id } = parsePath(screeningPath, req.params);
      found(await screenings.cancel(callerOf(req), id, now().toISOString()));
      res.status(204).end();
    })
    .all(onlyMethods('GET', 'HEAD', 'DELETE'));
  return router;
};

/** Writes as fast as it is read: of a million rows only a few are here at once. */
async function write(res: Response, text: string): Promise<void> {
  if (text !== '' && !res.write(text) && !res.destroyed)
    await Promise.race([once(res, 'drain'), once(res, 'close')]);
}

async function sendResults(
  { screenings }: Parts['store'],
  scope: CaseScope,
  id: string,
  { res, name }: { readonly res: Response; readonly name: keyof typeof RESULT_FORMATS },
): Promise<void> {
  const { status } = found(await screenings.read(scope, id));
  if (status === 'receiving' || status === 'running')
    throw new Refusal('screening-not-ended', [
      {
        pointer: '/path/id',
        code: 'wrong-state',
        received: status,
        allowed: ['done', 'cancelled', 'failed'],
      },
    ]);
  const format = RESULT_FORMATS[name];
  res.type(format.type).set('Content-Disposition', `attachment; filename="screening-${id}.${name}"`);
  await write(res, format.head);
  let [after, isFirst] = [-1, true];
  for (;;) {
    const parts = await screenings.parts(scope, id, after, PARTS_AT_ONCE);
    const last = parts.at(-1);
    if (last === undefined || res.destroyed) break;
    await write(res, format.rows(parts.flatMap(rowsOf), isFirst));
    [after, isFirst] = [last.chunk, false];
  }
  res.end(format.tail);
}

const resultsRoute = ({ store }: Parts): Router => {
  const router = Router();
  for (const name of Object.keys(RESULT_FORMATS) as (keyof typeof RESULT_FORMATS)[]) {
    router
      .route(`/v1/screenings/:id/results.${name}`)
      .get(allow(ACCESS.screenings), async (req, res) => {
        parseQuery(noQuery, req.query);
        const { id } = parsePath(screeningPath, req.params);
        await sendResults(store, callerOf(req), id, { res, name });
      })
      .all(onlyMethods('GET', 'HEAD'));
  }
  return router;
};

/** `/v1/screenings` and below: thousands of sites at once, as a job. */
export const screeningsRoute = (parts: Parts): Router =>
  Router().use(listRoute(parts), oneRoute(parts), resultsRoute(parts));
