import type { Check, Symptom } from './check.ts';
import type { Limits } from './limits.ts';
import type { Spot } from './network.ts';
import { Nearby } from './nearby.ts';
import { spotPlace, type Survey } from './survey.ts';

interface Gap {
  readonly end: number;
  readonly partner: number;
  readonly distanceM: number;
}

/** For every end of one kind of line, the nearest spot that joining it to would feed one of the two. */
function gapsOf({ network, supply }: Survey, kind: Spot['kind'], reachM: number): Gap[] {
  const { spots, linesAt } = network;
  const members = spots.flatMap((spot, i) => (spot.kind === kind ? [i] : []));
  // Low voltage behind a transformer needs no other feed, even where the transformer itself has none. A set with a
  // node in it is named by a node, because nodes come first.
  const isFed = (spot: number): boolean => {
    const name = supply.island[spot] ?? -1;
    return kind === 'node' ? supply.fed.has(name) : spots[name]?.kind === 'node';
  };
  if (members.every(isFed)) return [];
  const nearby = new Nearby(spots, members, reachM);
  return members.flatMap((end) => {
    if ((linesAt[end]?.length ?? 0) > 1) return [];
    const partners = [...nearby.around(end)].filter(
      ({ spot }) =>
        spots[spot]?.kv === spots[end]?.kv &&
        supply.island[spot] !== supply.island[end] &&
        !(isFed(spot) && isFed(end)),
    );
    const [nearest] = partners.sort((a, b) => a.distanceM - b.distanceM || a.spot - b.spot);
    return nearest === undefined ? [] : [{ end, partner: nearest.spot, distanceM: nearest.distanceM }];
  });
}

function* symptoms(survey: Survey, limits: Limits, kind: Spot['kind']): Generator<Symptom> {
  const { network } = survey;
  const told = new Set<string>();
  for (const { end, partner, distanceM } of gapsOf(survey, kind, limits.partner[kind].m)) {
    // Two ends may be each other's partner.
    const pair = [end, partner].sort((a, b) => a - b).join(' ');
    if (told.has(pair)) continue;
    told.add(pair);
    const [endId, partnerId] = [network.spots[end]?.id ?? '', network.spots[partner]?.id ?? ''];
    yield {
      subject: kind,
      ids: [endId, partnerId],
      at: spotPlace(network, end),
      because: {
        key: 'dangling-end',
        values: { endId, partnerId, distanceM: Math.round(10 * distanceM) / 10 },
      },
      suggestion: { key: 'join', values: { endId, partnerId } },
    };
  }
}

/** Ends of lines close to something they are not joined to, where joining them would feed what is not fed. */
export const danglingEnd: Check = {
  code: 'dangling-end',
  severity: 'warning',
  *find(survey, limits) {
    yield* symptoms(survey, limits, 'node');
    yield* symptoms(survey, limits, 'lv-point');
  },
};
