import type { CustomerFacts } from '../model/demand.ts';
import type { ConductorLayer } from '../pricing/catalogue-item.ts';
import { type Sized, newLinesFor, sizeFor } from '../pricing/size.ts';
import { metersLow } from '../policy/metering-part.ts';
import type { OfferTerms } from '../search/offers/offer-question.ts';
import type { PlanContext } from './context.ts';
import { STARTS_AT } from './ways/candidate.ts';
import { routeCosts, togetherSized } from './ways/route-costs.ts';

/** What a quick offer is asked for. */
export interface QuickDemand {
  readonly capacityKva: number;
  readonly areaType: CustomerFacts['areaType'];
  readonly radiusM: number;
}

type Rules = Pick<PlanContext, 'pack' | 'catalogue'>;

/** A conductor that keeps the drop over the longest route that is likely within the radius. */
function lineFor({ pack, catalogue }: Rules, layer: ConductorLayer, asked: QuickDemand): Sized {
  const kv = pack.voltage.nominalKv.medium;
  const lines = newLinesFor(catalogue, layer, {
    currentA: asked.capacityKva / (Math.sqrt(3) * kv),
    kv,
    phases: 3,
    cosPhi: pack.voltage.powerFactor.value,
    maxDropPercent: pack.voltage.designDrop.mediumPercent,
  });
  return lines(asked.radiusM * pack.route.detourFactor);
}

function meter({ pack, catalogue }: Rules, capacityKva: number): Sized {
  if (!metersLow(pack.metering, capacityKva)) return { item: 'meter-high-voltage', count: 1 };
  return sizeFor(catalogue, 'three-phase-meter', capacityKva / (Math.sqrt(3) * pack.voltage.nominalKv.low));
}

/**
 * The medium-voltage ways of one source, priced as plans price them, for a quick offer: a tee at a pole or a bay at a
 * cabinet, with the line, the meter and the customer's own station.
 */
export function quickTerms(rules: Rules, asked: QuickDemand): OfferTerms {
  const { pack, catalogue } = rules;
  const { capacityKva, areaType, radiusM } = asked;
  const station = sizeFor(catalogue, 'customer-transformer', capacityKva);
  const likelyYuan = (sized: readonly Sized[]): number =>
    sized.reduce((sum, { item, count }) => sum + count * (catalogue.items[item]?.likelyYuan ?? 0), 0);
  const fixedYuan = (atSource: string): number =>
    likelyYuan([{ item: atSource, count: 1 }, meter(rules, capacityKva), station]);
  const cable = lineFor(rules, 'mv-cable', asked);
  const laying =
    areaType === null
      ? pack.route.layingWhereUnknown
      : pack.route.overheadIn.includes(areaType)
        ? 'overhead'
        : 'cable';
  const overhead = laying === 'overhead' ? lineFor(rules, 'mv-overhead', asked) : null;
  return {
    needCkva: Math.ceil(capacityKva * 100 - 1e-6),
    radiusM,
    withinM: radiusM,
    ways: [
      {
        kind: 'mv-tee',
        starts: STARTS_AT['mv-tee'],
        minSpareBays: 0,
        costs: routeCosts(catalogue, togetherSized({ cable, overhead, groundWork: true })),
        fixedYuan: fixedYuan('pole-breaker'),
      },
      {
        kind: 'mv-bay',
        starts: STARTS_AT['mv-bay'],
        minSpareBays: pack.search.minSpareBays,
        costs: routeCosts(catalogue, togetherSized({ cable, overhead: null, groundWork: true })),
        fixedYuan: fixedYuan('rmu-bay-existing'),
      },
    ],
  };
}
