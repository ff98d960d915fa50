import type { Because } from '../../model/plan.ts';
import type { Near } from '../../search/sources-within.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate } from '../ways/candidate.ts';
import { UNCHECKED } from '../ways/electrical-check.ts';
import { straightLine } from '../ways/line-routes.ts';
import { sourceRoutes } from '../ways/source-routes.ts';
import { type Kind, ONE_SOURCE, type Supply } from './kind.ts';

/** How many main transformers are named at most: enough for planners to begin with. */
const NAMED = 5;

/** The nearest busbar of each main transformer within the pack's reach of a new outlet. */
function nearestStations({ headroom, around, pack }: PlanTask): Near[] {
  const { snapshot } = headroom;
  const { elementParent } = snapshot.columns;
  const nearest = new Map<number, Near>();
  for (const near of around.outletsWithin(pack.search.dedicatedFeeder.radiusM)) {
    const busbar = snapshot.elementOf(near.source);
    const above = elementParent[busbar] ?? -1;
    const main = above < 0 ? busbar : above;
    if (!nearest.has(main)) nearest.set(main, near);
  }
  return [...nearest.values()].slice(0, NAMED);
}

/** A busbar as a fact: it supplies nothing yet, its chain shows what is left. */
function fact(task: PlanTask, { source, distanceM }: Near): Supply {
  const { snapshot } = task.headroom;
  const kv = snapshot.columns.sourceKv[source] ?? NaN;
  const at = snapshot.placeOf(source);
  const asked = { way: 'mv-dedicated-feeder', kva: task.brief.needKva, laying: 'cable' } as const;
  const begin = { id: source, at, kv, distanceM };
  const [onRoads] = sourceRoutes(task, asked, [{ source, distanceM, laying: asked.laying }]);
  const route = onRoads ?? straightLine(task, asked, begin);
  const candidate: Candidate = {
    way: 'mv-dedicated-feeder',
    source,
    distanceM,
    laying: 'cable',
    routeM: route.lengthM,
    route,
    element: snapshot.elementOf(source),
    at,
    kva: 0,
    bay: null,
    baysUnknown: false,
    bayUnlisted: false,
    transformer: null,
    cut: null,
    after: null,
  };
  return { role: 'main', capacityKva: 0, candidate, checked: UNCHECKED };
}

function reasons({ brief, pack }: PlanTask, found: number): Because[] {
  const { maxKva, rule } = pack.voltage.mediumVoltage;
  const { dedicatedFeeder } = pack.search;
  const limit: Because = {
    key: 'medium-voltage-limit',
    values: { capacityKva: brief.needKva, maxKva },
    rule,
  };
  return [
    ...(brief.needKva > maxKva ? [limit] : []),
    {
      key: 'referred-to-grid-planning',
      values: { mainTransformers: found, radiusM: dedicatedFeeder.radiusM },
      rule: dedicatedFeeder.rule,
    },
  ];
}

/**
 * What the planners of the grid start from where 10 kV cannot serve a demand, or nothing in reach can: the substations
 * nearby and what is left on their main transformers. Always proposed when asked for, and never priced.
 */
export const hvReferral: Kind = (task) => {
  const stations = nearestStations(task);
  return {
    proposals: [
      {
        kind: 'hv-referral',
        suppliesKva: task.brief.needKva,
        supplies: stations.map((near) => fact(task, near)),
        works: [],
        independence: ONE_SOURCE,
        transfer: null,
        priced: false,
        because: reasons(task, stations.length),
      },
    ],
    missed: [],
  };
};
