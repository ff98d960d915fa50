import { CROSSING_KINDS, GROUND_COUNT, groundOf } from '../../src/model/ground.ts';
import type { RouteCosts } from '../../src/search/routes/route-costs.ts';

/** Prices in which every ground and every crossing differs, so that a mix-up shows. */
export const testCosts = (): RouteCosts => {
  const grounds = Array.from({ length: GROUND_COUNT }, (_, code) => groundOf(code));
  const perM = grounds.map(({ class: of, surface, structure }, code) => {
    if (of === 'motorway') return Infinity;
    if (of === 'duct-corridor') return 60 + code / 100;
    const dug = { asphalt: 900, concrete: 1000, paving: 800, gravel: 450, soil: 350, unknown: 850 }[surface];
    return (of === 'off-road' ? 500 : dug) + { earth: 0, bridge: 700, tunnel: 1100 }[structure] + code / 100;
  });
  return {
    perM: Float64Array.from(perM),
    laying: grounds.map(() => 'cable'),
    perCrossing: Float64Array.from(CROSSING_KINDS, (_, kind) => 9_000 + 7_100 * kind),
  };
};
