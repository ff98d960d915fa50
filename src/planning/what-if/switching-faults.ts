import type { QueryFault } from '../../model/planner.ts';
import type { TwoStates } from './moved-ledger.ts';

/** Ways of a ring that a fault names; more would not be read. */
const MOST_NAMED = 12;

function ringFaults({ changed, after }: TwoStates): QueryFault[] {
  return after.rings.flatMap(({ ways }) => {
    const named = ways.slice(0, MOST_NAMED).map((w) => changed.ways[w]?.id ?? '');
    const more = ways.length > MOST_NAMED ? ` and ${ways.length - MOST_NAMED} more` : '';
    const allowed = `no loop and no second supply: open a switch of ${named.join(', ')}${more}`;
    const pointers = ways.flatMap((w) => changed.causes.get(w) ?? []);
    return pointers.map((pointer): QueryFault => {
      const received = pointer.startsWith('/switches') ? true : null;
      return { pointer, code: 'closed-loop', received, allowed };
    });
  });
}

function darkFaults({ grid, before, changed, after }: TwoStates): QueryFault[] {
  const dark = (place: number): boolean =>
    place >= 0 && (before.nodeOf[place] ?? -1) >= 0 && (after.nodeOf[place] ?? -1) < 0;
  const count = grid.places.filter((_, place) => dark(place)).length;
  if (count === 0) return [];
  const opened = [...changed.causes].filter(([w]) => changed.ways[w]?.ends.some(dark) === true);
  return opened.flatMap(([w, pointers]) =>
    pointers.map((pointer): QueryFault => {
      const allowed = `no place without supply: ${count} lose theirs, first of all behind ${changed.ways[w]?.id ?? ''}`;
      return { pointer, code: 'cut-off', received: pointer.startsWith('/switches') ? false : null, allowed };
    }),
  );
}

/** What a question's switching and new lines must not do: make a loop, join two supplies, leave a place without supply. */
export function switchingFaults(states: TwoStates): QueryFault[] {
  const faults = [...ringFaults(states), ...darkFaults(states)];
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.code}`, fault])).values()];
}
