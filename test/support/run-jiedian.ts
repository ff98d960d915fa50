import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Environment of a house of its own in a folder; nothing of the caller's settings reaches it but the database. */
export const houseIn = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  JIEDIAN_DATA_DIR: folder,
  JIEDIAN_LOG: 'warn',
  PORT: '0',
});

/** Runs one command line to its end. */
export async function runJiedian(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** A running service: where it is, its links' tokens by role, and how it ends. */
export interface Running {
  readonly address: string;
  readonly pid: number;
  readonly tokens: Readonly<Record<string, string>>;
  /** SIGTERM, then what it wrote on stderr and its exit code. */
  stop(): Promise<{ code: number | null; stderr: string }>;
}

/** Starts `jiedian serve` and waits for the address it prints. */
export async function serveJiedian(env: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let [stdout, stderr] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes('/docs')) resolve();
    });
    void closed.then(([code]) => {
      reject(new Error(`serve ended with ${code}: ${stderr}`));
    });
  });
  const address = /ready at (\S+)/.exec(stdout)![1]!;
  const links = [...stdout.matchAll(/^ {2}(\w+) +\S+#token=(\S+)$/gm)];
  const tokens = Object.fromEntries(links.map(([, role, token]): [string, string] => [role!, token!]));
  return {
    address,
    pid: child.pid!,
    tokens,
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await closed;
      return { code, stderr };
    },
  };
}
