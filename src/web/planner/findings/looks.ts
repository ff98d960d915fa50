import type { Look, Marked } from '../marked-map.tsx';
import { type Finding, keyOf } from './choice.ts';

/** Severities, the worst first, with how they are marked. */
export const FINDING_LOOKS: Readonly<Record<Finding['severity'], Look>> = {
  error: { name: 'bad', radius: 9 },
  warning: { name: 'plan-2', radius: 7 },
  info: { name: 'accent', radius: 5 },
};

export const WORST_FIRST = Object.keys(FINDING_LOOKS) as readonly Finding['severity'][];

/** Findings as the map marks them. */
export const markedOf = (found: readonly Finding[]): Marked[] =>
  [...found]
    .sort((a, b) => WORST_FIRST.indexOf(b.severity) - WORST_FIRST.indexOf(a.severity))
    .map((one) => ({ key: keyOf(one), at: one.at, look: FINDING_LOOKS[one.severity] }));
