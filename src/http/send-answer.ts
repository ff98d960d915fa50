import type { Response } from 'express';
import { declinedRefusal } from '../contract/declined-refusal.ts';
import type { Answer } from '../model/planner.ts';
import type { Metrics } from './metrics.ts';
import { serverTiming } from './server-timing.ts';

/** Writes a finished answer as it came from its thread, or refuses what the domain declined. */
export function sendAnswer(res: Response, answer: Answer, metrics: Metrics): void {
  if (!answer.ok) throw declinedRefusal(answer);
  metrics.search(answer.phasesMs);
  const bytes = Buffer.from(answer.body);
  // With its length said it goes out in one piece; where it is compressed, that is taken away again.
  res
    .set('Content-Type', 'application/json; charset=utf-8')
    .set('Content-Length', String(bytes.length))
    .set('Server-Timing', serverTiming(answer.phasesMs))
    .end(bytes);
}
