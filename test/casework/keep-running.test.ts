import { expect, it } from 'vitest';
import { keepRunning } from '../../src/casework/keep-running.ts';
import { gate } from '../http/gate.ts';

it('runs at once, never twice at a time, and once more for all that woke it meanwhile', async () => {
  const gates = [gate(), gate(), gate()];
  const began: number[] = [];
  const { wake, stop } = keepRunning(
    async () => {
      const mine = gates[began.length]!;
      began.push(began.length);
      await mine.opened;
    },
    60_000,
    () => undefined,
  );
  wake();
  wake();
  expect(began).toEqual([0]);
  gates[0]!.open();
  await expect.poll(() => began).toEqual([0, 1]);
  gates[1]!.open();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(began).toEqual([0, 1]);
  wake();
  await expect.poll(() => began).toEqual([0, 1, 2]);
  const stopped = stop();
  wake();
  gates[2]!.open();
  await stopped;
  expect(began).toEqual([0, 1, 2]);
});

it('goes on after a failure', async () => {
  const failed: unknown[] = [];
  let runs = 0;
  const { stop } = keepRunning(
    () => (++runs === 1 ? Promise.reject(new Error('down')) : Promise.resolve()),
    10,
    (error) => failed.push(error),
  );
  await expect.poll(() => runs).toBeGreaterThan(2);
  await stop();
  const after = runs;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect([failed, runs]).toEqual([[new Error('down')], after]);
});
