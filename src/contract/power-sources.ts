import { z } from 'zod';
import { chainSummary } from './chain-row.ts';
import { elementId, metres, placeOut, plannedDay, regionId, size } from './figures.ts';
import { grade, sourceKind } from './plan-words.ts';
import { crs, lat, lon } from './site.ts';
import { versions } from './versions.ts';
import { whenQuery } from './when.ts';
import type { Wire } from './wire.ts';

/** Query of `GET /v1/power-sources`. */
export const powerSourcesQuery = z.strictObject({
  lon,
  lat,
  crs,
  radiusM: z.number().min(1).max(15_000).default(1000).meta({ description: 'Geodesic, inclusive, m.' }),
  needKva: size.optional().meta({ description: 'Only sources whose `openKnownKva` reaches this, kVA.' }),
  limit: z.int().min(1).max(10_000).default(10_000),
  region: regionId.optional(),
  ...whenQuery,
  asOf: plannedDay.optional(),
});

const source = z
  .strictObject({
    nodeId: elementId,
    nodeKind: sourceKind,
    feederId: elementId.nullable(),
    substationId: elementId.nullable(),
    at: placeOut,
    distanceM: metres,
    ...chainSummary,
    grade,
  })
  .meta({ id: 'PowerSource' });

/** Answer of `GET /v1/power-sources`: by distance, then id. */
export const powerSourcesAnswer = z
  .strictObject({ ...versions, sources: z.array(source).meta({ description: 'By distance, then id.' }) })
  .meta({ id: 'PowerSources' });

export type PowerSourcesAnswer = Wire<z.infer<typeof powerSourcesAnswer>>;
