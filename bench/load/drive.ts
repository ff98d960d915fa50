/**
 * Sends requests to a server for a while, from a process of its own, and prints what came of it as JSON.
 *
 * usage: drive.ts <JSON of Drive>
 */
import type { Drive, Driven } from './driven.ts';
import { flood } from './flood.ts';
import { mainThreadSeconds } from './main-thread.ts';
import { paced } from './paced.ts';

const drive = JSON.parse(process.argv[2] ?? '') as Drive;
const send = (seconds: number) =>
  drive.rate === undefined ? flood({ ...drive, seconds }) : paced({ ...drive, seconds }, drive.rate);

if (drive.warmSeconds > 0) await send(drive.warmSeconds);
const before = mainThreadSeconds(drive.pid);
const from = performance.now();
const sent = await send(drive.seconds);
const took = (performance.now() - from) / 1000;
const worked = mainThreadSeconds(drive.pid) - before;
const driven: Driven = { ...sent, mainMs: (1000 * worked) / (sent.perSecond * took) };
console.log(JSON.stringify(driven));
