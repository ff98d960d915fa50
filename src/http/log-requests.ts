import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);
const GOOD_ID = /^[\w.-]{1,64}$/;

/**
 * One log line per request, under the id that the answer carries as `X-Request-Id`. No headers, no bodies and no
 * query are logged: they hold tokens, places and addresses.
 */
export const logRequests = (logger: Logger): RequestHandler =>
  pinoHttp({
    logger,
    wrapSerializers: false,
    quietReqLogger: true,
    genReqId: (req, res) => {
      const given = req.headers['x-request-id'];
      const id = typeof given === 'string' && GOOD_ID.test(given) ? given : randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    serializers: {
      req: ({ method, url }: { method?: string; url?: string }) => ({ method, path: pathOf(url) }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
    autoLogging: { ignore: ({ url }) => QUIET.has(pathOf(url)) },
    customLogLevel: (_req, res, error) => levelOf(res.statusCode, error),
  });

const pathOf = (url = ''): string => url.split('?', 1)[0] ?? '';

/** A full queue is no fault; it is told, but not as an error. */
function levelOf(status: number, error: Error | undefined): 'error' | 'warn' | 'info' {
  if (status === 503) return 'warn';
  return status >= 500 || error !== undefined ? 'error' : 'info';
}
