/** A thread that says how soon it sees each new ledger version with the room under it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CapacityRules } from '../../src/model/capacity-rules.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { Snapshot } from '../../src/snapshot/open.ts';

const { buffer, rules, times } = workerData as {
  buffer: SharedArrayBuffer;
  rules: CapacityRules;
  times: number;
};
const snapshot = new Snapshot(buffer);
const headroom = new Headroom(snapshot, rules);
const now = (): number => performance.timeOrigin + performance.now();
parentPort!.postMessage('ready');
for (let i = 0; i < times; i++) {
  const known = headroom.refresh();
  while (snapshot.shownLedgerVersion === known);
  headroom.refresh();
  parentPort!.postMessage(now());
}
