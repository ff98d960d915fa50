/** A thread that loads one region's snapshot from a database server, hands it over and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { storeOver } from './store/open-store.ts';
import { openServer } from './store/server/open-server.ts';
import { giveWay } from './worker/give-way.ts';
import type { LoadingTask } from './worker/load-in-thread.ts';
import { loadRegion } from './worker/load-region.ts';

// Whoever starts the thread gives it such a task.
const { databaseUrl, rules, folder, state, shown } = workerData as LoadingTask;
// What is on show goes on being asked; at the first start nobody asks yet.
if (shown !== null) giveWay();
const store = storeOver(openServer(databaseUrl));
try {
  const loaded = await loadRegion({ store, rules, folder })(state, shown);
  parentPort?.postMessage(loaded);
} finally {
  await store.close();
}
