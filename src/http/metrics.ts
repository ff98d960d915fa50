import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { WARNING_KINDS } from '../model/warning.ts';
import type { Watching } from '../model/watching.ts';
import type { Planner } from '../model/planner.ts';

const REQUEST_BUCKETS_S = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const PHASE_BUCKETS_S = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2];

export interface Metrics {
  /** Text in the format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Times every request by route, method and status. */
  readonly timer: RequestHandler;
  /** Notes how long the phases of a search took, ms. */
  search(phasesMs: Readonly<Record<string, number>>): void;
}

interface Measured {
  readonly planner: Pick<Planner, 'load'>;
  readonly feed: { readonly count: number };
  readonly watch: Pick<Watching, 'counts'>;
}

/** The figures of one application, in a registry of its own. */
export function createMetrics({ planner, feed, watch }: Measured): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['route', 'method', 'status'],
    buckets: REQUEST_BUCKETS_S,
    registers: [registry],
  });
  const phases = new Histogram({
    name: 'plan_search_duration_seconds',
    help: 'Time of a phase of a search in its worker thread',
    labelNames: ['phase'],
    buckets: PHASE_BUCKETS_S,
    registers: [registry],
  });
  addLoad(registry, { planner, feed });
  addWarnings(registry, watch);
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    timer: (req, res, next) => {
      const stop = requests.startTimer({ method: req.method });
      res.once('close', () => stop({ route: routeOf(req), status: res.statusCode }));
      next();
    },
    search: (phasesMs) => {
      for (const [phase, ms] of Object.entries(phasesMs)) phases.observe({ phase }, ms / 1000);
    },
  };
}

function addLoad(registry: Registry, { planner, feed }: Omit<Measured, 'watch'>): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('plan_queue_depth', 'Searches that wait for a thread', () => planner.load().queued);
  gauge('plan_threads', 'Worker threads', () => planner.load().threads);
  const busy = 'Share of time the worker threads are busy, 0…1';
  gauge('plan_thread_utilization', busy, () => planner.load().utilization);
  gauge('event_streams', 'Streams of events that are open', () => feed.count);
}

function addWarnings(registry: Registry, watch: Measured['watch']): void {
  new Gauge({
    name: 'grid_warnings',
    help: 'Warnings that stood at the last look at a region',
    labelNames: ['region', 'kind'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [region, counts] of watch.counts())
        for (const kind of WARNING_KINDS) this.set({ region, kind }, counts[kind]);
    },
  });
}

/** The pattern, never the path: a label must not grow with what callers send. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return 'none';
  return typeof route.path === 'string' ? route.path : 'none';
}
