import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { parseQuery } from '../../contract/parse.ts';
import { XLSX_TYPE, weeklyQuery } from '../../contract/report-week.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

/** `GET /v1/reports/weekly.xlsx`: the table of the weekly meeting. */
export const weeklyReportRoute = ({ planner, casework, press }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/reports/weekly.xlsx')
    .get(
      allow(ACCESS.weeklyReport),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { region: named, week, language } = parseQuery(weeklyQuery, req.query);
        const region = onlyRegion(planner, caller, named);
        const rows = await casework.week(caller, region, week);
        const table = await press.weeklyTable({ rows, week, language });
        const name = `weekly-${region}-${week.year}-W${String(week.week).padStart(2, '0')}.xlsx`;
        res
          .set('Content-Type', XLSX_TYPE)
          .set('Content-Disposition', `attachment; filename="${name}"`)
          .end(table);
      }),
    )
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
