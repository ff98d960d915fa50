import { z } from 'zod';
import { elementId, isoDay, regionId, share, yuan } from './figures.ts';
import type { Wire } from './wire.ts';

const count = z.int().min(0);
const region = regionId.optional().meta({ description: 'Needed where the token has several regions.' });

/** Query of `GET /v1/reports/reinforcement`. */
export const reinforcementQuery = z.strictObject({ region });

const asking = z.strictObject({
  applications: count,
  waitingKva: z.number().min(0).meta({ description: 'What they cannot have before the works, kVA.' }),
});

/** Answer of `GET /v1/reports/reinforcement`. */
export const reinforcementAnswer = z
  .strictObject({
    region: regionId,
    items: z.array(
      z
        .strictObject({
          elementId,
          kind: z.string(),
          works: z.array(z.string()).meta({ description: 'What is to be done to it, each way once.' }),
          chosen: asking.meta({ description: 'By plans that are chosen.' }),
          offered: asking.meta({ description: 'By plans that are offered; nothing is chosen yet.' }),
          likelyYuan: yuan.meta({
            description: 'Likely cost on the public grid of the cheapest plan that asks for it.',
          }),
          togetherWith: z.array(elementId).meta({ description: 'What that plan rebuilds besides.' }),
        })
        .meta({ id: 'Reinforcement' }),
    ),
  })
  .meta({ id: 'ReinforcementReport', description: 'Works that staged plans ask for, by element.' });
export type ReinforcementAnswer = Wire<z.infer<typeof reinforcementAnswer>>;

/** Query of `GET /v1/reports/accuracy`. */
export const accuracyQuery = z.strictObject({
  region,
  from: isoDay.optional().meta({ description: 'First day of connection.' }),
  to: isoDay.optional().meta({ description: 'Last day of connection, inclusive.' }),
});

const percent = z.number().nullable();

/** Answer of `GET /v1/reports/accuracy`. */
export const accuracyAnswer = z
  .strictObject({
    region: regionId,
    items: z.array(
      z
        .strictObject({
          kind: z.string().meta({ description: 'Kind of the plan chosen.' }),
          connected: count.meta({ description: 'Connected cases.' }),
          withCost: count.meta({ description: 'Those whose final cost is known.' }),
          medianErrorPercent: percent.meta({
            description: 'Median of final over likely cost, less one; above 0 = dearer than estimated.',
          }),
          medianAbsoluteErrorPercent: percent.meta({ description: 'Median of the same without sign.' }),
          bandCoverage: share
            .nullable()
            .meta({ description: 'Share of final costs from low to high of the estimate.' }),
          withLoad: count.meta({ description: 'Those whose load is measured.' }),
          medianLoad: z
            .number()
            .nullable()
            .meta({ description: 'Median of measured load over capacity supplied.' }),
        })
        .meta({ id: 'Accuracy' }),
    ),
  })
  .meta({ id: 'AccuracyReport', description: 'Estimate against as-built, by kind of plan.' });
export type AccuracyAnswer = Wire<z.infer<typeof accuracyAnswer>>;
