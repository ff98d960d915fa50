import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 1000;

/** Hundredths of a second that all cores together have had since the start, and how many of them they were idle. */
function times(): { all: number; idle: number } {
  const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!.split(/ +/).map(Number);
  // Guests' time is in the first two already.
  const counted = fields.slice(0, 8);
  return { all: counted.reduce((a, b) => a + b, 0), idle: counted[3]! + counted[4]! };
}

/** Cores there are, and how many of them nobody used for a second: the rest belongs to others. */
export async function freeCores(): Promise<{ cores: number; free: number }> {
  const cores = availableParallelism();
  const before = times();
  await sleep(LOOK_MS);
  const after = times();
  return { cores, free: (cores * (after.idle - before.idle)) / (after.all - before.all) };
}
