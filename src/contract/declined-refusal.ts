import type { Declined } from '../model/planner.ts';
import { Refusal } from './refusal.ts';
import { shown } from './shown.ts';

const POINTERS = { 'element-not-found': '/path/id', 'policy-not-found': '/policy' } as const;

/** What the domain declined, as the caller reads it. */
export function declinedRefusal(declined: Declined): Refusal {
  if ('faults' in declined) {
    const { code, faults } = declined;
    return new Refusal(
      code,
      faults.map((fault) => ({ ...fault, received: shown(fault.received) })),
    );
  }
  const { code, received, allowed } = declined;
  // Also where the client has gone: nobody reads it then.
  if (code === 'cancelled') return new Refusal('overloaded');
  if (code === 'not-ready') return new Refusal(code);
  return new Refusal(code, [
    { pointer: POINTERS[code], code: 'not-known', received: shown(received), allowed },
  ]);
}
