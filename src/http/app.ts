import compression from 'compression';
import express, { type Express } from 'express';
import { Refusal } from '../contract/refusal.ts';
import { TILE_TYPE } from '../contract/tiles.ts';
import { answerProblem } from './answer-problem.ts';
import { authenticate } from './authenticate.ts';
import { guardHeaders } from './guard-headers.ts';
import { logRequests } from './log-requests.ts';
import { createMetrics } from './metrics.ts';
import type { Parts } from './parts.ts';
import { addressesRoute } from './routes/addresses.ts';
import { applicationRoute } from './routes/application.ts';
import { applicationStepsRoute } from './routes/application-steps.ts';
import { applicationsRoute } from './routes/applications.ts';
import { auditRoute } from './routes/audit.ts';
import { capacityMapRoute } from './routes/capacity-map.ts';
import { capacityRoute } from './routes/capacity.ts';
import { caseReportsRoute } from './routes/case-reports.ts';
import { chainRoute } from './routes/chain.ts';
import { choiceRoute } from './routes/choice.ts';
import { documentsRoute } from './routes/documents.ts';
import { eventsRoute } from './routes/events.ts';
import { findingsRoute } from './routes/findings.ts';
import { healthRoute } from './routes/health.ts';
import { measurementsRoute } from './routes/measurements.ts';
import { metricsRoute } from './routes/metrics.ts';
import { offersRoute } from './routes/offers.ts';
import { ogcDocumentsRoute } from './routes/ogc/documents.ts';
import { ogcItemRoute } from './routes/ogc/item.ts';
import { ogcItemsRoute } from './routes/ogc/items.ts';
import { openApiRoute } from './routes/openapi.ts';
import { overridesRoute } from './routes/overrides.ts';
import { pagesRoute } from './routes/pages.ts';
import { policiesRoute } from './routes/policies.ts';
import { powerSourcesRoute } from './routes/power-sources.ts';
import { publicationsRoute } from './routes/publications.ts';
import { queueRoute } from './routes/queue.ts';
import { replyRoute } from './routes/reply.ts';
import { regionsRoute } from './routes/regions.ts';
import { screeningsRoute } from './routes/screenings.ts';
import { supplyPlansRoute } from './routes/supply-plans.ts';
import { tilesRoute } from './routes/tiles.ts';
import { weeklyReportRoute } from './routes/weekly-report.ts';
import { warningsRoute } from './routes/warnings.ts';
import { webhooksRoute } from './routes/webhooks.ts';
import { whatIfRoute } from './routes/what-if.ts';

const COMPRESS_FROM_BYTES = 1024;

/** What the compressor knows to shrink, and tiles, which it does not know. */
const isCompressed: typeof compression.filter = (req, res) =>
  res.getHeader('Content-Type') === TILE_TYPE || compression.filter(req, res);

/**
 * The HTTP side of the house. The way of a request, and what may leave it where:
 *
 *   id, log, time → headers → open routes → 401 → 403 → 413/415/400 → 422/404 → the planner → 503 or the answer
 */
export function createApp(parts: Parts): Express {
  const metrics = createMetrics(parts);
  const app = express();
  app.disable('x-powered-by');
  app.use(logRequests(parts.logger), metrics.timer, guardHeaders);
  app.use(compression({ threshold: COMPRESS_FROM_BYTES, filter: isCompressed }));
  app.use(healthRoute(parts), metricsRoute(parts, metrics), openApiRoute(parts), pagesRoute());
  app.use('/v1', authenticate(parts), (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  app.use('/tiles', authenticate(parts));
  app.use(tilesRoute(parts, metrics));
  app.use('/ogc', authenticate(parts));
  app.use(ogcDocumentsRoute(parts), ogcItemsRoute(parts), ogcItemRoute(parts));
  app.use(
    supplyPlansRoute(parts, metrics),
    powerSourcesRoute(parts, metrics),
    chainRoute(parts, metrics),
    capacityRoute(parts, metrics),
    capacityMapRoute(parts, metrics),
    whatIfRoute(parts, metrics),
    screeningsRoute(parts),
  );
  app.use(
    applicationsRoute(parts),
    applicationRoute(parts),
    documentsRoute(parts),
    offersRoute(parts),
    overridesRoute(parts),
    choiceRoute(parts),
    replyRoute(parts),
    eventsRoute(parts),
    queueRoute(parts),
    caseReportsRoute(parts),
    applicationStepsRoute(parts),
    weeklyReportRoute(parts),
    auditRoute(parts),
    webhooksRoute(parts),
  );
  app.use(
    publicationsRoute(parts),
    warningsRoute(parts),
    findingsRoute(parts),
    measurementsRoute(parts),
    addressesRoute(parts),
    regionsRoute(parts),
    policiesRoute(parts),
  );
  app.use(() => {
    throw new Refusal('not-found');
  });
  app.use(answerProblem);
  return app;
}
