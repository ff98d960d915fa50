import type { Demand, SupplyRequest } from '../model/demand.ts';
import type { Because, Classification } from '../model/plan.ts';
import { accessIsDirect } from './access-part.ts';
import { bringOf, onSiteRule, reviewOf } from './answer-part.ts';
import { type Brief, briefOf } from './brief.ts';
import { type Facts, type Known, type Land, NO_POLYGONS, factsOf } from './facts.ts';
import { landReasons } from './land-reasons.ts';
import { meteringModeOf } from './metering-part.ts';
import type { Pack } from './pack.ts';
import { structureOf } from './structure-part.ts';
import { lowVoltage } from './voltage-part.ts';
import { fundingOf } from './works-part.ts';

interface Sizes {
  readonly needKva: number;
  readonly equipmentKw: number;
  /** Which of the two was computed from the other. */
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

/** Facts that later rules will read; until then an answer says that they made no difference. */
function unusedFacts({ demand }: SupplyRequest, { structure }: Brief, voltage: Facts['voltage']): string[] {
  const stated: Readonly<Record<string, boolean>> = {
    securityLoadKw: (demand.securityLoadKw ?? 0) > 0 && structure === 'single',
    existing: demand.existing !== null,
    phases: demand.phases === 1 && voltage !== 'lv',
  };
  return Object.keys(stated).filter((fact) => stated[fact] === true);
}

/** Whether one phase, if asked for, is enough. */
function singlePhase({ demand }: SupplyRequest, { voltage }: Pack, equipmentKw: number): Because[] {
  const { maxKw, rule } = voltage.singlePhase;
  if (demand.phases === 3) return [];
  return equipmentKw <= maxKw
    ? [{ key: 'single-phase-supply', values: { equipmentKw, maxKw }, rule }]
    : [{ key: 'single-phase-limit', values: { equipmentKw, maxKw }, rule }];
}

/** What a reader must know about the pack and the facts before anything else. */
function cautions(request: SupplyRequest, pack: Pack, brief: Brief, voltage: Facts['voltage']): Because[] {
  const { asOf } = request;
  const { status, validFrom, validTo } = pack;
  const facts = unusedFacts(request, brief, voltage).join(' ');
  const outside = asOf < validFrom || (validTo !== null && asOf > validTo);
  const reasons: Because[] = [];
  if (outside)
    reasons.push({
      key: 'policy-not-in-force',
      values: { asOf, validFrom, validTo },
      rule: null,
    });
  if (status !== 'in-force') reasons.push({ key: 'policy-not-confirmed', values: {}, rule: null });
  if (facts !== '') reasons.push({ key: 'facts-not-used-yet', values: { facts }, rule: null });
  return reasons;
}

interface Classified {
  readonly classification: Classification;
  readonly brief: Brief;
  /** The request's facts, with how each is known. */
  readonly known: Known;
}

/** The voltage class, by equipment for low voltage and by capacity above, with the rules that decided. */
function voltageOf(
  pack: Pack,
  facts: Facts,
  { needKva, equipmentKw }: Sizes,
): { voltage: NonNullable<Facts['voltage']>; because: readonly Because[] } {
  const { low, because } = lowVoltage(pack.voltage, facts, equipmentKw);
  if (low) return { voltage: 'lv', because };
  const { maxKva, rule } = pack.voltage.mediumVoltage;
  const limit: Because = { key: 'medium-voltage-limit', values: { capacityKva: needKva, maxKva }, rule };
  return { voltage: needKva > maxKva ? 'hv' : 'mv', because: [...because, limit] };
}

/** What the pack says of the place in the grid: direct access, public lines, a line of the customer's own. */
function accessReasons(pack: Pack, brief: Brief): Because[] {
  const { directAccess, publicLine } = pack.access;
  const { dedicatedFeeder } = pack.search;
  const { needKva: capacityKva } = brief;
  const reasons: Because[] = [];
  if (directAccess.maxKva !== null) {
    const { maxKva, rule } = directAccess;
    reasons.push(
      brief.directAccess
        ? { key: 'direct-access', values: { capacityKva, maxKva }, rule }
        : { key: 'beyond-direct-access', values: { capacityKva, maxKva }, rule },
    );
  }
  if (publicLine.policy === 'only')
    reasons.push({ key: 'public-lines-only', values: {}, rule: publicLine.rule });
  if (brief.wantsDedicated) {
    const { minKva, rule } = dedicatedFeeder;
    reasons.push({ key: 'dedicated-feeder-limit', values: { capacityKva, minKva }, rule });
  }
  return reasons;
}

const SUPPLY_CLASS = { lv: 'lv', hv: 'hv-referral' } as const;

/**
 * Voltage class, sources, review and plan kinds of a request under a pack, with the rules that decided. Facts count as
 * they are stated, verified or not: a payer is decided elsewhere, and by more.
 *
 * @param land what the areas of the record say of the place.
 * @returns the classification for the answer and the brief for the search.
 */
export function classify(request: SupplyRequest, pack: Pack, land: Land = NO_POLYGONS): Classified {
  const sizes = sizesOf(request.demand, pack);
  const { needKva, equipmentKw, converted } = sizes;
  const known = factsOf(request, land, pack.payers.statements.verifiedBy);
  const stated: Facts = {
    ...known.facts,
    capacityKva: needKva,
    equipmentKw,
    directAccess: accessIsDirect(pack.access, needKva),
  };
  const { voltage, because } = voltageOf(pack, stated, sizes);
  const sources = structureOf(pack.structure, stated, request.demand.wishes.includes('second-supply'));
  const facts: Facts = {
    ...stated,
    voltage,
    structure: sources.structure,
    metering: meteringModeOf(pack.metering, voltage, needKva),
  };
  const brief = briefOf(
    pack,
    { ...sizes, secondIsWish: sources.wished, structureRule: sources.because[0]?.rule ?? null },
    facts,
  );
  const { review, rule } = reviewOf(pack.answer, facts);
  const onSite = onSiteRule(pack.answer, facts);
  const { low, medium, high } = pack.voltage.nominalKv;
  return {
    brief,
    known,
    classification: {
      supplyKv: { lv: low, mv: medium, hv: high }[voltage],
      supplyClass:
        voltage === 'mv' ? (sources.structure === 'single' ? 'hv-single' : 'hv-dual') : SUPPLY_CLASS[voltage],
      sourceStructure: sources.structure,
      review,
      onSiteAnswer: onSite !== null,
      converted,
      bring: bringOf(pack.answer, facts),
      because: [
        ...because,
        ...(voltage === 'mv' ? accessReasons(pack, brief) : []),
        ...sources.because,
        ...secondSourceAtLow(facts),
        ...(rule === null ? [] : [{ key: 'reviewed-first', values: { review }, rule }]),
        ...(onSite === null ? [] : [{ key: 'answered-on-site', values: {}, rule: onSite }]),
        ...fundingOf(pack.works, request),
        ...(voltage === 'lv' ? singlePhase(request, pack, equipmentKw) : []),
        ...landReasons(request.customer, land),
        ...cautions(request, pack, brief, voltage),
      ],
    },
  };
}

/** A second low-voltage source is agreed case by case: the plans show the first. */
const secondSourceAtLow = ({ voltage, structure }: Facts): Because[] =>
  voltage === 'lv' && structure !== 'single'
    ? [{ key: 'second-source-at-low-voltage', values: { structure }, rule: null }]
    : [];
