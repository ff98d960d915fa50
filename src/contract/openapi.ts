import { createDocument } from 'zod-openapi';
import { OPENAPI_PATHS } from './openapi-routes.ts';
import { problemAnswer } from './problem.ts';
import { supplyPlansBody } from './supply-plans-request.ts';

const ABOUT = `Supply plans (供电方案) for a power company: for a place and a demand, which checked, priced, ranked
ways there are to connect to the grid.

Units are part of the names: \`Kva\`, \`Kw\`, \`M\`, \`Yuan\`, \`Pu\`, \`Percent\`, \`Days\`; shares are 0…1. Coordinates
come in with their datum and go out in WGS 84/CGCS2000. Times are ISO 8601 with zone, days are days in Asia/Shanghai.
Refusals are \`application/problem+json\` and name every field at fault. The API for GIS clients has a document of its own,
\`/ogc/api\`.`;

/** The OpenAPI 3.1 document of the service, made from the schemas that requests are checked with. */
export const openApiDocument = (version: string) =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Jiedian (接电)',
      version,
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Relative, so that the page works behind any host name.
    servers: [{ url: '/' }],
    security: [{ token: [] }, { basic: [] }],
    paths: OPENAPI_PATHS,
    components: {
      schemas: { SupplyPlansRequest: supplyPlansBody, Problem: problemAnswer },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Signed token with the claims `role`, `sub`, `regions` and `exp`.',
        },
        basic: { type: 'http', scheme: 'basic', description: 'Any name; the token is the password.' },
      },
    },
  });
