import { nearDistanceM } from '../../model/geodesic.ts';
import type { Check, Symptom } from './check.ts';
import { pathEndsOf } from './geometry.ts';
import { spotPlace } from './survey.ts';

/** Lines whose drawn path begins away from the node it is said to begin at. */
export const pathOffEnds: Check = {
  code: 'path-off-ends',
  severity: 'warning',
  *find({ network }, { pathEnd }): Generator<Symptom> {
    for (const { line, spot, lon, lat } of pathEndsOf(network)) {
      const [of, end] = [network.lines[line], network.spots[spot]];
      if (of === undefined || end === undefined) continue;
      const distanceM = nearDistanceM(lon, lat, end.lon, end.lat);
      if (!(distanceM > pathEnd.m)) continue;
      yield {
        subject: of.subject,
        ids: [of.id, end.id],
        at: spotPlace(network, spot),
        because: {
          key: 'path-off-ends',
          values: { lineId: of.id, endId: end.id, distanceM: Math.round(distanceM) },
        },
      };
    }
  },
};
