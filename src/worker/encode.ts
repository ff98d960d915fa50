import { createHash } from 'node:crypto';
import type { CapacityListAnswer } from '../contract/capacity-list.ts';
import type { ChainAnswer } from '../contract/chain.ts';
import type { PowerSourcesAnswer } from '../contract/power-sources.ts';
import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';
import type { WhatIfAnswer } from '../contract/what-if.ts';
import type { SupplyRequest } from '../model/demand.ts';
import { toYuan } from '../model/money.ts';
import type { Bill, Chain, Fee, Plan, PlanSet, PlanSource, Route, Stair } from '../model/plan.ts';
import type { GridState, WhatIf } from '../model/what-if.ts';
import type { CapacityPage } from '../planning/capacity-list.ts';
import type { ElementChain } from '../planning/element-chain.ts';
import type { PowerSource } from '../planning/power-sources.ts';
import type { PlanContext } from '../plan/context.ts';
import type { Snapshot } from '../snapshot/open.ts';

type WirePlan = SupplyPlansAnswer['plans'][number];

/** The state of the data an answer was read from. */
export interface Versions {
  readonly snapshot: Snapshot;
  readonly ledgerVersion: number;
  readonly asOf: string;
}

/** The state as it stands in an answer. */
export const versions = ({
  snapshot,
  ledgerVersion,
  asOf,
}: Versions): Pick<ChainAnswer, 'snapshot' | 'ledgerVersion' | 'asOf'> => ({
  snapshot: {
    region: snapshot.meta.region,
    version: snapshot.meta.version,
    dataAsOf: snapshot.meta.dataAsOf,
  },
  ledgerVersion,
  asOf,
});

const route = ({ parts }: Route): WirePlan['sources'][number]['route'] => ({
  type: 'FeatureCollection',
  features: parts.map(({ laying, insidePlot, lengthM, path }) => ({
    type: 'Feature',
    properties: { laying, insidePlot, lengthM },
    geometry: { type: 'LineString', coordinates: path.map(({ lon, lat }): [number, number] => [lon, lat]) },
  })),
});

function source({ route: way, chain, ...rest }: PlanSource): WirePlan['sources'][number] {
  const { electrical, ...place } = rest;
  return {
    ...place,
    routeM: way.lengthM,
    route: route(way),
    chain: chain.rows,
    bindingElementId: chain.bindingElementId,
    unknownElementIds: chain.unknownElementIds,
    electrical,
  };
}

const cost = ({ lowFen, likelyFen, highFen, payers, lines }: Bill): WirePlan['cost'] => ({
  lowYuan: toYuan(lowFen),
  likelyYuan: toYuan(likelyFen),
  highYuan: toYuan(highFen),
  payers: {
    utilityYuan: toYuan(payers.utility),
    governmentYuan: toYuan(payers.government),
    customerYuan: toYuan(payers.customer),
    sharedYuan: toYuan(payers.shared),
    undecidedYuan: toYuan(payers.undecided),
  },
  lines: lines.map(
    ({ lowFen: low, likelyFen: likely, highFen: high, item, name, quantity, unit, payer, side, rule }) => ({
      item,
      name,
      quantity,
      unit,
      lowYuan: toYuan(low),
      likelyYuan: toYuan(likely),
      highYuan: toYuan(high),
      payer,
      side,
      rule,
    }),
  ),
});

const fee = ({ amountFen, ...rest }: Fee): WirePlan['fees'][number] => ({
  ...rest,
  amountYuan: amountFen === null ? null : toYuan(amountFen),
});

/** A plan on the wire. */
export function encodePlan({ bill, fees, sources, ...rest }: Plan): WirePlan {
  return { ...rest, confidence: {}, sources: sources.map(source), cost: cost(bill), fees: fees.map(fee) };
}

/** The staircase, where it was asked for. */
interface Stairs {
  readonly staircase?: readonly Stair[];
}

const stair = ({
  likelyFen,
  customerFen,
  ...rest
}: Stair): NonNullable<SupplyPlansAnswer['staircase']>[number] => ({
  ...rest,
  likelyYuan: toYuan(likelyFen),
  customerYuan: toYuan(customerFen),
});

/** What an answer's id is made of besides its plans: everything it depends on. */
interface Answered {
  readonly at: Versions;
  readonly context: PlanContext;
  readonly request: SupplyRequest;
  readonly role: string;
  readonly include: readonly string[];
}

/** Versions of the data behind an answer that it does not show. */
const dataOf = ({ calendar, tariff }: PlanContext): unknown => ({
  calendar: [calendar.id, calendar.version],
  tariff: tariff === null ? null : [tariff.id, tariff.version],
});

/** Answer of `POST /v1/supply-plans`. Its id is a hash over all that it depends on, so equal answers have equal ids. */
export function encodePlans(
  found: PlanSet,
  { staircase, ...answered }: Answered & Stairs,
): SupplyPlansAnswer {
  const { classification, plans, counterOffers } = found;
  const { at, context, request, role, include } = answered;
  const head = {
    ...versions(at),
    policy: { id: context.pack.id, version: context.pack.version, status: context.pack.status },
    catalogue: { id: context.catalogue.id, version: context.catalogue.version },
  };
  const id = createHash('sha256')
    .update(JSON.stringify([head, dataOf(context), request, role, include]))
    .digest('hex')
    .slice(0, 32);
  return {
    id,
    ...head,
    site: { ...request.site, address: request.siteAddress },
    classification,
    plans: plans.map(encodePlan),
    ...(include.includes('rejected')
      ? {
          rejected: found.rejected.map(({ nodeId, feederId, kind, code, threshold, actual, unit }) => ({
            nodeId,
            feederId,
            kind,
            code,
            threshold,
            actual,
            unit,
          })),
        }
      : {}),
    counterOffers: counterOffers.map((offer) => ({ change: offer.change, plan: encodePlan(offer.plan) })),
    ...(staircase === undefined ? {} : { staircase: staircase.map(stair) }),
  };
}

/** Answer of `GET /v1/power-sources`. */
export const encodeSources = (sources: readonly PowerSource[], at: Versions): PowerSourcesAnswer => ({
  ...versions(at),
  sources,
});

/** Answer of `GET /v1/capacity/…`. */
export const encodeCapacityList = (page: CapacityPage, at: Versions): CapacityListAnswer => ({
  ...versions(at),
  ...page,
});

/** A chain with its rows, as every answer has it. */
const chainOnWire = ({ rows, ...summary }: Chain) => ({ ...summary, chain: rows });

/** Answer of `GET /v1/elements/{id}/chain`. */
export const encodeChain = (
  elementId: string,
  { byHour, ...chain }: ElementChain,
  at: Versions,
): ChainAnswer => ({
  ...versions(at),
  elementId,
  ...chainOnWire(chain),
  byHour,
});

const gridState = ({ chains, ...state }: GridState): WhatIfAnswer['before'] => ({
  ...state,
  chains: chains.map(({ nodeId, ...chain }) => ({ nodeId, ...chainOnWire(chain) })),
});

/** Answer of `POST /v1/what-if`. */
export const encodeWhatIf = ({ season, before, after, because }: WhatIf, at: Versions): WhatIfAnswer => ({
  ...versions(at),
  season,
  before: gridState(before),
  after: gridState(after),
  because,
});
