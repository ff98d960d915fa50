import type { Ckva } from '../../model/capacity-rules.ts';
import type { Place } from '../../model/geometry.ts';
import type { PlanKind, SourceKind } from '../../model/plan.ts';
import type { RouteCosts } from '../routes/route-costs.ts';

/** A way of connecting that a quick offer may be of. */
export interface OfferWay {
  readonly kind: PlanKind;
  /** Kinds of source it starts at. */
  readonly starts: readonly SourceKind[];
  /** Spare bays a source must have for it; 0 = it takes none. */
  readonly minSpareBays: number;
  /** Prices along the route, yuan. */
  readonly costs: RouteCosts;
  /** Everything else it takes, yuan. */
  readonly fixedYuan: number;
}

/** How a power of some size can be connected: ways that one search may share its roads among. */
export interface OfferTerms {
  /** What every known element of the chain has to have left, 0.01 kVA. */
  readonly needCkva: Ckva;
  /** Geodesic, at most 20 km. */
  readonly radiusM: number;
  /** How far from the site a route may go, straight, m. */
  readonly withinM: number;
  /** A kind of source belongs to the first way that starts at it. */
  readonly ways: readonly OfferWay[];
}

export interface OfferQuestion extends OfferTerms {
  readonly site: Place;
}
