import { expect, test, vi } from 'vitest';
import { keepExpiring } from '../../src/casework/keep-expiring.ts';

test('expiry is looked for at once and again, one look at a time, and goes on after a failure', async () => {
  vi.useFakeTimers();
  try {
    const outcomes: (readonly string[] | Error)[] = [['a1'], [], new Error('no database'), ['a2', 'a3']];
    const near = [['b1'], []];
    let running = 0;
    const told: unknown[] = [];
    const expire = async (): Promise<readonly string[]> => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      running--;
      const next = outcomes.shift() ?? [];
      if (next instanceof Error) throw next;
      return next;
    };
    const stop = keepExpiring(
      { expire, giveNotice: () => Promise.resolve(near.shift() ?? []) },
      {
        onExpired: (ids) => told.push(ids),
        onNoticed: (ids) => told.push({ near: ids }),
        onFailed: (error) => told.push(String(error)),
      },
      1000,
    );
    await vi.advanceTimersByTimeAsync(7900);
    expect(told).toEqual([['a1'], { near: ['b1'] }, 'Error: no database', ['a2', 'a3']]);
    const stopped = stop();
    await vi.advanceTimersByTimeAsync(2000);
    await stopped;
    expect(running).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
