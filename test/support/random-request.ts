import type { SupplyRequest } from '../../src/model/demand.ts';
import { LOAD_CATEGORIES } from '../../src/model/record.ts';
import { requestFor } from './open-rows.ts';

/** A demand of any size and kind of customer within half a kilometre or so of a place. */
export function randomRequest(random: () => number, near: { lon: number; lat: number }): SupplyRequest {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const size = random();
  const capacityKva = Math.round(1 + (size < 0.5 ? 900 : size < 0.9 ? 6000 : 16_000) * random());
  return requestFor({
    site: { lon: near.lon + (random() - 0.5) * 0.01, lat: near.lat + (random() - 0.5) * 0.01 },
    demand: {
      ...(random() < 0.4 ? { equipmentKw: Math.round(10 + random() * 2500) / 10 } : { capacityKva }),
      loadClass: pick([1, 2, 3, 3, 3, 3] as const),
      phases: pick([1, 3, 3] as const),
    },
    customer: {
      areaType: pick(['urban', 'rural', null] as const),
      category: pick(LOAD_CATEGORIES),
      temporary: random() < 0.1,
    },
    wantedOn: random() < 0.2 ? '2027-06-01' : null,
    radiusM: pick([300, 1000, 1000]),
  });
}
