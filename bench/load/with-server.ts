import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server of the bench: a program of this folder that prints its port, what it is given, and its settings. */
interface Server {
  readonly program: string;
  readonly given: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Where a server is, and its process. */
export interface Listening {
  readonly address: string;
  readonly pid: number;
}

/** Runs a server as long as something is done with it. */
export async function withServer<T>(
  { program, given, env }: Server,
  act: (listening: Listening) => T | Promise<T>,
): Promise<T> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const loader = fileURLToPath(new URL('../strip-types.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, file, ...given], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${program} ended with ${String(code)}`);
    });
    const [port] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer];
    // What ends it from now on is seen by its requests.
    ended.catch(() => undefined);
    return await act({ address: `http://127.0.0.1:${port.toString().trim()}`, pid: child.pid! });
  } finally {
    child.kill();
  }
}

/** The least that Express can do: the same bytes for every POST; with a secret, only for tokens signed with it. */
export async function withPlainServer<T>(
  bytes: Uint8Array,
  secret: string | null,
  act: (listening: Listening) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'jiedian-plain-'));
  const file = join(folder, 'answer.json');
  writeFileSync(file, bytes);
  const env = secret === null ? {} : { BENCH_SECRET: secret };
  try {
    return await withServer({ program: 'plain-server.ts', given: [file], env }, act);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
