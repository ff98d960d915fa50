import { seeded } from '../../test/support/random-grid.ts';
import { drawMix } from '../plans/demand-mix.ts';
import { demoRows } from '../plans/region.ts';

const SEED = 23;

/** Bodies of the published demand mix at places of the demo county, in an order in which any stretch is like the whole. */
export async function drawBodies(count: number): Promise<string[]> {
  const { nodes } = await demoRows();
  const random = seeded(SEED);
  return drawMix(nodes, count, SEED)
    .map((drawn) => ({ drawn, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ drawn: { request } }) => {
      const { capacityKva, equipmentKw, loadClass } = request.demand;
      const { category, areaType } = request.customer;
      const asked = capacityKva === null ? { equipmentKw } : { capacityKva };
      return JSON.stringify({
        site: { ...request.site, crs: 'WGS84' },
        demand: { ...asked, loadClass },
        customer: { category, areaType },
      });
    });
}
