import type { Warning } from '../../src/model/warning.ts';

/** A warning of a queue at an outlet. */
export const someWarning = (elementId: string, changes: Partial<Warning> = {}): Warning => ({
  kind: 'queue',
  elementKind: 'outlet',
  elementId,
  name: null,
  feederId: null,
  at: null,
  values: {},
  relief: { kva: null, transferTo: [], works: [] },
  rule: 'NAT-WARNINGS',
  ...changes,
});
