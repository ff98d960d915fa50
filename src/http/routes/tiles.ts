import { type Request, type Response, Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { declinedRefusal } from '../../contract/declined-refusal.ts';
import { parseQuery } from '../../contract/parse.ts';
import { TILE_TYPE, parseTilePath, tileJson, tileJsonQuery, tileQuery } from '../../contract/tiles.ts';
import { today } from '../../contract/today.ts';
import { usableRegions } from '../../contract/usable-regions.ts';
import type { AskedWhen } from '../../model/asked-when.ts';
import { type RegionVersions, TILE_SETS, type TileSet } from '../../model/tiles.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { revalidate } from '../revalidate.ts';
import { rootOf } from '../root-of.ts';
import { serverTiming } from '../server-timing.ts';
import { stateTag } from '../state-tag.ts';

const ROLES_OF = { base: ACCESS.baseTiles, grid: ACCESS.gridTiles } as const;

/** A tile under the URL of its version stays as it is; a week, because another version has another URL. */
const KEEP = 'private, max-age=604800, immutable';

type TileRequest = Request<{ z: string; x: string; y: string }>;

const whenText = ({ season, hour }: AskedWhen): string =>
  (season === undefined ? '' : `&season=${season}`) + (hour === undefined ? '' : `&hour=${hour}`);

/** Names the state of the data, and lets the answer be kept where the URL names the same. */
const stamp = (res: Response, tag: string, asked: string | undefined): Response =>
  res
    .vary('Authorization')
    .set('Cache-Control', asked === tag ? KEEP : 'private, no-cache')
    .set('ETag', `W/"${tag}"`);

/** `GET /tiles/{set}.json` and `GET /tiles/{set}/{z}/{x}/{y}.mvt`: vector tiles of the caller's regions. */
export const tilesRoute = (parts: Parts, metrics: Metrics): Router => {
  const { planner, now, version, publicUrl } = parts;
  const tagOf = (set: TileSet, regions: readonly RegionVersions[], asOf = today(now())): string =>
    stateTag({
      of: set,
      hasRoom: set === 'grid',
      regions,
      asOf,
      policies: planner.policies(),
      program: version,
    });

  const describe = (set: TileSet) => (req: Request, res: Response) => {
    const when: AskedWhen = parseQuery(tileJsonQuery[set], req.query);
    const regions = usableRegions(planner, callerOf(req));
    const url = `${rootOf(req, publicUrl)}/tiles/${set}/{z}/{x}/{y}.mvt?v=${tagOf(set, regions)}${whenText(when)}`;
    revalidate(res).json(tileJson(set, regions, url));
  };

  const send = (set: TileSet) => async (req: TileRequest, res: Response) => {
    const address = parseTilePath(req.params);
    const { v, ...when }: AskedWhen & { v?: string | undefined } = parseQuery(tileQuery[set], req.query);
    const caller = callerOf(req);
    const asOf = today(now());
    const regions = usableRegions(planner, caller);
    // Where nothing moved, nobody needs to draw.
    const current = tagOf(set, regions, asOf);
    if (stamp(res, current, v).req.fresh) return void res.status(304).end();
    res.removeHeader('ETag');
    const query = { ...address, ...when, set, regions: regions.map(({ id }) => id), asOf };
    const answer = await planner.tile(query, caller.role, clientGone(res));
    if (!answer.ok) throw declinedRefusal(answer);
    metrics.search(answer.phasesMs);
    stamp(res, tagOf(set, answer.versions, asOf), v).set('Server-Timing', serverTiming(answer.phasesMs));
    if (answer.tile.byteLength === 0) res.status(204).end();
    else res.set('Content-Type', TILE_TYPE).end(answer.tile);
  };

  const router = Router();
  for (const set of TILE_SETS) {
    router
      .route(`/tiles/${set}.json`)
      .get(allow(ROLES_OF[set]), describe(set))
      .all(onlyMethods('GET', 'HEAD'));
    router
      .route(`/tiles/${set}/:z/:x/:y.mvt`)
      .get(allow(ROLES_OF[set]), send(set))
      .all(onlyMethods('GET', 'HEAD'));
  }
  return router;
};
