import type { Look, Marked } from '../marked-map.tsx';
import { type Warning, keyOf } from './choice.ts';

/** Kinds of warnings, the gravest first, with how they are marked. */
export const WARNING_LOOKS: Readonly<Record<Warning['kind'], Look>> = {
  over: { name: 'left-none', radius: 10 },
  heavy: { name: 'left-little', radius: 9 },
  'short-margin': { name: 'left-some', radius: 7 },
  queue: { name: 'plan-4', radius: 7 },
  'stale-data': { name: 'left-unknown', radius: 5 },
};

export const GRAVEST_FIRST = Object.keys(WARNING_LOOKS) as readonly Warning['kind'][];

/** Warnings as the map marks them. */
export const markedOf = (found: readonly Warning[]): Marked[] =>
  [...found]
    .sort((a, b) => GRAVEST_FIRST.indexOf(b.kind) - GRAVEST_FIRST.indexOf(a.kind))
    .map((one) => ({ key: keyOf(one), at: one.at, look: WARNING_LOOKS[one.kind] }));
