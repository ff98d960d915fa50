import { Router } from 'express';
import { openApiDocument } from '../../contract/openapi.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

/** `GET /openapi.json`; made once, when the application is. */
export const openApiRoute = ({ version }: Parts): Router => {
  const text = JSON.stringify(openApiDocument(version));
  const router = Router();
  router
    .route('/openapi.json')
    .get((_req, res) => {
      res.set('Content-Type', 'application/json; charset=utf-8').set('Cache-Control', 'no-cache').send(text);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
