import { setTimeout as sleep } from 'node:timers/promises';
import type { Planner } from '../../model/planner.ts';
import type {
  ChunkResult,
  JointAnswer,
  Outcome,
  ScreenedSite,
  ScreeningBook,
  TakenChunk,
} from '../../model/screening.ts';

/** What works on screenings, and for whom. */
export interface Screening {
  readonly book: Pick<ScreeningBook, 'take' | 'settle' | 'holds' | 'giveBack' | 'dropAbandoned'>;
  readonly planner: Pick<Planner, 'screen' | 'screenJointly' | 'jointUpTo' | 'endJoint' | 'regions'>;
  /** Parts worked on at once: one more than there are threads, so that none of them waits for the record. */
  readonly atOnce: number;
  readonly now: () => Date;
  readonly onDone?: (taken: TakenChunk) => void;
  /** Sites that met a fault of ours. */
  readonly onFault: (taken: TakenChunk, sites: readonly ScreenedSite[]) => void;
  readonly onFailed: (error: unknown) => void;
}

/** How often the queue is looked into when it was empty, ms. */
const LOOK_EVERY_MS = 1_000;
/** How often uploads are looked for whose service has died, ms, and how long nothing has come of those, s. */
const TIDY_EVERY_MS = 60_000;
const ABANDONED_AFTER_S = 900;

type Result = ChunkResult & { readonly sites: readonly ScreenedSite[] };

/** What is written down of a part beside its rows. */
export function resultOf(rows: string, holds: string | null = null): Result {
  const sites = JSON.parse(rows) as readonly ScreenedSite[];
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of sites) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const ledgers = sites.flatMap(({ ledgerVersion }) => ledgerVersion ?? []);
  const snapshots = sites.flatMap(({ snapshotVersion }) => snapshotVersion ?? []);
  return {
    rows,
    sites,
    outcomes,
    snapshotVersion: snapshots[0] ?? null,
    fromLedgerVersion: ledgers.length === 0 ? null : Math.min(...ledgers),
    toLedgerVersion: ledgers.length === 0 ? null : Math.max(...ledgers),
    holds,
  };
}

/** A part by itself. */
async function screenPart({ planner }: Screening, { region, terms, sites }: TakenChunk): Promise<Result> {
  const answer = await planner.screen({ region, terms, sites }, terms.statedBy);
  if (!answer.ok) throw new Error(`the planner declined: ${answer.code}`);
  return resultOf(answer.body);
}

/** A part after what all parts before it hold. */
async function screenNext({ book, planner }: Screening, taken: TakenChunk): Promise<Result> {
  const { screeningId, chunk: part, region, terms, sites } = taken;
  const from = planner.jointUpTo(screeningId);
  const earlier = await book.holds(screeningId, from, part);
  const ask = { screeningId, part, region, terms, sites, from, earlier };
  const answer = await planner.screenJointly(ask, terms.statedBy);
  if (!answer.ok) throw new Error(`the planner declined: ${answer.code}`);
  const { rows, holds } = JSON.parse(answer.body) as JointAnswer;
  return resultOf(JSON.stringify(rows), JSON.stringify(holds));
}

/** Screens one part and writes its results down; a part that cannot be screened now is given back. */
async function work(screening: Screening, taken: TakenChunk): Promise<void> {
  const { book, planner, now, onFault, onFailed } = screening;
  try {
    const { sites: rows, ...result } = await (taken.terms.isJoint ? screenNext : screenPart)(
      screening,
      taken,
    );
    const faults = rows.filter(({ outcome }) => outcome === 'fault');
    if (faults.length > 0) onFault(taken, faults);
    const goesOn = await book.settle(taken, result, now().toISOString());
    if (taken.terms.isJoint && !goesOn) await planner.endJoint(taken.screeningId);
    screening.onDone?.(taken);
  } catch (error) {
    onFailed(error);
    if (taken.terms.isJoint) await planner.endJoint(taken.screeningId);
    const why = error instanceof Error ? error.message : String(error);
    // Where the record does not answer either, the part comes back by itself.
    await book.giveBack(taken, why).catch(() => undefined);
  }
}

/** What waits for this process, of the regions it has loaded; nothing where the record does not answer. */
async function takeSome(
  { book, planner, onFailed }: Screening,
  most: number,
): Promise<readonly TakenChunk[]> {
  try {
    return await book.take(
      planner.regions().map(({ id }) => id),
      most,
    );
  } catch (error) {
    onFailed(error);
    return [];
  }
}

/** Drops what services that have died were taking in; where the record does not answer, the next time. */
const tidy = async ({ book, onFailed }: Screening): Promise<void> => {
  await book.dropAbandoned(ABANDONED_AFTER_S).catch(onFailed);
};

/**
 * Works on screenings as long as there are any, and looks for new ones; every process that does this takes its share.
 *
 * @returns stops, once what is under way is done.
 */
export function keepScreening(screening: Screening): () => Promise<void> {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const rest = (): Promise<unknown> =>
    sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
  let tidiedAt = -Infinity;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (performance.now() - tidiedAt > TIDY_EVERY_MS) {
        tidiedAt = performance.now();
        await tidy(screening);
      }
      const taken = await takeSome(screening, screening.atOnce - underWay.size);
      for (const chunk of taken) {
        const done: Promise<void> = work(screening, chunk).finally(() => underWay.delete(done));
        underWay.add(done);
      }
      const isFull = underWay.size >= screening.atOnce;
      await (isFull
        ? Promise.race(underWay)
        : taken.length > 0
          ? undefined
          : Promise.race([rest(), ...underWay]));
    }
    await Promise.all(underWay);
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
  };
}
