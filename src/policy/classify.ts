import type { CustomerFacts, Demand, SupplyRequest } from '../model/demand.ts';
import type { Because, Classification, PlanKind } from '../model/plan.ts';
import type { Pack } from './pack.ts';

/** What the search has to look for. */
export interface Brief {
  /** Capacity the plan must supply, kVA. */
  readonly needKva: number;
  /** Equipment behind it, kW. */
  readonly equipmentKw: number;
  /** Kinds tried first, and those tried when none of the first fits. */
  readonly kinds: readonly PlanKind[];
  readonly otherwise: readonly PlanKind[];
  /** A new outlet is looked for even though others fit. */
  readonly wantsDedicated: boolean;
}

const LV_KINDS: readonly PlanKind[] = ['lv-tap', 'lv-existing-transformer'];
const MV_KINDS: readonly PlanKind[] = ['mv-tee', 'mv-bay'];
const NEW_OUTLET: readonly PlanKind[] = ['mv-dedicated-feeder'];

interface Sizes {
  readonly needKva: number;
  readonly equipmentKw: number;
  readonly converted: readonly string[];
}

/** Both sizes of a demand; the missing one from the other: kVA = kW · demand factor / cos φ, rounded up to 0.01. */
function sizesOf(demand: Demand, pack: Pack): Sizes {
  const cosPhi = demand.powerFactor ?? pack.voltage.powerFactor.value;
  const demandFactor = pack.voltage.demandFactor.value;
  const { capacityKva, equipmentKw } = demand;
  const up = (value: number): number => Math.ceil(value * 100 - 1e-6) / 100;
  if (capacityKva !== null && equipmentKw !== null)
    return { needKva: capacityKva, equipmentKw, converted: [] };
  if (capacityKva !== null) {
    return {
      needKva: capacityKva,
      equipmentKw: up((capacityKva * cosPhi) / demandFactor),
      converted: ['equipmentKw'],
    };
  }
  if (equipmentKw !== null) {
    return { needKva: up((equipmentKw * demandFactor) / cosPhi), equipmentKw, converted: ['capacityKva'] };
  }
  throw new Error('a demand without capacityKva and equipmentKw passed the contract');
}

/** The low-voltage rule that speaks for this customer; none = high voltage. */
function lowVoltageRule(
  customer: CustomerFacts,
  pack: Pack,
): Pack['voltage']['lowVoltage'][number] | undefined {
  return pack.voltage.lowVoltage.find(
    (entry) =>
      (entry.categories === null || entry.categories.includes(customer.category)) &&
      (entry.areaTypes === null ||
        (customer.areaType !== null && entry.areaTypes.includes(customer.areaType))),
  );
}

function lowVoltage(request: SupplyRequest, pack: Pack, sizes: Sizes): Because | null {
  const entry = lowVoltageRule(request.customer, pack);
  if (entry === undefined) return null;
  const ceilingKw = Math.round(entry.maxKw * (1 + entry.tolerance) * 1000) / 1000;
  if (sizes.equipmentKw > ceilingKw) return null;
  return {
    key: 'low-voltage-limit',
    values: { equipmentKw: sizes.equipmentKw, ceilingKw },
    rule: entry.rule,
  };
}

/** Facts that later rules will read; until then an answer says that they made no difference. */
function unusedFacts({ demand, customer }: SupplyRequest): string[] {
  const stated: Readonly<Record<string, boolean>> = {
    importance: demand.importance !== 'ordinary',
    loadClass: demand.loadClass !== 3,
    securityLoadKw: (demand.securityLoadKw ?? 0) > 0,
    existing: demand.existing !== null,
    phases: demand.phases === 1,
    temporary: customer.temporary,
    evCharging: customer.evCharging !== null,
    inProvincialPark: customer.inProvincialPark !== null,
    substitutionShare: customer.substitutionShare !== null,
    landAcquiredOn: customer.landAcquiredOn !== null,
    inUrbanPlan: customer.inUrbanPlan !== null,
    tariff: customer.tariff !== null,
  };
  return Object.keys(stated).filter((fact) => stated[fact] === true);
}

/** What a reader must know about the pack and the facts before anything else. */
function cautions(request: SupplyRequest, pack: Pack): Because[] {
  const { asOf } = request;
  const facts = unusedFacts(request);
  const outside = asOf < pack.validFrom || (pack.validTo !== null && asOf > pack.validTo);
  return [
    ...(outside
      ? [
          {
            key: 'policy-not-in-force',
            values: { asOf, validFrom: pack.validFrom, validTo: pack.validTo },
            rule: null,
          },
        ]
      : []),
    ...(facts.length > 0
      ? [{ key: 'facts-not-used-yet', values: { facts: facts.join(' ') }, rule: null }]
      : []),
  ];
}

interface Classified {
  readonly classification: Classification;
  readonly brief: Brief;
}

const BASE = { sourceStructure: 'single', review: 'none' } as const;

/** Above low voltage: 10 kV up to the pack's limit, beyond it a case for the higher grid. */
function aboveLow(
  request: SupplyRequest,
  pack: Pack,
  { needKva, equipmentKw, converted }: Sizes,
): Classified {
  const { mediumVoltage, nominalKv } = pack.voltage;
  const { dedicatedFeeder } = pack.search;
  const limit: Because = {
    key: 'medium-voltage-limit',
    values: { capacityKva: needKva, maxKva: mediumVoltage.maxKva },
    rule: mediumVoltage.rule,
  };
  const base = { ...BASE, converted, onSiteAnswer: false };
  const because = [limit, ...cautions(request, pack)];
  if (needKva > mediumVoltage.maxKva) {
    return {
      classification: { ...base, supplyKv: nominalKv.high, supplyClass: 'hv-referral', because },
      brief: { needKva, equipmentKw, kinds: [], otherwise: [], wantsDedicated: false },
    };
  }
  const wantsDedicated = needKva >= dedicatedFeeder.minKva;
  const trigger: Because = {
    key: 'dedicated-feeder-limit',
    values: { capacityKva: needKva, minKva: dedicatedFeeder.minKva },
    rule: dedicatedFeeder.rule,
  };
  return {
    classification: {
      ...base,
      supplyKv: nominalKv.medium,
      supplyClass: 'hv-single',
      because: wantsDedicated ? [...because, trigger] : because,
    },
    brief: { needKva, equipmentKw, kinds: MV_KINDS, otherwise: NEW_OUTLET, wantsDedicated },
  };
}

/**
 * Voltage class and plan kinds of a request under a pack, with the rules that decided.
 *
 * @returns the classification for the answer and the brief for the search.
 */
export function classify(request: SupplyRequest, pack: Pack): Classified {
  const sizes = sizesOf(request.demand, pack);
  const { needKva, equipmentKw, converted } = sizes;
  const low = lowVoltage(request, pack, sizes);
  if (low === null) return aboveLow(request, pack, sizes);
  return {
    classification: {
      ...BASE,
      converted,
      supplyKv: pack.voltage.nominalKv.low,
      supplyClass: 'lv',
      onSiteAnswer: true,
      because: [low, ...cautions(request, pack)],
    },
    brief: { needKva, equipmentKw, kinds: LV_KINDS, otherwise: MV_KINDS, wantsDedicated: false },
  };
}
