import type { Content } from '../../src/plan/compose.ts';
import type { Comparable } from '../../src/plan/rank.ts';

/** A whole plan as plans are compared; its id stands for its kind and sources. */
export const comparable = (plan: Content): Comparable => ({
  ...plan,
  routeM: plan.sources.reduce((sum, { route }) => sum + route.lengthM, 0),
  feeders: plan.sources.map(({ feederId, nodeId }) => feederId ?? nodeId).join('+'),
  name: plan.id,
  isPair: plan.sources.length > 1,
  vouched: plan.grade !== 'D',
  content: () => plan,
});
