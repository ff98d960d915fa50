import { type Request, type Response, Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { declinedRefusal } from '../../contract/declined-refusal.ts';
import { parseQuery } from '../../contract/parse.ts';
import { TILE_TYPE, parseTilePath, tileJson, tileJsonQuery, tileQuery } from '../../contract/tiles.ts';
import { today } from '../../contract/today.ts';
import { usableRegions } from '../../contract/usable-regions.ts';
import type { AskedWhen } from '../../model/asked-when.ts';
import type { MapDatum } from '../../model/datum.ts';
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

const ROLES_OF = { base: ACCESS.baseTiles, grid: ACCESS.gridTiles, capacity: ACCESS.capacityTiles } as const;

/** A tile under the URL of its version stays as it is; a week, because another version has another URL. */
const KEEP = 'private, max-age=604800, immutable';

type TileRequest = Request<{ z: string; x: string; y: string }>;

interface Drawn extends AskedWhen {
  readonly datum: MapDatum;
}

const drawnText = ({ datum, season, hour }: Drawn): string =>
  (datum === 'WGS84' ? '' : `&datum=${datum}`) +
  (season === undefined ? '' : `&season=${season}`) +
  (hour === undefined ? '' : `&hour=${hour}`);

/** Names the state of the data, and lets the answer be kept where the URL names the same. */
const stamp = (res: Response, tag: string, asked: string | undefined): Response =>
  res
    .vary('Authorization')
    .set('Cache-Control', asked === tag ? KEEP : 'private, no-cache')
    .set('ETag', `W/"${tag}"`);

/** `GET /tiles/{set}.json` and `GET /tiles/{set}/{z}/{x}/{y}.mvt`: vector tiles of the caller's regions. */
export const tilesRoute = (parts: Parts, metrics: Metrics): Router => {
  const { planner, now, version, publicUrl } = parts;
  const tagOf = (
    { set, datum }: { readonly set: TileSet; readonly datum: MapDatum },
    regions: readonly RegionVersions[],
    asOf = today(now()),
  ): string =>
    stateTag({
      of: datum === 'WGS84' ? set : `${set} ${datum}`,
      hasRoom: set !== 'base',
      regions,
      asOf,
      policies: planner.policies(),
      program: version,
    });

  const describe = (set: TileSet) => (req: Request, res: Response) => {
    const drawn: Drawn = parseQuery(tileJsonQuery[set], req.query);
    const { datum } = drawn;
    const regions = usableRegions(planner, callerOf(req));
    const query = `v=${tagOf({ set, datum }, regions)}${drawnText(drawn)}`;
    const url = `${rootOf(req, publicUrl)}/tiles/${set}/{z}/{x}/{y}.mvt?${query}`;
    revalidate(res).json(tileJson(set, regions, url, datum));
  };

  const send = (set: TileSet) => async (req: TileRequest, res: Response) => {
    const address = parseTilePath(req.params);
    const { v, ...drawn }: Drawn & { v?: string | undefined } = parseQuery(tileQuery[set], req.query);
    const shown = { set, datum: drawn.datum };
    const caller = callerOf(req);
    const asOf = today(now());
    const regions = usableRegions(planner, caller);
    // Where nothing moved, nobody needs to draw.
    const current = tagOf(shown, regions, asOf);
    if (stamp(res, current, v).req.fresh) return void res.status(304).end();
    res.removeHeader('ETag');
    const query = { ...address, ...drawn, set, regions: regions.map(({ id }) => id), asOf };
    const answer = await planner.tile(query, caller.role, clientGone(res));
    if (!answer.ok) throw declinedRefusal(answer);
    metrics.search(answer.phasesMs);
    stamp(res, tagOf(shown, answer.versions, asOf), v).set('Server-Timing', serverTiming(answer.phasesMs));
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
