// Makes a fresh clone runnable: installs the locked packages and compiles `src` when either is missing or stale.
// Plain JavaScript, because it runs before anything is installed. Speaks on stderr; silent when there is nothing to do.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const say = (text) => process.stderr.write(`jiedian: ${text}\n`);
const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`needs Node 20.19 or later; this is ${process.versions.node}`);
  process.exit(1);
}

/** A step that failed; its own output stands above. Thrown, not an exit: the lock has to go. */
class Failed extends Error {}

function run(what, command, args) {
  const started = Date.now();
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0)
    throw new Failed(
      `${what} failed${error ? `: ${error.message}` : ''}; the command was: ${command} ${args.join(' ')}`,
    );
  say(`${what} done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function newest(folder) {
  let latest = modified(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : modified(path));
  }
  return latest;
}

const stamp = at('dist', '.built');
const installed = () =>
  modified(at('node_modules', '.package-lock.json')) >= modified(at('package-lock.json'));
const built = () => modified(stamp) > Math.max(newest(at('src')), modified(at('tsconfig.json')));
const pageStamp = at('dist', '.built-page');
const ofPage = ['web', 'contract', 'model'].map((folder) => at('src', folder));
const pageBuilt = () =>
  modified(pageStamp) > Math.max(...ofPage.map(newest), modified(at('package-lock.json')));

/** Whether whoever wrote its number into the lock still runs; one killed in the middle leaves its lock behind. */
function isHeld(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch ({ code }) {
    // Anything but "no such process": it runs as somebody else, or has just ended and taken its lock away.
    return code !== 'ESRCH';
  }
}

/** Two commands started at once must not install or compile over each other. */
function alone(work) {
  const lock = at('.jiedian', 'prepare.lock');
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch ({ code, message }) {
      if (code !== 'EEXIST') throw new Failed(`cannot write ${lock}: ${message}`);
      if (!isHeld(lock)) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function prepare() {
  if (!installed()) {
    say('installing the locked packages (npm ci) …');
    run('installing', 'npm', ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']);
    const now = new Date();
    utimesSync(at('node_modules', '.package-lock.json'), now, now);
  }
  if (!built()) {
    say('compiling src to dist …');
    if (!existsSync(stamp)) rmSync(at('dist'), { recursive: true, force: true });
    run('compiling', process.execPath, [
      at('node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      at('tsconfig.json'),
    ]);
    writeFileSync(stamp, '');
  }
  if (!pageBuilt()) {
    say('building the page …');
    const vite = at('node_modules', 'vite', 'bin', 'vite.js');
    run('building the page', process.execPath, [
      vite,
      'build',
      '--config',
      at('src', 'web', 'vite.config.mjs'),
    ]);
    writeFileSync(pageStamp, '');
  }
}

try {
  if (!installed() || !built() || !pageBuilt()) alone(prepare);
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  say(error.message);
  process.exitCode = 1;
}
