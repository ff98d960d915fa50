import { type CaseBook, type CaseRows, SERVICE } from '../model/case-book.ts';
import type { Planner } from '../model/planner.ts';
import type { QueueBook, Waiting } from '../model/queue-book.ts';
import { resize } from '../model/resize.ts';
import { inQueue, needOf } from './queue.ts';
import { besideOwn, requestOf } from './request-of.ts';
import { type ShortAnswer, givesAtOnce } from './shortage-of.ts';

/** What telling of room needs. */
export interface Telling {
  readonly queue: QueueBook;
  readonly cases: Pick<CaseBook, 'read' | 'ownRows'>;
  readonly planner: Pick<Planner, 'supplyPlans'>;
  readonly now: () => Date;
  /** The day of a time in Asia/Shanghai. */
  readonly dayOf: (time: Date) => string;
}

const isHadAtOnce = ({ origin, purpose }: CaseRows[number]): boolean =>
  origin === 'service' && purpose === null;

/** Whether a plan would give at once what an application still needs, all checks made. */
async function hasRoom({ cases, planner, now, dayOf }: Telling, one: Waiting): Promise<boolean> {
  const application = await cases.read(SERVICE, one.applicationId);
  if (application === null) return false;
  // A customer who is told that there is room learns no more by it than by asking.
  const asking = { asOf: dayOf(now()), isCustomer: application.applicant.sub !== null };
  // What a chosen plan gives at once is had; its later stages are what there is to be room for.
  const own = await cases.ownRows(SERVICE, application);
  const whole = besideOwn(requestOf(application, asking), own, isHadAtOnce);
  const needKva = needOf(one);
  const request = one.hasKva > 0 && needKva !== null ? resize(whole, needKva) : whole;
  const answer = await planner.supplyPlans(request, 'manager', []);
  return answer.ok && givesAtOnce((JSON.parse(answer.body) as ShortAnswer).plans);
}

/**
 * Tells the first in each queue whose need fits now that there is room for it. Nothing is held: who is told, or anybody
 * else, has to choose a plan. Of one queue only one is told at a time; the next is told when the first has chosen, is
 * over, or no longer fits. Safe to run on several replicas at once.
 *
 * @returns the ids of those told.
 */
export async function tellRoom(
  telling: Telling,
  region: string,
  stopping?: AbortSignal,
): Promise<readonly string[]> {
  const { queue, now } = telling;
  const claimed = new Set<string>();
  const [told, gone]: [string[], string[]] = [[], []];
  for (const one of inQueue(await queue.fallenShort(region))) {
    if (stopping?.aborted === true) return told;
    const { elements } = one.shortage;
    const isNext = elements.some((element) => !claimed.has(element));
    if (isNext && (await hasRoom(telling, one))) {
      for (const element of elements) claimed.add(element);
      if (one.toldAt === null && (await queue.tell(region, one.applicationId, now().toISOString())))
        told.push(one.applicationId);
    } else if (one.toldAt !== null) gone.push(one.applicationId);
  }
  await queue.forget(region, gone);
  return told;
}
