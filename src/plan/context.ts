import type { SupplyRequest } from '../model/demand.ts';
import type { Brief } from '../policy/brief.ts';
import type { WorkingCalendar } from '../policy/calendar.ts';
import type { Known } from '../policy/facts.ts';
import type { Pack } from '../policy/pack.ts';
import type { Catalogue } from '../pricing/catalogue.ts';
import type { FeeTariff } from '../pricing/fee-tariff.ts';
import type { FeederStudies } from '../search/feeder-study.ts';
import type { Headroom } from '../search/headroom.ts';
import type { RoadSearch } from '../search/routes/road-search.ts';
import type { Switching } from '../search/switching.ts';
import type { Notebook } from './notebook.ts';
import type { Surroundings } from './surroundings.ts';

/** What plans are made from; the same context and request give the same plans. */
export interface PlanContext {
  readonly headroom: Headroom;
  /** Load flow of the feeders; `null` = plans are not checked electrically, and say so. */
  readonly studies: FeederStudies | null;
  /** What switching can do; `null` = nothing is switched, and what a plan survives is not looked at. */
  readonly switching: Switching | null;
  /** Least-cost ways along the roads; `null` = no roads are loaded, and routes are straight lines. */
  readonly roads: RoadSearch | null;
  readonly pack: Pack;
  readonly catalogue: Catalogue;
  readonly calendar: WorkingCalendar;
  /** Amounts of fees; `null` = the pack has none loaded. */
  readonly tariff: FeeTariff | null;
}

/** A request under way: its context and what policy made of it. */
export interface PlanTask extends PlanContext {
  readonly request: SupplyRequest;
  readonly brief: Brief;
  /** The request's facts, with how each is known. */
  readonly known: Known;
  readonly around: Surroundings;
  readonly notebook: Notebook;
}
