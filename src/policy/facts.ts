import type { CustomerFacts, Demand, SupplyRequest } from '../model/demand.ts';
import type { Classification } from '../model/plan.ts';
import type { Role } from '../model/role.ts';

/** Class of the voltage a customer is supplied at: below 1 kV, 10 or 20 kV, 35 kV and above. */
export const VOLTAGE_CLASSES = ['lv', 'mv', 'hv'] as const;
export const SOURCE_STRUCTURES = ['single', 'double-circuit', 'dual-source', 'three-sources'] as const;
export const METERING_MODES = [
  'lv-supply-lv-metering',
  'hv-supply-lv-metering',
  'hv-supply-hv-metering',
] as const;

/**
 * What a line of a bill belongs to, as far as payers care: `line` and equipment from the grid to the red line, `corridor`
 * (trench, duct, crossing), `metering`, `standby` (a second circuit), what lies `inside` the red line, the part
 * `above-standard` at the customer's wish, `reinforcement` of the public grid, `temporary` works that are taken away
 * again.
 */
export const WORK_PARTS = [
  'line',
  'corridor',
  'metering',
  'standby',
  'inside',
  'above-standard',
  'reinforcement',
  'temporary',
] as const;
export type WorkPart = (typeof WORK_PARTS)[number];

/** Everything a rule of a pack may ask for. `null` = unknown: no fact that a customer could state has a default. */
export interface Facts {
  readonly voltage: (typeof VOLTAGE_CLASSES)[number] | null;
  readonly category: CustomerFacts['category'] | null;
  readonly areaType: CustomerFacts['areaType'];
  readonly tariff: CustomerFacts['tariff'];
  readonly temporary: boolean | null;
  readonly inProvincialPark: boolean | null;
  readonly inUrbanPlan: boolean | null;
  /** The place is supplied by an incremental distribution company; no, unless a polygon says so. */
  readonly inIncrementalArea: boolean | null;
  readonly landAcquiredOn: string | null;
  readonly evCharging: boolean | null;
  /** Electricity-substitution equipment over the applied capacity, 0…1. */
  readonly substitutionShare: number | null;
  readonly loadClass: Demand['loadClass'] | null;
  readonly importance: Demand['importance'] | null;
  readonly structure: Classification['sourceStructure'] | null;
  /** An increase of an existing supply. */
  readonly increase: boolean | null;
  /** The case came by a feed of government data, before the customer applied. */
  readonly pushedLead: boolean | null;
  readonly capacityKva: number | null;
  readonly equipmentKw: number | null;
  /** Applied capacity within the pack's limit of direct access. */
  readonly directAccess: boolean | null;
  readonly metering: (typeof METERING_MODES)[number] | null;
  /** Something is built in the public grid, more than a service line. */
  readonly gridWorks: boolean | null;
  /** The customer builds the works outside its red line. */
  readonly customerBuilds: boolean | null;
  /** Length of the works along the route, m. */
  readonly lengthM: number | null;
  /** Road surface that is dug up, m. */
  readonly roadExcavationM: number | null;
  /** Laid in a duct or gallery that is let for money. */
  readonly inLetChannel: boolean | null;
  /** Verifications of the meter asked for, and whether the utility was at fault. */
  readonly meterVerifications: number | null;
  readonly utilityAtFault: boolean | null;
  readonly part: WorkPart | null;
  readonly asOf: string;
}

export type FactName = keyof Facts;

/** How a fact is known: a polygon of the record decides, a statement counts once it is verified. */
export type Provenance = 'polygon' | 'verified' | 'claimed';

/** Facts with how each is known; what is not named is computed here and certain. */
export interface Known {
  readonly facts: Facts;
  readonly provenance: Readonly<Partial<Record<FactName, Provenance>>>;
}

/** Facts of a place that polygons of the record decide. */
export const LAND_FACTS = [
  'inProvincialPark',
  'inUrbanPlan',
  'inIncrementalArea',
  'areaType',
] as const satisfies readonly FactName[];

/** What the record's polygons say of the place; `null` = none of that kind is loaded, or they do not tell. */
export interface Land extends Pick<Facts, (typeof LAND_FACTS)[number]> {
  /** No line may end there: the place itself lies on forbidden ground. */
  readonly onForbiddenGround: boolean;
}

export const NO_POLYGONS: Land = {
  inProvincialPark: null,
  inUrbanPlan: null,
  inIncrementalArea: null,
  areaType: null,
  onForbiddenGround: false,
};

const STATED = [
  'category',
  'areaType',
  'tariff',
  'temporary',
  'inProvincialPark',
  'inUrbanPlan',
  'landAcquiredOn',
  'evCharging',
  'substitutionShare',
] as const satisfies readonly FactName[];

/** The facts a request states; what only a plan can tell is unknown. */
function statedFacts({ demand, customer, asOf }: SupplyRequest): Facts {
  const { category, evCharging, areaType, tariff, temporary } = customer;
  const { inProvincialPark, inUrbanPlan, landAcquiredOn, substitutionShare } = customer;
  return {
    category,
    areaType,
    tariff,
    temporary,
    inProvincialPark,
    inUrbanPlan,
    landAcquiredOn,
    substitutionShare,
    evCharging: category === 'ev-charging' ? true : evCharging,
    // Another company's area is not in this company's record: only a polygon could say so.
    inIncrementalArea: false,
    loadClass: demand.loadClass,
    importance: demand.importance,
    increase: demand.existing !== null,
    capacityKva: demand.capacityKva,
    equipmentKw: demand.equipmentKw,
    asOf,
    voltage: null,
    structure: null,
    pushedLead: null,
    directAccess: null,
    metering: null,
    gridWorks: null,
    customerBuilds: null,
    lengthM: null,
    roadExcavationM: null,
    inLetChannel: null,
    meterVerifications: 0,
    utilityAtFault: null,
    part: null,
  };
}

/**
 * The facts of a request, with how each is known. Where a polygon and a statement differ, the polygon decides.
 *
 * @param verifiedBy roles whose word counts as verified.
 */
export function factsOf(request: SupplyRequest, land: Land, verifiedBy: readonly Role[]): Known {
  const word: Provenance = verifiedBy.includes(request.statedBy) ? 'verified' : 'claimed';
  const fromLand = LAND_FACTS.filter((name) => land[name] !== null);
  return {
    facts: {
      ...statedFacts(request),
      ...Object.fromEntries(fromLand.map((name) => [name, land[name]])),
    },
    provenance: {
      ...Object.fromEntries(STATED.map((name) => [name, word])),
      ...Object.fromEntries(fromLand.map((name) => [name, 'polygon'])),
    },
  };
}
