import type { Place, Rings } from './geometry.ts';
import type { OwnCase } from './own-case.ts';
import type { LoadCategory } from './record.ts';
import type { Role } from './role.ts';

export const IMPORTANCES = ['special', 'first', 'second', 'temporary', 'ordinary'] as const;
export const AREA_TYPES = ['urban', 'rural'] as const;
/** What a customer may wish beyond what its class of load asks for. */
export const WISHES = ['second-supply'] as const;
export const TARIFFS = ['residential', 'industrial-commercial', 'agricultural'] as const;

/** What is asked for. Equipment is kW, applied capacity is kVA; the two never mix. `null` = not stated. */
export interface Demand {
  readonly capacityKva: number | null;
  readonly equipmentKw: number | null;
  /** cos φ, 0…1; `null` = the pack's default. */
  readonly powerFactor: number | null;
  readonly largestMotorKw: number | null;
  readonly securityLoadKw: number | null;
  readonly loadClass: 1 | 2 | 3;
  readonly importance: (typeof IMPORTANCES)[number];
  readonly phases: 1 | 3;
  /** Beyond the standard: paid for as the pack says of such works. */
  readonly wishes: readonly (typeof WISHES)[number][];
  readonly existing: { readonly elementId: string; readonly capacityKva: number } | null;
}

/** Facts about the customer that decide rules and payers. `null` = unknown; unknown facts have no default. */
export interface CustomerFacts {
  readonly category: LoadCategory;
  readonly areaType: (typeof AREA_TYPES)[number] | null;
  /** With several tariffs, that of the largest part of the capacity. */
  readonly tariff: (typeof TARIFFS)[number] | null;
  readonly inProvincialPark: boolean | null;
  readonly evCharging: boolean | null;
  /** Share of electricity-substitution equipment in the applied capacity, 0…1. */
  readonly substitutionShare: number | null;
  readonly landAcquiredOn: string | null;
  readonly inUrbanPlan: boolean | null;
  readonly temporary: boolean;
}

/** A place as a survey found it; the search does not know better. */
export interface SurveyedPlace {
  readonly placeId: string;
  /** What it carries at most, kVA; `null` = it cannot be used at all. */
  readonly mostKva: number | null;
}

/** A parsed request for supply plans, in WGS 84, with every default filled in that the contract states. */
export interface SupplyRequest {
  readonly region: string;
  /** The receiving point (受电点). */
  readonly site: Place;
  /** The gazetteer entry taken, when the site was given as an address. */
  readonly siteAddress: string | null;
  /** Red line of the plot. */
  readonly plot: Rings | null;
  readonly demand: Demand;
  readonly customer: CustomerFacts;
  /** Who states these facts: a policy says whose word counts as verified. */
  readonly statedBy: Role;
  /** ISO day on which supply is wanted. */
  readonly wantedOn: string | null;
  /** Policy pack id; `null` = the region's. */
  readonly policy: string | null;
  readonly radiusM: number;
  readonly maxPlans: number;
  /** Places that a site survey found to carry less than the model says; left out = none. */
  readonly surveyed?: readonly SurveyedPlace[];
  /** What the ledger holds of the case itself; left out = nothing. */
  readonly own?: OwnCase;
  /** `standard`: answered in standard sizes alone, as customers are; left out = to the kVA, as staff are. */
  readonly sizes?: 'standard';
  /** ISO day for which rules and schedules are computed, Asia/Shanghai. */
  readonly asOf: string;
}
