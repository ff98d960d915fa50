import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { PowerSourcesAnswer } from '../../contract/power-sources.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { call } from '../api/call.ts';
import { type Loaded, useLoaded } from '../api/use-loaded.ts';
import type { Session } from '../session/session.ts';
import { requestOf } from './request-of.ts';
import { type RejectedPlace, rejectedPlaces } from './rejected-sources.tsx';

async function askRejected(
  session: Session,
  file: ApplicationAnswer,
  signal: AbortSignal,
): Promise<RejectedPlace[]> {
  const { site, radiusM } = file.request;
  const [plans, near] = await Promise.all([
    call<SupplyPlansAnswer>(session, '/v1/supply-plans', {
      method: 'POST',
      query: { include: 'rejected' },
      body: requestOf(file),
      signal,
    }),
    call<PowerSourcesAnswer>(session, '/v1/power-sources', {
      query: { lon: site.lon, lat: site.lat, crs: 'WGS84', radiusM, region: file.region },
      signal,
    }),
  ]);
  return rejectedPlaces(plans.rejected ?? [], near.sources);
}

/** Sources that a case's request turns down today, with their places. `null` = nothing to ask for yet. */
export const useRejected = (session: Session, file: ApplicationAnswer | null): Loaded<RejectedPlace[]> =>
  useLoaded(session, file && `${file.id} ${file.version}`, (signal) =>
    file === null ? Promise.resolve([]) : askRejected(session, file, signal),
  );
