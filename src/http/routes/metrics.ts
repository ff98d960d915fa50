import { Router, type Request } from 'express';
import { Refusal } from '../../contract/refusal.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

/** `GET /metrics`: figures for Prometheus, from this machine only unless configured. */
export const metricsRoute = ({ metricsFrom }: Parts, metrics: Metrics): Router => {
  const router = Router();
  router
    .route('/metrics')
    .get(async (req, res) => {
      if (metricsFrom === 'loopback' && !isFromThisMachine(req)) throw new Refusal('not-found');
      res
        .set('Content-Type', metrics.contentType)
        .set('Cache-Control', 'no-store')
        .send(await metrics.text());
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};

/** Behind a proxy on this machine everything comes from loopback, but then it says for whom. */
function isFromThisMachine(req: Request): boolean {
  const isForwarded = req.get('Forwarded') !== undefined || req.get('X-Forwarded-For') !== undefined;
  return !isForwarded && isLoopback(req.socket.remoteAddress ?? '');
}

/** 127.0.0.0/8, also as seen through IPv6, and ::1. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || /^(::ffff:)?127\./u.test(address);
