import { Router } from 'express';
import { accuracy } from '../../casework/accuracy.ts';
import { reinforcement } from '../../casework/reinforcement.ts';
import { ACCESS } from '../../contract/access.ts';
import {
  type AccuracyAnswer,
  type ReinforcementAnswer,
  accuracyQuery,
  reinforcementQuery,
} from '../../contract/case-reports.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { parseQuery } from '../../contract/parse.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

const idOf = (element: string): string => element.slice(element.indexOf('/') + 1);

/** A share as percent with two decimals. */
const percent = (figure: number | null): number | null =>
  figure === null ? null : Math.round(figure * 1e4) / 1e2;
const rounded = (figure: number | null): number | null =>
  figure === null ? null : Math.round(figure * 1e4) / 1e4;

/** `GET /v1/reports/{reinforcement,accuracy}`: what the cases of a region tell its planners, without the customers. */
export const caseReportsRoute = ({ planner, store: { queue, asBuilt } }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/reports/reinforcement')
    .get(allow(ACCESS.caseReports), async (req, res) => {
      const { region: named } = parseQuery(reinforcementQuery, req.query);
      const region = onlyRegion(planner, callerOf(req), named);
      const items = reinforcement(await queue.fallenShort(region)).map(
        ({ element, remedies, chosen, offered, likelyYuan, together }) => ({
          elementId: idOf(element),
          kind: element.slice(0, element.indexOf('/')),
          works: remedies,
          chosen,
          offered,
          likelyYuan,
          togetherWith: together.map(idOf),
        }),
      );
      res.json({ region, items } satisfies ReinforcementAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  router
    .route('/v1/reports/accuracy')
    .get(allow(ACCESS.caseReports), async (req, res) => {
      const caller = callerOf(req);
      const { region: named, from = null, to = null } = parseQuery(accuracyQuery, req.query);
      const region = onlyRegion(planner, caller, named);
      const items = accuracy(await asBuilt.list(caller, { region, from, to })).map((one) => ({
        kind: one.kind,
        connected: one.connected,
        withCost: one.withCost,
        medianErrorPercent: percent(one.medianError),
        medianAbsoluteErrorPercent: percent(one.medianAbsoluteError),
        bandCoverage: rounded(one.inBand),
        withLoad: one.withLoad,
        medianLoad: rounded(one.medianLoad),
      }));
      res.json({ region, items } satisfies AccuracyAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
