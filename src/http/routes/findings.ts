import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { findingsQuery, type FindingsAnswer } from '../../contract/findings.ts';
import { pageFrom } from '../../contract/paging.ts';
import { parseQuery } from '../../contract/parse.ts';
import { Refusal } from '../../contract/refusal.ts';
import { today } from '../../contract/today.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

/** `GET /v1/findings`: what the doctor finds in the record of a region. */
export const findingsRoute = ({ planner, doctor, now }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/findings')
    .get(allow(ACCESS.findings), async (req, res) => {
      const query = parseQuery(findingsQuery, req.query);
      const { code, severity, asOf = today(now()) } = query;
      const examined = await doctor.examine(onlyRegion(planner, callerOf(req), query.region));
      if (examined === null) throw new Refusal('region-not-found');
      const { state, findings } = examined;
      const wanted = findings.filter(
        (finding) => code?.includes(finding.code) !== false && severity?.includes(finding.severity) !== false,
      );
      res.json({
        snapshot: { region: state.id, version: state.dataVersion, dataAsOf: state.dataAsOf },
        ledgerVersion: state.ledgerVersion,
        asOf,
        ...pageFrom(wanted, state.dataVersion, query),
      } satisfies FindingsAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
