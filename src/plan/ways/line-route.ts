import type { RoadRoute } from '../../search/routes/draw-route.ts';
import type { Way } from '../../search/routes/road-search.ts';
import type { LineSizes } from './route-costs.ts';

/** The route of a new line, from the receiving point to where the line begins. */
export interface LineRoute {
  /** To 0.1 m, never shorter than the straight line. */
  readonly lengthM: number;
  /** Likely price of conductors, ground and crossings, yuan, before quantities are rounded. */
  readonly costYuan: number;
  /** Conductors that carry the capacity over this length. */
  readonly sizes: LineSizes;
  /** The route on roads, drawn when asked for; `null` = straight line × detour factor. */
  readonly draw: (() => RoadRoute) | null;
  /** The least-cost way it follows; `null` = straight, or a way that leaves another line its corridor. */
  readonly way: Way | null;
}

/** Up to 0.1 m; not further for the last bits of a sum. */
export const upToTenth = (m: number): number => Math.ceil(m * 10 - 1e-6) / 10;

interface Routed {
  readonly route: LineRoute;
  readonly distanceM: number;
}

/** Cheapest first, then the shortest, then the nearest; of places alike in all the order given is kept. */
export const byRoute = (a: Routed, b: Routed): number =>
  a.route.costYuan - b.route.costYuan || a.route.lengthM - b.route.lengthM || a.distanceM - b.distanceM;
