import type { ApplicationAnswer } from '../../contract/applications.ts';

/** What a manager may try: a part of the demand that is other than in the application. */
export interface Tried {
  readonly capacityKva?: number;
  readonly securityLoadKw?: number | null;
  readonly loadClass?: 1 | 2 | 3;
  readonly radiusM?: number;
  readonly wantedOn?: string | null;
}

/** Body of `PATCH /v1/applications/{id}` with the change; facts that are not touched are sent as they stand. */
export function patchOf({ request }: ApplicationAnswer, tried: Tried) {
  const { radiusM = request.radiusM, wantedOn = request.wantedOn, ...demand } = tried;
  return { demand: { ...request.demand, ...demand }, radiusM, wantedOn };
}

/** Body of `POST /v1/supply-plans` for an application, with the change; nothing is stored by it. */
export function requestOf(file: ApplicationAnswer, tried: Tried = {}) {
  const { site, ...rest } = file.request;
  return {
    ...rest,
    ...patchOf(file, tried),
    region: file.region,
    site: { lon: site.lon, lat: site.lat, crs: 'WGS84' },
  };
}
