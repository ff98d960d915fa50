import type { Because } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate, Way } from '../ways/candidate.ts';
import { perFeeder } from '../ways/per-feeder.ts';
import { worksOf } from '../ways/works.ts';
import { type Kind, ONE_SOURCE, type Proposal } from './kind.ts';

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** The rule that let the search look this far. */
export function reachOf({ pack, request }: PlanTask, { way, distanceM }: Candidate): Because {
  const { dedicatedFeeder, radiusRule } = pack.search;
  const metres = round(distanceM, 3);
  return way === 'mv-dedicated-feeder'
    ? {
        key: 'substation-within-reach',
        values: { distanceM: metres, radiusM: dedicatedFeeder.radiusM },
        rule: dedicatedFeeder.rule,
      }
    : { key: 'within-radius', values: { distanceM: metres, radiusM: request.radiusM }, rule: radiusRule };
}

/** What is built into the grid for a candidate. */
export function buildingOf({ at, cut, transformer }: Candidate): Because[] {
  return [
    ...(cut === null
      ? []
      : [
          {
            key: 'cut-in-at',
            values: { sectionId: cut.sectionId, lon: at.lon, lat: at.lat, alongM: cut.alongM },
            rule: null,
          },
        ]),
    ...(transformer === null
      ? []
      : [
          {
            key: 'new-public-transformer',
            values: { elementId: transformer.id, ratingKva: transformer.ratingKva },
            rule: null,
          },
        ]),
  ];
}

const propose = (task: PlanTask, candidate: Candidate): Proposal => ({
  kind: candidate.way,
  suppliesKva: task.brief.needKva,
  supplies: [{ role: 'main', capacityKva: task.brief.needKva, candidate }],
  works: worksOf(task, candidate),
  independence: ONE_SOURCE,
  transfer: null,
  because: [reachOf(task, candidate), ...buildingOf(candidate)],
});

/** A proposal of the first candidate of a group, with those of the next behind it; none of an empty group. */
export function oneAfterOther(
  group: readonly Candidate[],
  propose: (candidate: Candidate) => Proposal,
): Proposal[] {
  const [first, ...rest] = group;
  return first === undefined ? [] : [{ otherwise: () => oneAfterOther(rest, propose)[0], ...propose(first) }];
}

/** The kinds that are one way of connecting to one place of the grid: the cheapest of each feeder. */
export const oneSource =
  (way: Way): Kind =>
  (task) => {
    const { groups, missed } = perFeeder(task, way, task.brief.needKva);
    return {
      proposals: groups.flatMap((group) => oneAfterOther(group, (one) => propose(task, one))),
      missed,
    };
  };
