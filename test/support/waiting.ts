import type { Waiting } from '../../src/model/queue-book.ts';

/** One that waits; the letter is its place too. */
export const waiting = (
  applicationId: string,
  elements: readonly string[],
  over: Partial<Waiting> & { askedKva?: number | null } = {},
): Waiting => {
  const { askedKva = 500, ...rest } = over;
  return {
    applicationId,
    status: 'offered',
    site: `at ${applicationId}`,
    acceptedAt: '2026-11-20T02:00:00.000Z',
    shortage: { askedKva, elements, plans: [] },
    planId: null,
    hasKva: 0,
    toldAt: null,
    ...rest,
  };
};
