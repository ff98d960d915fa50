import type { Response } from 'express';
import { Refusal } from '../contract/refusal.ts';
import { shown } from '../contract/shown.ts';
import type { Answer, Declined } from '../model/planner.ts';
import type { Metrics } from './metrics.ts';

/** Writes a finished answer as it came from its thread, or refuses what the domain declined. */
export function sendAnswer(res: Response, answer: Answer, metrics: Metrics): void {
  if (!answer.ok) throw toRefusal(answer);
  metrics.search(answer.phasesMs);
  res
    .set('Content-Type', 'application/json; charset=utf-8')
    .set('Server-Timing', serverTiming(answer.phasesMs))
    .end(answer.body);
}

const serverTiming = (phasesMs: Readonly<Record<string, number>>): string =>
  Object.entries(phasesMs)
    .map(([phase, ms]) => `${phase.replaceAll(/[^\w-]/gu, '-')};dur=${ms.toFixed(3)}`)
    .join(', ');

const POINTERS = { 'element-not-found': '/path/id', 'policy-not-found': '/policy' } as const;

function toRefusal({ code, received, allowed }: Declined): Refusal {
  // Also where the client has gone: nobody reads it then.
  if (code === 'cancelled') return new Refusal('overloaded');
  const issue = { pointer: POINTERS[code], code: 'not-known', received: shown(received), allowed } as const;
  return new Refusal(code, [issue]);
}
