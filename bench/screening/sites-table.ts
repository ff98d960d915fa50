import { seeded } from '../../test/support/random-grid.ts';
import type { Drawn } from '../plans/demand-mix.ts';

const HEADER = 'id,lon,lat,crs,capacityKva,equipmentKw,loadClass,category,areaType\n';
/** Lines that are handed over together. */
const LINES_AT_ONCE = 1000;

/** Demands in no order: the mix is drawn class by class, and parts of a screening are to be alike. */
export function shuffled(drawn: readonly Drawn[], seed: number): Drawn[] {
  const random = seeded(seed);
  const all = [...drawn];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const other = all[j]!;
    all[j] = all[i]!;
    all[i] = other;
  }
  return all;
}

const lineOf = ({ request: { site, demand, customer } }: Drawn, i: number): string =>
  [
    i,
    site.lon,
    site.lat,
    'WGS84',
    demand.capacityKva ?? '',
    demand.equipmentKw ?? '',
    demand.loadClass,
    customer.category,
    customer.areaType,
  ].join(',');

/** The CSV table of the demands, as an upload brings it. */
export function* sitesTable(drawn: readonly Drawn[]): Generator<Buffer> {
  yield Buffer.from(HEADER);
  for (let from = 0; from < drawn.length; from += LINES_AT_ONCE) {
    const lines = drawn.slice(from, from + LINES_AT_ONCE).map((one, i) => lineOf(one, from + i));
    yield Buffer.from(`${lines.join('\n')}\n`);
  }
}
