import { createHash } from 'node:crypto';
import type { Declined, Planner } from '../../model/planner.ts';
import type { LookState, WarningBook, WarningCounts } from '../../model/warning.ts';
import type { AskedFor } from '../../model/warnings-query.ts';
import type { Watching } from '../../model/watching.ts';

export interface WatchParts {
  readonly planner: Pick<Planner, 'regions' | 'warnings'>;
  readonly book: WarningBook;
  readonly askedFor: (region: string) => Promise<readonly AskedFor[]>;
  readonly now: () => Date;
  /** The day of a time in Asia/Shanghai. */
  readonly dayOf: (time: Date) => string;
  /** What finds the warnings: version of the program with its policy. Another one looks for itself. */
  readonly finder: string;
}

/** While neither data nor ledger have moved, nobody asks within so long what works are asked for, ms. */
const FRESH_MS = 10_000;

interface Last extends LookState {
  readonly at: number;
  readonly counts: WarningCounts;
}

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
    const rests = createHash('sha256')
      .update(JSON.stringify([this.#parts.finder, asOf, asked]))
      .digest('hex');
    // The same again would be found, by whichever process: in a province that takes a thread some seconds.
    const known = last?.rests === rests ? last : await this.#lookedElsewhere(region, rests);
    if (known !== null) {
      this.#last.set(region, Object.assign({}, known, { at: at.getTime() }));
      return null;
    }
    const found = await planner.warnings({ region, asOf, asked }, 'planner', signal);
    if (!('batches' in found)) return found;
    const { version, ledgerVersion, counts, batches } = found;
    await book.look({ region, version, ledgerVersion, rests, at: at.toISOString(), counts, batches });
    this.#last.set(region, { version, ledgerVersion, rests, at: at.getTime(), counts });
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

  counts(): ReadonlyMap<string, WarningCounts> {
    return new Map([...this.#last].map(([region, { counts }]) => [region, counts]));
  }

  /** The last look at a region, where neither data nor ledger have moved since. */
  #unmoved(region: string): Last | null {
    const last = this.#last.get(region);
    return last !== undefined && this.#isNow(region, last) ? last : null;
  }

  /** What another process found, or this one before it was started again, on all the same. */
  async #lookedElsewhere(region: string, rests: string): Promise<Omit<Last, 'at'> | null> {
    const look = await this.#parts.book.lastLook(region);
    return look?.rests === rests && this.#isNow(region, look) ? look : null;
  }

  #isNow(region: string, { version, ledgerVersion }: Pick<LookState, 'version' | 'ledgerVersion'>): boolean {
    const shown = this.#parts.planner.regions().find(({ id }) => id === region);
    return version === shown?.version && ledgerVersion === shown.ledgerVersion;
  }
}
