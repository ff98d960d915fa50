import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { applicationsQuery, type ApplicationsAnswer } from '../../contract/application-lists.ts';
import { applicationBody, encodeApplication } from '../../contract/applications.ts';
import { namedRegion } from '../../contract/find-region.ts';
import { noQuery } from '../../contract/lists.ts';
import { parseBody, parseBoth, parseQuery } from '../../contract/parse.ts';
import { toCaseRequest } from '../../contract/to-case-request.ts';
import { today } from '../../contract/today.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { sendApplication } from '../casework/send-application.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';
import { settleSite } from '../settle-site.ts';

/** `/v1/applications`: applications and their facts. */
export const applicationsRoute = (parts: Parts): Router => {
  const { casework, planner, now } = parts;
  const router = Router();
  router
    .route('/v1/applications')
    .post(
      allow(ACCESS.applications),
      readJson,
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const [, body] = parseBoth(
          () => parseQuery(noQuery, req.query),
          () => parseBody(applicationBody, req.body),
        );
        const { applicant, businessType, externalNumber, ...asked } = body;
        const where = await settleSite(parts, caller, body);
        const request = toCaseRequest(asked, where);
        const made = await casework.create(caller, { applicant, businessType, externalNumber, request });
        res.set('Location', `/v1/applications/${made.id}`);
        sendApplication(res, made, { role: caller.role, now, status: 201 });
      }),
    )
    .get(
      allow(ACCESS.applications),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const {
          region,
          status,
          externalNumber,
          dueBefore,
          overdue,
          pageSize,
          cursor = null,
        } = parseQuery(applicationsQuery, req.query);
        if (region !== undefined) namedRegion(planner, caller, region, '/query/region');
        const day = today(now());
        const late = overdue === true && (dueBefore === undefined || day < dueBefore) ? day : dueBefore;
        const filter = {
          region,
          status,
          externalNumber,
          dueBefore: late,
          after: cursor,
          limit: pageSize + 1,
        };
        const found = await casework.list(caller, filter);
        const page = found.slice(0, pageSize);
        res.json({
          items: page.map((application) => encodeApplication(application, caller.role, day)),
          next: found.length > pageSize ? (page.at(-1)?.id ?? null) : null,
        } satisfies ApplicationsAnswer);
      }),
    )
    .all(onlyMethods('POST', 'GET', 'HEAD'));
  return router;
};
