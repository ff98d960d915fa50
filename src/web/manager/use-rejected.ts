import { useEffect, useState } from 'preact/hooks';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { PowerSourcesAnswer } from '../../contract/power-sources.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { call } from '../api/call.ts';
import { type Loaded, failureIn } from '../api/use-call.ts';
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
export function useRejected(session: Session, file: ApplicationAnswer | null): Loaded<RejectedPlace[]> {
  const [state, setState] = useState<Omit<Loaded<RejectedPlace[]>, 'reload'>>({
    value: null,
    failure: null,
    isLoading: false,
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (file === null) return undefined;
    const gone = new AbortController();
    setState({ value: null, failure: null, isLoading: true });
    askRejected(session, file, gone.signal)
      .then((value) => {
        if (!gone.signal.aborted) setState({ value, failure: null, isLoading: false });
      })
      .catch((error: unknown) => {
        if (!gone.signal.aborted) setState({ value: null, failure: failureIn(error), isLoading: false });
      });
    return () => {
      gone.abort();
    };
  }, [session.token, file?.id, file?.version, turn]);
  return {
    ...state,
    reload: () => {
      setTurn((before) => before + 1);
    },
  };
}
