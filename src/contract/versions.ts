import { z } from 'zod';
import { isoDay, isoTime, regionId } from './figures.ts';

/** What state of the data an answer rests on; part of every answer about plans or capacity. */
export const versions = {
  snapshot: z
    .strictObject({
      region: regionId,
      version: z.int().min(0).meta({ description: 'Counts imports that changed the grid.' }),
      dataAsOf: isoTime.meta({ description: 'Time of the last such import.' }),
    })
    .meta({ id: 'Snapshot', description: 'State of the grid that was read.' }),
  ledgerVersion: z
    .int()
    .min(0)
    .meta({ description: 'Counts changes of commitments and of measured peaks in the region.' }),
  asOf: isoDay.meta({ description: 'Day for which rules and schedules were computed, Asia/Shanghai.' }),
};
