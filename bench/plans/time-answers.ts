import type { PlanContext } from '../../src/plan/context.ts';
import { answer } from './answer.ts';
import type { Drawn } from './demand-mix.ts';

/**
 * The first rounds fill the caches that a running service has (feeders' networks, what survives which loss) and let the
 * compiler see every path as often as it has there.
 */
const WARM_ROUNDS = 3;

/** A demand with what its answer took. */
export interface Timed {
  readonly share: string;
  readonly ms: number;
  readonly bytes: number;
}

/** Time and length of each answer, once all of them have been given before. */
export function timeAnswers(context: PlanContext, mix: readonly Drawn[]): Timed[] {
  for (let round = 0; round < WARM_ROUNDS; round++) for (const { request } of mix) answer(context, request);
  return mix.map(({ share, request }) => {
    const from = performance.now();
    const { length } = answer(context, request);
    return { share, ms: performance.now() - from, bytes: length };
  });
}
