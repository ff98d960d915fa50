import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { IN_USE, StoreFault } from '../store-fault.ts';

interface Holder {
  readonly pid: number;
  /** Boot and start time of the process; `null` where the system does not tell. */
  readonly born: string | null;
}

/** Tells a process from a later one that was given the same number. */
const bornOf = (pid: number): string | null => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; the start time is field 22 of the line, 20th after the name.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot}/${String(start)}`;
  } catch {
    return null;
  }
};

const isAlive = ({ pid, born }: Holder): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: somebody else's process, alive all the same.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = bornOf(pid);
  return born === null || now === null || born === now;
};

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

/** Creates a file with its content in one step; `false` when there is one already. */
const createWhole = async (path: string, content: string): Promise<boolean> => {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
};

const readHolder = async (path: string): Promise<{ text: string; holder: Holder } | null> => {
  try {
    const text = await readFile(path, 'utf8');
    return { text, holder: JSON.parse(text) as Holder };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw new StoreFault(`the lock ${path} cannot be read; remove it if no process uses the directory`, {
      cause: error,
    });
  }
};

/**
 * Removes the lock of a dead process. Two processes may find it at once, and the slower one must not remove the
 * fresh lock of the quicker one: so a second file, named after the dead holder, is held meanwhile, and under it
 * the lock is looked at again.
 */
const clearDead = async (path: string, text: string, { pid }: Holder): Promise<void> => {
  const claim = `${path}.after-${pid}`;
  if (!(await createWhole(claim, text))) {
    throw new StoreFault(`another process is taking over ${path}; if none is, remove ${claim}`);
  }
  try {
    if ((await readHolder(path))?.text === text) await rm(path);
  } finally {
    await rm(claim);
  }
};

/**
 * Locks a database directory for this process by a file beside it. Two processes on one directory would both
 * seem to work while rows vanish.
 *
 * A lock is taken over only from a process that is dead, or whose number now belongs to another process.
 *
 * @param directory The directory; the lock is `<directory>.lock`.
 * @returns         Unlocks.
 */
export const lockDirectory = async (directory: string): Promise<() => Promise<void>> => {
  const path = `${directory}.lock`;
  const mine = JSON.stringify({ pid: process.pid, born: bornOf(process.pid) } satisfies Holder);
  while (!(await createWhole(path, mine))) {
    const found = await readHolder(path);
    if (found === null) continue;
    if (isAlive(found.holder)) {
      throw new StoreFault(`process ${found.holder.pid} uses the database in ${directory}`, { code: IN_USE });
    }
    await clearDead(path, found.text, found.holder);
  }
  return () => rm(path, { force: true });
};
