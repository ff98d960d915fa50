import { isLine, type Branch } from './branches.ts';

/** A feeder as traced: where it leaves, and the branch with which it begins. */
interface TracedFeeder {
  readonly id: string;
  readonly busbar: string;
  readonly outlet: Branch;
}

/** Feeders in the order in which they were found, and the feeder of every branch that has one. */
export interface Traced {
  readonly feeders: readonly TracedFeeder[];
  readonly feederOf: ReadonlyMap<Branch, string>;
}

/** The id of the feeder that a branch begins; ids of sections are taken by the sections. */
const feederId = ({ of }: Branch): string => `${of.id}/feeder`;

class Tracer {
  readonly feeders: TracedFeeder[] = [];
  readonly feederOf = new Map<Branch, string>();
  readonly #feederAt = new Map<string, string>();
  readonly #at = new Map<string, Branch[]>();
  readonly #busbars: ReadonlySet<string>;

  constructor(branches: readonly Branch[], busbars: ReadonlySet<string>) {
    this.#busbars = busbars;
    for (const branch of branches.filter(({ open }) => !open.includes(true))) {
      for (const end of new Set(branch.ends)) {
        const here = this.#at.get(end);
        if (here === undefined) this.#at.set(end, [branch]);
        else here.push(branch);
      }
    }
  }

  /** Every conducting branch at a busbar that no feeder has yet begins one, and takes all that hangs on it. */
  leave(busbar: string): void {
    for (const outlet of this.#at.get(busbar) ?? []) {
      if (this.feederOf.has(outlet)) continue;
      const id = this.#begin(outlet, busbar);
      const queue = [outlet];
      // The queue grows while it is walked. Busbars end a feeder: what leaves them is another one.
      for (const branch of queue) {
        for (const end of branch.ends.filter((node) => !this.#busbars.has(node))) {
          this.#feederAt.set(end, id);
          for (const next of this.#at.get(end) ?? []) {
            if (this.feederOf.has(next)) continue;
            this.feederOf.set(next, id);
            queue.push(next);
          }
        }
      }
    }
  }

  /** An open branch belongs to the feeder that keeps it live through its closed end. */
  settleOpen(branch: Branch): void {
    const { ends, open, of } = branch;
    if (open[0] === open[1]) return;
    const live = ends[open[0] ? 1 : 0];
    const feeder = this.#feederAt.get(live);
    if (feeder !== undefined) this.feederOf.set(branch, feeder);
    else if (this.#busbars.has(live) && isLine(of)) this.#begin(branch, live);
  }

  #begin(outlet: Branch, busbar: string): string {
    const id = feederId(outlet);
    this.feeders.push({ id, busbar, outlet });
    this.feederOf.set(outlet, id);
    return id;
  }
}

/**
 * Traces feeders, for which load-flow programs have no word, from the busbars through all that conducts.
 *
 * Every line or switch that leaves a busbar begins a feeder, named after it, unless it comes back from a feeder that
 * has begun: then both are one feeder with a loop, which the doctor names. A line that is open at one end belongs to
 * the feeder behind its other end, and is a feeder of its own where that end is a busbar; one that is open at both
 * ends, an open switch between busbars, and what no busbar reaches have none.
 *
 * @param branches medium-voltage branches in the order of the file.
 * @param busbars  nodes of busbars, in the order in which they are traced from.
 * @cost O(n).
 */
export const traceFeeders = (branches: readonly Branch[], busbars: ReadonlySet<string>): Traced => {
  const tracer = new Tracer(branches, busbars);
  for (const busbar of busbars) tracer.leave(busbar);
  for (const branch of branches) tracer.settleOpen(branch);
  return tracer;
};
