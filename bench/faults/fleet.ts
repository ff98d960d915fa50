import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PORT = 18_480;
const READY_MS = 60_000;

/** Some processes of the service on one database, each started again whenever it ends. */
export class Fleet {
  readonly addresses: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #folder = mkdtempSync(join(tmpdir(), 'jiedian-faults-'));
  readonly #children: (ChildProcess | undefined)[] = [];
  #isClosing = false;
  /** Deaths by SIGKILL, and starts that ended by themselves because the database was away. */
  kills = 0;
  ends = 0;

  constructor(count: number, env: NodeJS.ProcessEnv) {
    this.#env = env;
    this.addresses = Array.from({ length: count }, (_, i) => `http://127.0.0.1:${FIRST_PORT + i}`);
    this.addresses.forEach((_, i) => {
      this.#start(i);
    });
  }

  #start(i: number): void {
    const env = {
      PATH: process.env['PATH'],
      ...this.#env,
      PORT: String(FIRST_PORT + i),
      JIEDIAN_DATA_DIR: join(this.#folder, String(i)),
      JIEDIAN_LOG: 'fatal',
      JIEDIAN_THREADS: '1',
    };
    const child = spawn(process.execPath, ['dist/main.js', 'serve'], { env, stdio: 'ignore' });
    this.#children[i] = child;
    child.once('exit', (code, signal) => {
      if (this.#isClosing) return;
      if (signal === null) this.ends++;
      setTimeout(() => {
        if (!this.#isClosing) this.#start(i);
      }, 200);
    });
  }

  async allReady(): Promise<void> {
    const until = performance.now() + READY_MS;
    for (const address of this.addresses) {
      while (!(await isReady(address))) {
        if (performance.now() > until) throw new Error(`${address} did not get ready in ${READY_MS} ms`);
        await sleep(100);
      }
    }
  }

  /** Ends one without warning. */
  kill(i: number): void {
    if (this.#children[i]?.kill('SIGKILL') === true) this.kills++;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const child of this.#children) {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(this.#folder, { recursive: true });
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok;
  } catch {
    return false;
  }
}
