import { z } from 'zod';
import { chainRow, chainSummary } from './chain-row.ts';
import { elementId, MAX_DEMAND, plannedDay, regionId } from './figures.ts';
import { grade, season } from './plan-words.ts';
import { because } from './plan.ts';
import { versions } from './versions.ts';
import type { Wire } from './wire.ts';

const MOST_LOADS = 1000;
const MOST_CHANGES = 200;
const power = z.number().min(-MAX_DEMAND).max(MAX_DEMAND);
const figure = (most: number, description: string) =>
  z.number().min(0).max(most).nullable().default(null).meta({ description });

const load = z.strictObject({
  nodeId: elementId.meta({
    description:
      'Node, low-voltage point, distribution transformer (its low-voltage side), or the id of a new node or transformer.',
  }),
  kw: power.meta({ description: 'Active power drawn, kW; generation is negative.' }),
  kvar: power.default(0).meta({ description: 'Reactive power drawn, kvar; negative = capacitive.' }),
});

const setSwitch = z.strictObject({ switchId: elementId, closed: z.boolean() });

const isLine = (given: { conductorTypeId?: unknown; rOhmPerKm?: unknown; xOhmPerKm?: unknown }): boolean =>
  (given.conductorTypeId ?? null) !== null ||
  ((given.rOhmPerKm ?? null) !== null && (given.xOhmPerKm ?? null) !== null);

const section = z
  .strictObject({
    id: elementId.nullable().default(null).meta({ description: 'Default `new-section-1`, -2 …' }),
    fromNodeId: elementId,
    toNodeId: elementId,
    newNode: z
      .boolean()
      .default(false)
      .meta({ description: '`toNodeId` is a node that comes with this line.' }),
    lengthM: z.number().min(0.1).max(200_000).meta({ description: 'Along the line, m.' }),
    conductorTypeId: elementId
      .nullable()
      .default(null)
      .meta({ description: 'A conductor type of the record; the figures below are then not read.' }),
    rOhmPerKm: figure(100, 'Resistance, Ω/km.'),
    xOhmPerKm: figure(100, 'Reactance, Ω/km.'),
    bUsPerKm: figure(10_000, 'Charging, µS/km; `null` = none.'),
    ampacityA: figure(10_000, 'Permanent current, A; `null` or 0 = unknown.'),
  })
  .refine(isLine, {
    params: { code: 'one-of-required', allowed: ['conductorTypeId', 'rOhmPerKm and xOhmPerKm'] },
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .meta({ description: 'A line that is not there yet, between two places of one voltage.' });

const nameplate = {
  ratingKva: z.number().min(1).max(2_000_000),
  ukPercent: z.number().min(0.1).max(40).nullable().default(null),
  pkKw: figure(10_000, 'Short-circuit loss, kW.'),
  p0Kw: figure(10_000, 'No-load loss, kW.'),
  i0Percent: figure(100, 'No-load current, %.'),
  tapPu: z
    .number()
    .min(0.7)
    .max(1.3)
    .nullable()
    .default(null)
    .meta({ description: 'Turns over nominal turns, high side.' }),
};

const transformer = z
  .union([
    z.strictObject({ transformerId: elementId, ...nameplate }).meta({
      description:
        'Another unit in the place of a main or distribution transformer; figures that are `null` keep their share of the rating.',
    }),
    z
      .strictObject({
        id: elementId.nullable().default(null).meta({ description: 'Default `new-transformer-1`, -2 …' }),
        nodeId: elementId.meta({ description: 'Its upper side.' }),
        ...nameplate,
        lvKv: z.number().min(0.1).max(40.5).nullable().default(null),
      })
      .meta({
        description:
          'A distribution transformer that is not there yet; its lower side is a place of its id. Figures that are `null` are the usual ones.',
      }),
  ])
  .meta({ description: 'A transformer that is changed or new.' });

/** Body of `POST /v1/what-if`. */
export const whatIfBody = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  feederIds: z.array(elementId).min(1).max(1000).nullable().default(null).meta({
    description:
      'Feeders to answer for; without it those that the changes touch, and all where they touch none. Busbars and main transformers above them, and what hangs on busbars directly, are always part of the answer.',
  }),
  season: season.nullable().default(null).meta({
    description: 'Season whose peaks are the base case; without it the one with the greatest load.',
  }),
  loads: z.array(load).max(MOST_LOADS).default([]),
  switches: z.array(setSwitch).max(MOST_CHANGES).default([]),
  sections: z.array(section).max(MOST_CHANGES).default([]),
  transformers: z.array(transformer).max(MOST_CHANGES).default([]),
  asOf: plannedDay
    .optional()
    .meta({ description: 'Day the ledger is for; without it today in Asia/Shanghai.' }),
});

const loadingPercent = z.number().nullable().meta({
  description: 'Current over rated current, at the end where it is more, %; null = rating unknown.',
});

const state = z
  .strictObject({
    nodes: z
      .array(z.strictObject({ nodeId: elementId, voltagePu: z.number() }))
      .meta({ description: 'Voltage over nominal of nodes and low-voltage points.' }),
    sections: z
      .array(
        z.strictObject({
          elementId,
          currentA: z.number().meta({ description: 'The larger of the currents at the two ends, A.' }),
          loadingPercent,
        }),
      )
      .meta({ description: 'Sections and low-voltage lines, open ones too.' }),
    transformers: z
      .array(z.strictObject({ elementId, loadingPercent }))
      .meta({ description: 'Distribution and main transformers.' }),
    lossesKw: z.number().meta({ description: 'Of the lines and transformers listed, kW.' }),
    chains: z
      .array(
        z.strictObject({
          nodeId: elementId,
          ...chainSummary,
          grade,
          because: z.array(because),
          chain: z.array(chainRow),
        }),
      )
      .meta({
        description:
          'Chain ledger of the places of `loads`, each once; after the changes with what the loads add. Generation adds nothing and makes no room.',
      }),
  })
  .meta({ id: 'GridState', description: 'One state of the part of the grid that was looked at.' });

/** Answer of `POST /v1/what-if`. */
export const whatIfAnswer = z
  .strictObject({
    ...versions,
    season,
    before: state,
    after: state,
    because: z
      .array(because)
      .meta({ description: 'What the figures rest on where the record does not say.' }),
  })
  .meta({ id: 'WhatIf' });

export type WhatIfAnswer = Wire<z.infer<typeof whatIfAnswer>>;
