import { stepsOf, type Supply, suppliedZones } from './assess.ts';
import type { Problem } from './problem.ts';

export interface SwitchingStep {
  readonly action: 'open' | 'close';
  readonly switchId: string;
}

/**
 * The steps to a trial, in an order in which no loop ever exists: first what is faulty is cut off, then, supply by supply
 * in the order of the ties, everything around it is opened before anything is closed to it.
 *
 * What is opened before what is closed takes a live zone off for the time between: with the other order two feeders would
 * be joined for a moment, and two substations may not be in phase. Only zones that change their supplier are taken off, and
 * a receiver never carries more than in the end.
 */
export function orderSteps(
  problem: Problem,
  closed: Uint8Array,
  supplies: readonly Supply[],
): SwitchingStep[] {
  const { area, links, boundary, isolation } = problem;
  const { switches, ties } = area.grid;
  const fed = suppliedZones(problem, closed);
  const steps: SwitchingStep[] = [];
  const done = new Set<string>();
  const add = (action: SwitchingStep['action'], switchIds: readonly string[]): void => {
    for (const switchId of switchIds) {
      if (!done.has(switchId)) steps.push({ action, switchId });
      done.add(switchId);
    }
  };
  const idsOf = (at: number): readonly string[] => {
    const { kind, index } = links[at] ?? { kind: 'tie', index: -1 };
    return kind === 'tie' ? (ties[index]?.switchIds ?? []) : [switches[index]?.id ?? ''];
  };
  const changes = links.flatMap((link, at) => ((closed[at] === 1) === link.closed ? [] : [at]));
  const touching = (zones: ReadonlySet<number>, at: number): boolean =>
    zones.has(links[at]?.a ?? -1) || zones.has(links[at]?.b ?? -1);

  for (const index of isolation) add('open', [switches[index]?.id ?? '']);
  for (const { walk } of supplies) {
    const zones = new Set(walk.nodes.flatMap((i) => [area.zoneOfNode[i] ?? -1, area.zoneOfBody[i] ?? -1]));
    for (const { index, zone } of boundary)
      if (zones.has(zone) && fed[zone] === 1) add('open', [switches[index]?.id ?? '']);
    if (walk.link.kind === 'switch') continue;
    for (const at of changes) if (links[at]?.closed === true && touching(zones, at)) add('open', idsOf(at));
    for (const at of changes) if (links[at]?.closed === false && touching(zones, at)) add('close', idsOf(at));
  }
  for (const { index, zone } of boundary) if (fed[zone] === 1) add('open', [switches[index]?.id ?? '']);
  for (const at of changes) if (links[at]?.closed === true) add('open', idsOf(at));
  for (const at of changes) if (links[at]?.closed === false) add('close', idsOf(at));
  if (steps.length !== stepsOf(problem, closed))
    throw new Error(`${steps.length} steps were ordered of ${stepsOf(problem, closed)}`);
  return steps;
}
