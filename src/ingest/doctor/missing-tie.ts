import type { Check, Symptom } from './check.ts';
import { Nearby } from './nearby.ts';
import { spotPlace, type Survey } from './survey.ts';

/** Pairs of feeders that a line already joins, open or closed. */
function tied({ network, feederAt }: Survey): Set<string> {
  return new Set(
    network.lines.map(({ from, to }) => [feederAt[from] ?? '', feederAt[to] ?? ''].sort().join('\n')),
  );
}

/** Dead ends of two feeders close together without a line between the feeders: perhaps a switch was not recorded. */
export const missingTie: Check = {
  code: 'missing-tie',
  severity: 'info',
  *find(survey, limits): Generator<Symptom> {
    const { network, supply, feederAt } = survey;
    const ends = network.spots.flatMap(({ kind }, spot) => {
      const fed = supply.fed.has(supply.island[spot] ?? -1);
      const dead = (network.linesAt[spot]?.length ?? 0) === 1 && !network.busbars.has(spot);
      return kind === 'node' && dead && fed ? [spot] : [];
    });
    const known = tied(survey);
    const nearby = new Nearby(network.spots, ends, limits.tie.m);
    for (const end of ends) {
      for (const { spot, distanceM } of nearby.around(end)) {
        const [one, other] = [feederAt[end] ?? null, feederAt[spot] ?? null];
        if (spot < end || one === null || other === null || one === other) continue;
        if (known.has([one, other].sort().join('\n'))) continue;
        const values = { feederId: one, otherFeederId: other, distanceM: Math.round(10 * distanceM) / 10 };
        yield {
          subject: 'node',
          ids: [end, spot].flatMap((each) => network.spots[each]?.id ?? []),
          at: spotPlace(network, end),
          because: { key: 'missing-tie', values },
          suggestion: { key: 'record-tie', values: { feederId: one, otherFeederId: other } },
        };
      }
    }
  },
};
