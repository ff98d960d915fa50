import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { measurementsBody, toStagedRows } from '../../contract/measurements.ts';
import { measurementsOutcome } from '../../contract/measurements-outcome.ts';
import { noQuery } from '../../contract/lists.ts';
import { parseBody, parseBoth, parseQuery } from '../../contract/parse.ts';
import type { ImportItem, StagedRow } from '../../model/store.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';

/** `POST /v1/measurements`: readings of meters into the record, without a new grid; answers follow within seconds. */
export const measurementsRoute = ({ planner, store }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/measurements')
    .post(allow(ACCESS.measurements), readJson, async (req, res) => {
      const [, body] = parseBoth(
        () => parseQuery(noQuery, req.query),
        () => parseBody(measurementsBody, req.body),
      );
      const region = onlyRegion(planner, callerOf(req), body.region, '/region');
      const { quarantine } = body;
      const run = {
        region,
        regionName: null,
        format: 'measurements',
        origins: [],
        adds: true,
        quarantine,
      } as const;
      res.json(measurementsOutcome(await store.importRows(run, oneByOne(toStagedRows(body)))));
    })
    .all(onlyMethods('POST'));
  return router;
};

async function* oneByOne(rows: readonly StagedRow[]): AsyncGenerator<ImportItem> {
  for (const staged of rows) yield await Promise.resolve({ staged });
}
