import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Niceness of work that nobody waits for. */
const NICE = 10;

/**
 * Lets every other thread of this machine go first from now on: on Linux each thread has a priority of its own. Elsewhere,
 * and where it is not allowed, nothing happens.
 */
export function giveWay(): void {
  try {
    // Of the thread that reads it: "<process>/task/<thread>".
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, NICE);
  } catch {
    // A swap then takes its share of the cores like a request.
  }
}
