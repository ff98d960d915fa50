import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Router } from 'express';
import { problemsPage } from '../problems-page.ts';
import { onlyMethods } from '../only-methods.ts';

/** The same folder from `src/http/routes` and from `dist/http/routes`: the compiler copies no assets. */
const OWN = fileURLToPath(new URL('../../../src/http/assets/', import.meta.url));
const SWAGGER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** Path → folder and file. Nothing else of the folders can be reached. */
const FILES: Readonly<Record<string, readonly [root: string, file: string]>> = {
  '/': [OWN, 'start.html'],
  '/assets/page.css': [OWN, 'page.css'],
  '/assets/start.mjs': [OWN, 'start.mjs'],
  '/assets/icon.svg': [OWN, 'icon.svg'],
  '/docs': [OWN, 'docs.html'],
  '/assets/docs.mjs': [OWN, 'docs.mjs'],
  '/assets/swagger-ui.css': [SWAGGER, 'swagger-ui.css'],
  '/assets/swagger-ui-bundle.js': [SWAGGER, 'swagger-ui-bundle.js'],
};

/** The start page, the API documentation and the list of problems; all from this machine, without scripts inline. */
export const pagesRoute = (): Router => {
  const router = Router();
  for (const [path, [root, file]] of Object.entries(FILES)) {
    router
      .route(path)
      .get((_req, res, next) => {
        res.sendFile(file, { root, headers: { 'Cache-Control': 'no-cache' } }, (error: Error | undefined) => {
          // Once it is under way only the client can break it off, and nobody is left to be told.
          if (error !== undefined && !res.headersSent) next(error);
        });
      })
      .all(onlyMethods('GET', 'HEAD'));
  }
  router
    .route('/problems')
    .get((_req, res) => {
      res.set('Cache-Control', 'no-cache').type('html').send(problemsPage);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
