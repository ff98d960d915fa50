import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { auditQuery, type AuditAnswer } from '../../contract/application-lists.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { parseQuery } from '../../contract/parse.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

/** `GET /v1/audit`: what happened to the cases of a region, link by link. */
export const auditRoute = ({ planner, store: { cases } }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/audit')
    .get(allow(ACCESS.audit), async (req, res) => {
      const caller = callerOf(req);
      const { region: named, application, include, pageSize, cursor } = parseQuery(auditQuery, req.query);
      const region = onlyRegion(planner, caller, named);
      const filter = { region, applicationId: application, after: Number(cursor ?? 0), limit: pageSize + 1 };
      const links = await cases.audit(caller, filter);
      const page = links.slice(0, pageSize);
      const isAsked = include.includes('verdict');
      const verdict = isAsked ? { verdict: await cases.verifyAudit(caller, region) } : {};
      res.json({
        region,
        items: page.map(({ seq, entry, previousHash, hash }) => ({
          seq,
          entry: JSON.parse(entry) as Record<string, unknown>,
          previousHash,
          hash,
        })),
        next: links.length > pageSize ? String(page.at(-1)?.seq ?? 0) : null,
        ...verdict,
      } satisfies AuditAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
