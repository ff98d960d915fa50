import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type NextFunction, type Response, Router } from 'express';
import { ROLES } from '../../model/role.ts';
import { problemsPage } from '../problems-page.ts';
import { onlyMethods } from '../only-methods.ts';

/** The same folder from `src/http/routes` and from `dist/http/routes`: the compiler copies no assets. */
const OWN = fileURLToPath(new URL('../../../src/http/assets/', import.meta.url));
/** The built page, from `src/http/routes` and from `dist/http/routes` alike. */
const PAGE = fileURLToPath(new URL('../../../dist/web/', import.meta.url));
const SWAGGER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

type Asset = readonly [root: string, file: string];

/** Path → folder and file. Nothing else of the folders can be reached. */
const FILES: Readonly<Record<string, Asset>> = {
  '/assets/page.css': [OWN, 'page.css'],
  '/assets/icon.svg': [OWN, 'icon.svg'],
  '/docs': [OWN, 'docs.html'],
  '/assets/docs.mjs': [OWN, 'docs.mjs'],
  '/assets/swagger-ui.css': [SWAGGER, 'swagger-ui.css'],
  '/assets/swagger-ui-bundle.js': [SWAGGER, 'swagger-ui-bundle.js'],
};

function sendAsset(res: Response, next: NextFunction, [root, file]: Asset): void {
  res.sendFile(file, { root, headers: { 'Cache-Control': 'no-cache' } }, (error: Error | undefined) => {
    // Once it is under way only the client can break it off, and nobody is left to be told.
    if (error !== undefined && !res.headersSent) next(error);
  });
}

/** The page finds its own way below these: one room per role. */
const ROOMS = ROLES.flatMap((role) => [`/${role}`, `/${role}/{*rest}`]);

/** The page, the API documentation and the list of problems; all from this machine, without scripts inline. */
export const pagesRoute = (): Router => {
  const router = Router();
  router
    .route(['/', ...ROOMS])
    .get((_req, res, next) => {
      sendAsset(res, next, [PAGE, 'index.html']);
    })
    .all(onlyMethods('GET', 'HEAD'));
  // Their names hold a hash of their content.
  router.use('/page', express.static(`${PAGE}page`, { index: false, immutable: true, maxAge: '365d' }));
  for (const [path, asset] of Object.entries(FILES)) {
    router
      .route(path)
      .get((_req, res, next) => {
        sendAsset(res, next, asset);
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
