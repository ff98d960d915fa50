import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a program may fill with objects, MB: the rows of a province. */
const HEAP_MB = 12_288;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a program of the bench in a process of its own; what it prints is the result. */
export const runProgram = (program: string, ...given: readonly string[]): string =>
  execFileSync(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, '--import', './bench/strip-types.mjs', `bench/${program}`, ...given],
    { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  ).trim();
