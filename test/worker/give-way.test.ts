import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const PROGRAM = `
  import { readlinkSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { parentPort } from 'node:worker_threads';
  import { giveWay } from ${JSON.stringify(new URL('../../dist/worker/give-way.js', import.meta.url).href)};
  const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  const before = getPriority(thread);
  giveWay();
  parentPort.postMessage([before, getPriority(thread)]);`;

test.skipIf(!existsSync('/proc/thread-self'))(
  'only the thread that gives way is nicer than before',
  async () => {
    const mine = getPriority();
    const thread = new Worker(new URL(`data:text/javascript,${encodeURIComponent(PROGRAM)}`));
    const [priorities] = (await once(thread, 'message')) as [readonly number[]];
    expect(priorities).toEqual([mine, Math.max(mine, 10)]);
    expect(getPriority()).toBe(mine);
    await thread.terminate();
  },
);
