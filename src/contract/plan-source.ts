import { z } from 'zod';
import { chainRow, chainSummary } from './chain-row.ts';
import { elementId, metres } from './figures.ts';
import { sourceKind, sourceRole } from './plan-words.ts';
import { route } from './route.ts';

const electrical = z
  .strictObject({
    minVoltagePu: z.number(),
    minVoltageNodeId: elementId,
    dropPercent: z.number(),
    maxLoadingPercent: z.number(),
    faultLevelKa: z.number().nullable(),
    breakingKa: z.number().nullable(),
    motorDipPercent: z.number().nullable(),
  })
  .meta({ id: 'Electrical', description: 'Load flow and fault level with the new load.' });

/** Where a plan takes its supply, the way there, and the room on the chain above it. */
export const planSource = z
  .strictObject({
    role: sourceRole,
    capacityKva: z.number(),
    supplyKv: z.number(),
    nodeId: elementId,
    nodeKind: sourceKind,
    bayId: elementId.nullable(),
    feederId: elementId.nullable(),
    busId: elementId.nullable(),
    substationId: elementId.nullable(),
    distanceM: metres.meta({ description: 'Geodesic, m.' }),
    routeM: metres.meta({ description: 'Along the route, m.' }),
    route,
    chain: z.array(chainRow).meta({ description: 'From the source up to the main transformer.' }),
    bindingElementId: chainSummary.bindingElementId,
    unknownElementIds: chainSummary.unknownElementIds,
    electrical: electrical
      .nullable()
      .meta({ description: 'null until the plan has been through a load flow.' }),
  })
  .meta({ id: 'PlanSource' });
