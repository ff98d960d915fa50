import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Security headers that also work over plain HTTP on an intranet: nothing that only a TLS site can keep (HSTS,
 * upgrading of requests, isolation by origin); where TLS ends at a proxy, the proxy adds those.
 */
export const guardHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'object-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
    },
  },
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
});
