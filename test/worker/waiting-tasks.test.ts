import { queueOptionsSymbol } from 'piscina';
import { expect, test } from 'vitest';
import { GOES_FIRST, WaitingTasks } from '../../src/worker/waiting-tasks.ts';

const usual = (name: string) => ({ name, [queueOptionsSymbol]: null });
const first = (name: string) => ({ name, ...GOES_FIRST });
const all = (from: WaitingTasks): unknown[] =>
  Array.from({ length: from.size }, () => (from.shift() as { name: string } | null)?.name);

test('tasks leave in the order they came, those that go first before all others', () => {
  const waiting = new WaitingTasks();
  const gone = first('gone');
  for (const task of [usual('a'), first('x'), usual('b'), gone, first('y')]) waiting.push(task);
  waiting.remove(gone);
  const head = waiting.shift()!;
  waiting.unshift(head);
  expect([waiting.size, all(waiting), waiting.size, waiting.shift()]).toEqual([
    4,
    ['x', 'y', 'a', 'b'],
    0,
    null,
  ]);
});
