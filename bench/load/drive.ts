/**
 * Sends requests to a server for a while, from a process of its own, one load after the other, and prints what came of
 * each as JSON.
 *
 * usage: drive.ts <JSON of Drive> <JSON of a list of Load>
 */
import type { Drive, Driven, Load } from './driven.ts';
import { flood } from './flood.ts';
import { mainThreadSeconds } from './main-thread.ts';
import { paced } from './paced.ts';

const [drive, loads] = process.argv.slice(2).map((one) => JSON.parse(one) as unknown) as [Drive, Load[]];

async function run(load: Load): Promise<Driven> {
  const { seconds, warmSeconds, rate } = load;
  const send = (forSeconds: number) => {
    const those = { ...load, seconds: forSeconds };
    return rate === undefined ? flood(drive, those) : paced(drive, those, rate);
  };
  if (warmSeconds > 0) await send(warmSeconds);
  const before = mainThreadSeconds(drive.pid);
  const from = performance.now();
  const sent = await send(seconds);
  const took = (performance.now() - from) / 1000;
  return { ...sent, mainMs: (1000 * (mainThreadSeconds(drive.pid) - before)) / (sent.perSecond * took) };
}

const driven: Driven[] = [];
for (const load of loads) driven.push(await run(load));
console.log(JSON.stringify(driven));
