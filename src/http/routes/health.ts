import { setTimeout } from 'node:timers/promises';
import { Router } from 'express';
import type { ReadyAnswer } from '../../contract/health.ts';
import { Refusal } from '../../contract/refusal.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

const DATABASE_PATIENCE_MS = 2000;

/** `GET /healthz`: the process is alive. `GET /readyz`: it can answer; not while it starts, drains or lacks its record. */
export const healthRoute = ({ planner, store, version, logger }: Parts): Router => {
  const router = Router();
  router
    .route('/healthz')
    .get((_req, res) => {
      res.set('Cache-Control', 'no-store').json({ status: 'alive', version });
    })
    .all(onlyMethods('GET', 'HEAD'));
  router
    .route('/readyz')
    .get(async (req, res) => {
      const regions = planner.regions().length;
      if (req.app.enabled('draining') || regions === 0) throw new Refusal('not-ready');
      const database = await described(store, (error) => {
        logger.warn({ err: error }, 'the database does not answer');
      });
      const answer: ReadyAnswer = { status: 'ready', version, database, regions };
      res.set('Cache-Control', 'no-store').json(answer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};

/** One line about the database; a database that is gone or hangs makes the service not ready. */
async function described(store: Parts['store'], warn: (error: unknown) => void): Promise<string> {
  const late = new AbortController();
  try {
    const { kind, postgis } = await Promise.race([
      store.describe(),
      setTimeout(DATABASE_PATIENCE_MS, null, { signal: late.signal }).then(() => {
        throw new Error(`no answer within ${DATABASE_PATIENCE_MS} ms`);
      }),
    ]);
    return `${kind}, PostGIS ${postgis}`;
  } catch (error) {
    warn(error);
    throw new Refusal('not-ready');
  } finally {
    late.abort();
  }
}
