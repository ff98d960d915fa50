import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';

/** A running `jiedian serve` on a database server. */
export interface Service {
  readonly url: string;
  readonly token: string;
  /** Seconds from the start of the process to its first answer that it is ready. */
  readonly readyS: number;
  /** Resident memory now and at most, MB. */
  memoryMb(): { readonly now: number; readonly most: number };
  stop(): Promise<void>;
}

const figure = (status: string, name: string): number =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN) / 1024;

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the service ended with code ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts the compiled service and waits until it answers. */
export async function startService(databaseUrl: string, home: string, port: number): Promise<Service> {
  const env = {
    ...process.env,
    ...{ DATABASE_URL: databaseUrl, JIEDIAN_DATA_DIR: home, PORT: String(port), JIEDIAN_LOG: 'warn' },
  };
  const from = performance.now();
  const child = spawn(process.execPath, ['dist/main.js', 'serve'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(url, child);
  const readyS = (performance.now() - from) / 1000;
  const token = spawnSync(process.execPath, ['dist/main.js', 'token', '--role', 'planner'], { env }).stdout;
  return {
    ...{ url, readyS, token: token.toString().trim() },
    memoryMb: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return { now: figure(status, 'VmRSS'), most: figure(status, 'VmHWM') };
    },
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
