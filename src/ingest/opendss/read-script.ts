import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ImportRefused } from '../import-refused.ts';

/** One command of a script, its continued lines joined. */
export interface Command {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** Scripts that call each other deeper than this call themselves. */
const DEEPEST = 20;

/** Windows writes paths in any case and with backslashes. */
const findFile = async (folder: string, name: string): Promise<string> => {
  let at = folder;
  for (const part of name.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    const names = part === '..' ? [] : await readdir(at).catch(() => []);
    at = join(at, names.find((each) => each.toLowerCase() === part.toLowerCase()) ?? part);
  }
  return at;
};

const read = async (path: string): Promise<string> => {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new ImportRefused(path, null, `no readable file (${String((error as { code?: string }).code)})`);
  });
  return bytes.toString('latin1');
};

/** Commands of one file, comments left out: `!` and `//` to the end of a line, `/* … *\/` over several. */
const commandsOf = (text: string, file: string): readonly Command[] => {
  const found: { text: string; file: string; line: number }[] = [];
  const plain = text.replace(/^[ \t]*\/\*[^]*?\*\//gmu, (comment) => comment.replace(/[^\n]/gu, ''));
  plain.split(/\r\n|\n|\r/u).forEach((raw, i) => {
    const line = raw.replace(/!.*$|\/\/.*$/u, '').trim();
    const more = /^(?:~|more\b)\s*(.*)$/iu.exec(line)?.[1];
    const last = found.at(-1);
    if (more !== undefined && last !== undefined) last.text += ` ${more}`;
    else if (line !== '') found.push({ text: line, file, line: i + 1 });
  });
  return found;
};

const CALL = /^(?:redirect|compile)\s+(.+)$/iu;
const unquoted = (text: string): string => text.trim().replace(/^["'([{](.*)["')\]}]$/u, '$1');

/** Coordinates of buses: a file of its own form. */
const COORDINATES = /^(buscoords|latlongcoords)\s+(.+)$/iu;

/** What a script and those it calls say, in the order in which the program would do it. */
export interface Script {
  readonly commands: readonly Command[];
  /** Bus, x, y; of `latlongcoords` turned so that x is longitude. */
  readonly positions: ReadonlyMap<string, readonly [x: number, y: number]>;
}

/** @throws {ImportRefused} when a file cannot be read, or scripts call each other without end. */
export const readScript = async (path: string): Promise<Script> => {
  const commands: Command[] = [];
  const positions = new Map<string, readonly [number, number]>();
  const place = async (from: string, isTurned: boolean): Promise<void> => {
    for (const line of (await read(from)).split(/[\r\n]+/u)) {
      const [bus, one, other] = line
        .replace(/!.*$/u, '')
        .trim()
        .split(/[\s,]+/u);
      const [a, b] = [Number(one), Number(other)];
      if (bus === undefined || one === undefined || !Number.isFinite(a) || !Number.isFinite(b)) continue;
      positions.set(unquoted(bus).toLowerCase(), isTurned ? [b, a] : [a, b]);
    }
  };
  const run = async (from: string, depth: number): Promise<void> => {
    if (depth > DEEPEST) throw new ImportRefused(from, null, `scripts call each other ${DEEPEST} deep`);
    for (const command of commandsOf(await read(from), basename(from))) {
      const called = CALL.exec(command.text)?.[1];
      const [, kind, file] = COORDINATES.exec(command.text) ?? [];
      if (called !== undefined) await run(await findFile(dirname(from), unquoted(called)), depth + 1);
      else if (kind !== undefined && file !== undefined) {
        await place(await findFile(dirname(from), unquoted(file)), kind.toLowerCase() === 'latlongcoords');
      } else commands.push(command);
    }
  };
  await run(path, 0);
  return { commands, positions };
};
