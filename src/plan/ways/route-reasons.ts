import { OFF_ROAD } from '../../model/ground.ts';
import type { Because } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate } from './candidate.ts';

const tenth = (m: number): number => Math.round(m * 10) / 10;

/** What there is to say of a candidate's route: whether it follows roads, how far it leaves them, and what it crosses. */
export function routeReasons({ pack, headroom }: PlanTask, { source, route }: Candidate): Because[] {
  const { detourFactor, rule } = pack.route;
  if (route.draw === null) return [{ key: 'route-is-straight-line', values: { detourFactor }, rule }];
  const { stretches, crossings } = route.draw();
  const offRoad = stretches.filter(({ ground }) => ground === OFF_ROAD);
  const offRoadM = tenth(offRoad.reduce((sum, { lengthM }) => sum + lengthM, 0));
  const nodeId = headroom.snapshot.sourceId(source);
  const kinds = [...new Set(crossings.map(({ kind }) => kind))];
  return [
    { key: 'route-follows-roads', values: { nodeId, routeM: route.lengthM, offRoadM }, rule: null },
    ...(kinds.length === 0
      ? []
      : [{ key: 'route-crosses', values: { nodeId, crossings: kinds.join(' ') }, rule: null }]),
  ];
}
