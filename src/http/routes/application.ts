import { Router, type Request } from 'express';
import type { Edit } from '../../casework/edit-decision.ts';
import { ACCESS } from '../../contract/access.ts';
import { applicationPath } from '../../contract/application-lists.ts';
import { applicationPatch, type ApplicationPatch } from '../../contract/applications.ts';
import type { Caller } from '../../contract/claims.ts';
import { parseBody, parsePath } from '../../contract/parse.ts';
import { Refusal } from '../../contract/refusal.ts';
import { shown } from '../../contract/shown.ts';
import { ringsInWgs84 } from '../../contract/to-request.ts';
import type { Application, CaseRequest } from '../../model/case-book.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { sendApplication } from '../casework/send-application.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';
import { settleSite } from '../settle-site.ts';

/** `/v1/applications/{id}`: one application, and changes of its facts. */
export const applicationRoute = (parts: Parts): Router => {
  const { casework, now } = parts;
  const router = Router();
  router
    .route('/v1/applications/:id')
    .get(
      allow(ACCESS.applications),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { id } = parsePath(applicationPath, req.params);
        sendApplication(res, await casework.read(caller, id), { role: caller.role, now });
      }),
    )
    .patch(
      allow(ACCESS.applications),
      readJson,
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { id } = parsePath(applicationPath, req.params);
        const patch = parseBody(applicationPatch, req.body);
        const present = await casework.read(caller, id);
        const version = versionOf(req, present);
        const request = await changedRequest(parts, caller, present, patch);
        const edited = await casework.edit(caller, id, editOf(patch, version, request));
        sendApplication(res, edited, { role: caller.role, now });
      }),
    )
    .all(onlyMethods('GET', 'HEAD', 'PATCH'));
  return router;
};

/** The version that a change is made in. */
function versionOf(req: Request, present: Application): number {
  const given = req.get('If-Match');
  if (given === undefined) {
    const pointer = '/header/If-Match';
    throw new Refusal('precondition-required', [
      { pointer, code: 'missing', received: null, allowed: 'the ETag' },
    ]);
  }
  if (given.trim() === '*') return present.version;
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(given.trim()) ?? [];
  if (version !== undefined) return Number(version);
  throw new Refusal('version-mismatch', [
    {
      pointer: '/header/If-Match',
      code: 'wrong-format',
      received: shown(given),
      allowed: [`"${present.version}"`],
    },
  ]);
}

const RESTED = ['demand', 'customer', 'wantedOn', 'policy', 'radiusM', 'maxPlans'] as const;

/** What a patch changes of the request; `undefined` = nothing. */
async function changedRequest(
  parts: Parts,
  caller: Caller,
  { region }: Application,
  patch: ApplicationPatch,
): Promise<Partial<CaseRequest> | undefined> {
  const changed: Partial<CaseRequest> = {
    ...Object.fromEntries(RESTED.flatMap((name) => (patch[name] === undefined ? [] : [[name, patch[name]]]))),
    ...(patch.site === undefined ? {} : await placeOf(parts, caller, region, patch.site)),
    ...(patch.plot === undefined ? {} : { plot: plotOf(patch) }),
  };
  return Object.keys(changed).length === 0 ? undefined : changed;
}

/** An application stays in its region. */
async function placeOf(
  parts: Parts,
  caller: Caller,
  region: string,
  given: NonNullable<ApplicationPatch['site']>,
): Promise<Pick<CaseRequest, 'site' | 'siteAddress'>> {
  const { site, siteAddress } = await settleSite(parts, caller, { site: given, region });
  return { site, siteAddress };
}

/** A plot that comes without a place is in WGS 84, as the record holds them. */
function plotOf({ plot, site }: ApplicationPatch): CaseRequest['plot'] {
  const datum = site !== undefined && 'crs' in site ? site.crs : 'WGS84';
  return plot === null || plot === undefined ? null : ringsInWgs84(plot.coordinates, datum);
}

const editOf = (
  { applicant, businessType, externalNumber, verified, survey }: ApplicationPatch,
  version: number,
  request: Partial<CaseRequest> | undefined,
): Edit => ({
  version,
  ...(applicant === undefined
    ? {}
    : {
        applicant: {
          name: applicant.name,
          contact: applicant.contact,
          ...(applicant.sub === undefined ? {} : { sub: applicant.sub }),
        },
      }),
  ...(businessType === undefined ? {} : { businessType }),
  ...(externalNumber === undefined ? {} : { externalNumber }),
  ...(verified === undefined ? {} : { verified }),
  ...(survey === undefined ? {} : { survey }),
  ...(request === undefined ? {} : { request }),
});
