import type { Waiting } from '../model/queue-book.ts';

/** What an application still needs, kVA; `null` = it was asked in kW only. */
export const needOf = ({ shortage: { askedKva }, hasKva }: Waiting): number | null =>
  askedKva === null ? null : Math.round((askedKva - hasKva) * 100) / 100;

/** Their first stage is built; the rest comes with the works. */
const DONE: readonly string[] = ['connected', 'measured'];

/** Those that still need something, the first of each place only: several applications for one place are one. */
export function inQueue(waiting: readonly Waiting[]): readonly Waiting[] {
  const places = new Set<string>();
  return waiting.filter((one) => {
    if (DONE.includes(one.status) || (needOf(one) ?? 1) <= 0 || places.has(one.site)) return false;
    places.add(one.site);
    return true;
  });
}

/** Who waits for an element, in order. */
export interface ElementQueue {
  /** `kind/id`. */
  readonly element: string;
  readonly waiting: readonly Waiting[];
}

export interface PlaceInQueue {
  /** From 1, in the shortest of its queues; `null` = it does not wait. */
  readonly position: number | null;
  readonly own: Waiting | null;
  /** The queues it stands in. */
  readonly queues: readonly ElementQueue[];
}

/**
 * Where an application stands, by the time at which each was taken up.
 *
 * @param waiting in that order.
 */
export function placeInQueue(waiting: readonly Waiting[], applicationId: string): PlaceInQueue {
  const queue = inQueue(waiting);
  const own = queue.find((one) => one.applicationId === applicationId) ?? null;
  const queues = (own?.shortage.elements ?? []).map((element) => ({
    element,
    waiting: queue.filter(({ shortage }) => shortage.elements.includes(element)),
  }));
  const positions = queues.map((one) => one.waiting.findIndex((other) => other === own) + 1);
  return { position: positions.length === 0 ? null : Math.min(...positions), own, queues };
}
