import { z } from 'zod';
import type { Wire } from './wire.ts';

/** Answer of `GET /healthz`. */
export const healthAnswer = z
  .strictObject({ status: z.literal('alive'), version: z.string() })
  .meta({ id: 'Health' });

/** Answer of `GET /readyz` when the service can answer requests. */
export const readyAnswer = z
  .strictObject({
    status: z.literal('ready'),
    version: z.string(),
    database: z.string().meta({ description: 'Kind of database and its PostGIS version.' }),
    regions: z.int().min(1).meta({ description: 'Number of regions loaded; `/v1/regions` names them.' }),
  })
  .meta({ id: 'Ready' });

export type ReadyAnswer = Wire<z.infer<typeof readyAnswer>>;
