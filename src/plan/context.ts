import type { SupplyRequest } from '../model/demand.ts';
import type { Brief } from '../policy/classify.ts';
import type { WorkingCalendar } from '../policy/calendar.ts';
import type { Pack } from '../policy/pack.ts';
import type { Catalogue } from '../pricing/catalogue.ts';
import type { FeederStudies } from '../search/feeder-study.ts';
import type { Headroom } from '../search/headroom.ts';
import type { Surroundings } from './surroundings.ts';

/** What plans are made from; the same context and request give the same plans. */
export interface PlanContext {
  readonly headroom: Headroom;
  /** Load flow of the feeders; `null` = plans are not checked electrically, and say so. */
  readonly studies: FeederStudies | null;
  readonly pack: Pack;
  readonly catalogue: Catalogue;
  readonly calendar: WorkingCalendar;
}

/** A request under way: its context and what policy made of it. */
export interface PlanTask extends PlanContext {
  readonly request: SupplyRequest;
  readonly brief: Brief;
  readonly around: Surroundings;
}
