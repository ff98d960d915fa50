import { FixedQueue, type TaskQueue, queueOptionsSymbol } from 'piscina';

/** What piscina keeps of a task that waits. */
type Waiting = Parameters<TaskQueue['push']>[0];

/** Put on a task that others wait for, such as a look made while locks are held. A thread never sees it. */
export const GOES_FIRST = { [queueOptionsSymbol]: {} } as const;

/** Tasks in the order they came, those marked with {@link GOES_FIRST} before all others. */
export class WaitingTasks implements TaskQueue {
  readonly #first = new FixedQueue();
  readonly #usual = new FixedQueue();

  get size(): number {
    return this.#first.size + this.#usual.size;
  }

  push(task: Waiting): void {
    this.#of(task).push(task);
  }

  unshift(task: Waiting): void {
    this.#of(task).unshift(task);
  }

  shift(): Waiting | null {
    return this.#first.shift() ?? this.#usual.shift();
  }

  remove(task: Waiting): void {
    this.#of(task).remove(task);
  }

  #of(task: Waiting): FixedQueue {
    return task[queueOptionsSymbol] === null ? this.#usual : this.#first;
  }
}
