import type { ElementKind } from '../../model/plan.ts';
import type { Declined, Planner } from '../../model/planner.ts';
import {
  WARNING_KINDS,
  type Warning,
  type WarningBook,
  type WarningKind,
  type WarningsFound,
  type Watching,
} from '../../model/warning.ts';

/** Works that applications ask for at an element, as the report of reinforcements sums them. */
export interface AskedFor {
  /** `kind/id`. */
  readonly element: string;
  readonly remedies: readonly string[];
  readonly chosen: { readonly applications: number; readonly waitingKva: number };
  readonly offered: { readonly applications: number; readonly waitingKva: number };
}

export interface WatchParts {
  readonly planner: Pick<Planner, 'regions' | 'warnings'>;
  readonly book: WarningBook;
  readonly askedFor: (region: string) => Promise<readonly AskedFor[]>;
  readonly now: () => Date;
  /** The day of a time in Asia/Shanghai. */
  readonly dayOf: (time: Date) => string;
}

/** While neither data nor ledger have moved, nobody asks within so long what works are asked for, ms. */
const FRESH_MS = 10_000;

interface Last {
  readonly version: number;
  readonly ledgerVersion: number;
  readonly at: number;
  /** What the look rested on beside data and ledger: the day, and the works that were asked for. */
  readonly rests: string;
  readonly counts: Readonly<Record<WarningKind, number>>;
}

/** A queue that is long enough to be warned of; `null` = it is not. */
function queueOf(
  { element, chosen, offered }: AskedFor,
  { limits, about }: Pick<WarningsFound, 'limits' | 'about'>,
): Warning | null {
  const applications = chosen.applications + offered.applications;
  if (applications < limits.waitingApplications) return null;
  const slash = element.indexOf('/');
  const kva = Math.round((chosen.waitingKva + offered.waitingKva) * 100) / 100;
  return {
    kind: 'queue',
    // The report names elements by kind and id.
    elementKind: element.slice(0, slash) as ElementKind,
    elementId: element.slice(slash + 1),
    name: about[element]?.name ?? null,
    feederId: about[element]?.feederId ?? null,
    at: about[element]?.at ?? null,
    values: { applications, waitingKva: kva },
    relief: { kva, transferTo: [], works: [] },
    rule: limits.rule,
  };
}

/** What the grid gives cause for, and queues; each with the works that are asked for at its element. */
function whole({ warnings, limits, about }: WarningsFound, asked: readonly AskedFor[]): Warning[] {
  const works = new Map(asked.map(({ element, remedies }) => [element, remedies]));
  const queues = asked.flatMap((one) => queueOf(one, { limits, about }) ?? []);
  return [...warnings, ...queues].map((one) => {
    const { kva, transferTo } = one.relief;
    const own = works.get(`${one.elementKind}/${one.elementId}`) ?? [];
    return Object.assign({}, one, { relief: { kva, transferTo, works: own } });
  });
}

const countsOf = (warnings: readonly Warning[]): Last['counts'] =>
  Object.fromEntries(
    WARNING_KINDS.map((kind) => [kind, warnings.filter((one) => one.kind === kind).length]),
  ) as Record<WarningKind, number>;

/** Keeps looking at what has to be warned of, and since when. */
export class Watch implements Watching {
  readonly #parts: WatchParts;
  readonly #last = new Map<string, Last>();

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  async look(region: string, signal?: AbortSignal): Promise<Declined | null> {
    const { planner, book, askedFor, now, dayOf } = this.#parts;
    const at = now();
    const last = this.#unmoved(region);
    if (last !== null && at.getTime() - last.at < FRESH_MS) return null;
    const asOf = dayOf(at);
    const asked = await askedFor(region);
    const rests = JSON.stringify([asOf, asked]);
    // The same again would be found: in a province that takes a thread some seconds.
    if (last?.rests === rests) {
      this.#last.set(region, Object.assign({}, last, { at: at.getTime() }));
      return null;
    }
    const about = asked.map(({ element }) => element);
    const answer = await planner.warnings({ region, asOf, about }, 'planner', signal);
    if (!answer.ok) return answer;
    // The thread made it so.
    const found = JSON.parse(answer.body) as WarningsFound;
    const warnings = whole(found, asked);
    const { version, ledgerVersion } = found;
    await book.look({ region, version, ledgerVersion, at: at.toISOString(), warnings });
    this.#last.set(region, { version, ledgerVersion, at: at.getTime(), rests, counts: countsOf(warnings) });
    return null;
  }

  /**
   * Looks at every region that is loaded; what the planner declines is looked at the next time.
   *
   * @throws AggregateError naming the regions that could not be looked at, once all others have been.
   */
  async lookAtAll(stopping: AbortSignal): Promise<void> {
    const failures = new Map<string, unknown>();
    for (const { id } of this.#parts.planner.regions()) {
      if (stopping.aborted) break;
      await this.look(id, stopping).catch((error: unknown) => failures.set(id, error));
    }
    if (failures.size > 0)
      throw new AggregateError(failures.values(), `not looked at: ${[...failures.keys()].join(', ')}`);
  }

  counts(): ReadonlyMap<string, Last['counts']> {
    return new Map([...this.#last].map(([region, { counts }]) => [region, counts]));
  }

  /** The last look at a region, where neither data nor ledger have moved since. */
  #unmoved(region: string): Last | null {
    const last = this.#last.get(region);
    const shown = this.#parts.planner.regions().find(({ id }) => id === region);
    return last?.version === shown?.version && last?.ledgerVersion === shown?.ledgerVersion
      ? (last ?? null)
      : null;
  }
}
