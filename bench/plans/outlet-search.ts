import type { PlanContext, PlanTask } from '../../src/plan/context.ts';
import { Surroundings } from '../../src/plan/surroundings.ts';
import { perFeeder } from '../../src/plan/ways/per-feeder.ts';
import { classify } from '../../src/policy/classify.ts';
import { requestFor } from '../../test/support/open-rows.ts';
import { seeded } from '../../test/support/random-grid.ts';
import { median, quantile, table } from '../support/figures.ts';
import type { Measured } from '../support/part.ts';
import type { OpenedRegion } from './region.ts';

const SEED = 29;
/** A place lies at most so far from a node, degrees: out of the towns too. */
const AROUND = 0.02;
/** What wants an outlet of its own, kVA. */
const [LEAST_KVA, MOST_KVA] = [2000, 8000];
const WARM_ROUNDS = 3;

/** A request before any kind has looked around. */
function taskAt(context: PlanContext, site: { lon: number; lat: number }, capacityKva: number): PlanTask {
  const request = requestFor({ site, demand: { capacityKva } });
  const around = new Surroundings(context.headroom.snapshot, site);
  const { brief, known } = classify(request, context.pack, around.land);
  return { request, brief, known, around, notebook: new Map(), ...context };
}

/** The search for outlets of substations within 15 km that have room, with their routes, at places around a region. */
export function outletSearch({ context, nodes }: OpenedRegion, count: number): Measured {
  const random = seeded(SEED);
  const asked = Array.from({ length: count }, () => {
    const { lon_deg, lat_deg } = nodes[Math.floor(random() * nodes.length)]!;
    const site = {
      lon: lon_deg + (random() * 2 - 1) * AROUND,
      lat: lat_deg + (random() * 2 - 1) * AROUND,
    };
    return { site, kva: Math.round(LEAST_KVA + random() * (MOST_KVA - LEAST_KVA)) };
  });
  const ms: number[] = [];
  let found = 0;
  for (let round = 0; round <= WARM_ROUNDS; round++) {
    for (const { site, kva } of asked) {
      const task = taskAt(context, site, kva);
      const from = performance.now();
      const { groups } = perFeeder(task, 'mv-dedicated-feeder', kva);
      const took = performance.now() - from;
      if (round < WARM_ROUNDS) continue;
      ms.push(took);
      found += groups.length;
    }
  }
  const [p50, p99] = [median(ms), quantile(ms, 0.99)];
  const figures = { 'outlets.p50': 1000 * p50, 'outlets.p99': 1000 * p99, 'outlets.found': found / count };
  const header = ['outlets within 15 km', 'median ms', 'p99 ms', 'busbars found each'];
  return { text: table(header, [[`${count} places`, p50, p99, found / count]]), figures };
}
