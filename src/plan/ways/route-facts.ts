import { STREET_CLASSES } from '../../model/land-words.ts';
import { type CrossingKind, groundOf } from '../../model/ground.ts';
import { CROSSINGS, type Crossing } from '../../policy/approvals-part.ts';
import type { Facts } from '../../policy/facts.ts';
import type { RoadRoute } from '../../search/routes/draw-route.ts';
import type { Candidate } from './candidate.ts';
import { layingIn } from './route-costs.ts';

/** What the routes of a plan tell the rules of a pack. */
export interface RouteFacts extends Pick<Facts, 'roadExcavationM' | 'inLetChannel'> {
  /** What is crossed that may belong to somebody who has to consent. */
  readonly crossings: readonly Crossing[];
}

const isStreet = (of: string): boolean => (STREET_CLASSES as readonly string[]).includes(of);

/** Cable in the surface of a road digs it up; on a bridge, in a tunnel and in ducts that are there nothing is dug. */
function dugM({ route }: Candidate, { stretches }: RoadRoute): number {
  return stretches.reduce((sum, { ground: code, lengthM }) => {
    const ground = groundOf(code);
    const digs = isStreet(ground.class) && ground.structure === 'earth';
    return digs && layingIn(route.sizes, ground) === 'cable' ? sum + lengthM : sum;
  }, 0);
}

const isCrossing = (kind: string): kind is Crossing => (CROSSINGS as readonly string[]).includes(kind);

/** What a crossing is called where its owner is asked: an area of water is a river, a motorway or trunk road a highway. */
function ownedAs(kind: CrossingKind): Crossing | null {
  if (kind === 'water') return 'river';
  if (kind === 'motorway' || kind === 'trunk') return 'highway';
  return isCrossing(kind) ? kind : null;
}

function factsOf(candidate: Candidate): RouteFacts {
  const { laying, route } = candidate;
  const drawn = route.draw?.() ?? null;
  // An overhead line digs up no road; how much a cable does, a straight line cannot tell.
  if (drawn === null) {
    const unknown = laying === 'cable' ? null : 0;
    return { roadExcavationM: unknown, inLetChannel: laying === 'cable' ? null : false, crossings: [] };
  }
  const inDucts = drawn.stretches.some(({ ground }) => groundOf(ground).class === 'duct-corridor');
  return {
    roadExcavationM: dugM(candidate, drawn),
    // Whose the ducts are, the record does not say.
    inLetChannel: inDucts ? null : false,
    crossings: drawn.crossings.flatMap(({ kind }) => ownedAs(kind) ?? []),
  };
}

/** Taken together over all the lines of a plan: metres sum, and what one does not tell is not known. */
export function routeFacts(candidates: readonly Candidate[]): RouteFacts {
  const facts = candidates.map(factsOf);
  const dug = facts.map(({ roadExcavationM }) => roadExcavationM);
  const channels = facts.map(({ inLetChannel }) => inLetChannel);
  return {
    roadExcavationM: dug.includes(null)
      ? null
      : Math.round(10 * dug.reduce<number>((sum, m) => sum + (m ?? 0), 0)) / 10,
    inLetChannel: channels.includes(null) ? null : false,
    crossings: facts.flatMap(({ crossings }) => crossings),
  };
}
