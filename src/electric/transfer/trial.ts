import { isMovable } from './area.ts';
import type { Problem, Receiving } from './problem.ts';
import { receivingOf } from './receiving.ts';
import { type Walk, walkFrom } from './walk.ts';

/** Zones fed in a trial: the live rest of the grid and what its closed links reach. */
export function suppliedZones({ area, links }: Problem, closed: Uint8Array): Uint8Array {
  const fed = new Uint8Array(area.zones + 1);
  fed[area.zones] = 1;
  for (let grew = true; grew;) {
    grew = false;
    links.forEach(({ a, b }, at) => {
      if (closed[at] !== 1 || fed[a] === fed[b]) return;
      fed[a] = fed[b] = 1;
      grew = true;
    });
  }
  return fed;
}

/** Switches that move in a trial. */
export function stepsOf(problem: Problem, closed: Uint8Array): number {
  const fed = suppliedZones(problem, closed);
  return (
    problem.isolation.length +
    problem.boundary.filter(({ zone }) => fed[zone] === 1).length +
    problem.links.reduce((sum, link, at) => sum + ((closed[at] === 1) === link.closed ? 0 : link.steps), 0)
  );
}

/**
 * Links that are closed, and what follows from them whoever is added: worked out once, and asked of one customer after the
 * other.
 */
export class Trial {
  /** 1 per link that is closed; together with the live rest they form no loop. */
  readonly closed: Uint8Array;
  readonly walks: readonly Walk[];
  /** Local elements with movable load that are fed. */
  readonly nodes: readonly number[];
  readonly #problem: Problem;
  #steps: number | undefined;
  #receivings: readonly Receiving[] | undefined;

  /** @param problem any with the same area and links; nobody who is added is looked at. */
  constructor(problem: Problem, closed: Uint8Array) {
    this.#problem = problem;
    this.closed = closed;
    this.walks = problem.links.flatMap((link, at) =>
      closed[at] === 1 && link.live >= 0 ? [walkFrom(problem, closed, link)] : [],
    );
    this.nodes = this.walks.flatMap(({ nodes }) => nodes.filter((i) => isMovable(problem.area, i)));
  }

  /** Switches that move. */
  get steps(): number {
    return (this.#steps ??= stepsOf(this.#problem, this.closed));
  }

  /** What each live feeder or busbar would feed; the same objects every time. */
  get receivings(): readonly Receiving[] {
    return (this.#receivings ??= receivingOf(this.#problem, this.closed, this.walks));
  }
}
