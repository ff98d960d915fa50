import { z } from 'zod';
import { areaType, category, importance, loadClass, phases, tariff, wish } from './demand-words.ts';
import { elementId, MAX_DEMAND, pastDay, plannedDay, policyId, regionId, share, size } from './figures.ts';
import { polygon } from './polygon.ts';
import { site } from './site.ts';
import { words } from './words.ts';

const optionalKw = z.number().min(0).max(MAX_DEMAND).nullable().default(null);
const fact = z.boolean().nullable().default(null);

const demand = z
  .strictObject({
    capacityKva: size.nullable().default(null).meta({ description: 'Applied capacity (报装容量), kVA.' }),
    equipmentKw: size
      .nullable()
      .default(null)
      .meta({ description: 'Equipment capacity (用电设备容量), kW; low-voltage limits read it.' }),
    powerFactor: z.number().min(0.1).max(1).nullable().default(null).meta({
      description: 'cos φ; without it that of the policy pack.',
    }),
    largestMotorKw: optionalKw.meta({ description: 'Largest motor that starts directly, kW.' }),
    securityLoadKw: optionalKw.meta({ description: 'Load that must not be interrupted (保安负荷), kW.' }),
    loadClass: loadClass.default(3),
    importance: importance.default('ordinary'),
    phases: phases.default(3),
    wishes: z.array(wish).max(10).default([]).meta({
      description:
        'Beyond the standard (超标准供应); what they cost is in lines of its own, and the policy says who pays.',
    }),
    existing: z
      .strictObject({ elementId, capacityKva: size })
      .nullable()
      .default(null)
      .meta({ description: 'For an increase: where the customer hangs now, and with how much, kVA.' }),
  })
  .refine(statesASize, {
    params: { code: 'one-of-required', allowed: ['capacityKva', 'equipmentKw'] },
    // Also beside other faults: all of them are told at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .meta({ description: 'What is asked for; at least one of `capacityKva` and `equipmentKw`.' });

function statesASize(given: { capacityKva?: unknown; equipmentKw?: unknown }): boolean {
  return (given.capacityKva ?? given.equipmentKw ?? null) !== null;
}

const customer = z
  .strictObject({
    category,
    areaType: areaType.nullable().default(null),
    tariff: tariff.nullable().default(null),
    inProvincialPark: fact.meta({
      description: 'Plot lies in a development park of provincial level or above.',
    }),
    evCharging: fact.meta({ description: 'Includes charging of electric vehicles.' }),
    substitutionShare: share.nullable().default(null).meta({
      description: 'Share of electricity-substitution equipment in the applied capacity.',
    }),
    landAcquiredOn: pastDay.nullable().default(null).meta({ description: 'Day the land was acquired.' }),
    inUrbanPlan: fact.meta({ description: 'Plot lies on urban planned land.' }),
    temporary: z
      .boolean()
      .default(false)
      .meta({ description: 'Temporary supply, such as for a building site.' }),
  })
  .meta({ description: 'Facts that decide rules and payers; `null` or left out = unknown.' });

/** Body of `POST /v1/supply-plans`. */
export const supplyPlansBody = z.strictObject({
  region: regionId.optional().meta({
    description: 'Without it, the one region of the token whose extent holds the place.',
  }),
  site,
  plot: polygon.nullable().default(null),
  demand,
  customer,
  wantedOn: plannedDay.nullable().default(null).meta({ description: 'Day on which supply is wanted.' }),
  policy: policyId
    .nullable()
    .default(null)
    .meta({ description: 'Policy pack; without it the one in force.' }),
  radiusM: z.number().min(1).max(15_000).default(1000).meta({
    description: 'Straight-line radius around the receiving point within which sources are looked for, m.',
  }),
  maxPlans: z.int().min(1).max(10).default(10),
  asOf: plannedDay.optional().meta({
    description: 'Day for which rules and schedules are computed; without it today in Asia/Shanghai.',
  }),
});

export type SupplyPlansBody = z.infer<typeof supplyPlansBody>;

const included = words('A part of the answer that is sent only on demand.', {
  rejected: 'Sources that were looked at and not taken, with the threshold each one missed.',
  staircase: 'Cost and time at every standard size, with the steps where the mode of supply flips.',
});

/** Query of `POST /v1/supply-plans`. */
export const supplyPlansQuery = z.strictObject({
  include: z
    .array(included)
    .max(10)
    .default([])
    .meta({ description: 'Comma-separated.', param: { style: 'form', explode: false } }),
});
