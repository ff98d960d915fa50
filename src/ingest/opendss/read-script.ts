import { readdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { toShown } from '../check-value.ts';
import { ImportRefused } from '../import-refused.ts';
import { scriptText } from './script-text.ts';
import { parametersOf, withoutComment, wordsOf, type Parameter } from './words.ts';

/** One command of a script, its continued lines joined. */
export interface Command {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

type Position = readonly [x: number, y: number];

/** Scripts that call each other deeper than this call themselves. */
const DEEPEST = 20;

/** Windows writes paths in any case and with backslashes. */
const findFile = async (folder: string, name: string): Promise<string> => {
  const path = name.replaceAll('\\', '/');
  let at = isAbsolute(path) ? '/' : folder;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const names = part === '..' ? [] : await readdir(at).catch(() => []);
    at = join(at, names.find((each) => each.toLowerCase() === part.toLowerCase()) ?? part);
  }
  return at;
};

/** With these a command begins, whatever brackets stay open before it. */
const BEGINS = /^(?:~|(?:new|edit|redirect|compile|set|solve|more|clear|buscoords|calcvoltagebases)\b)/iu;
/** Commands that `~` goes on with in the script itself; after any other it goes on with the last element. */
const MAKES = /^(?:new|edit)\b/iu;
const CONTINUES = /^(?:~|(?:more|m)\b)\s*([^=.].*)$/iu;

/** A command's text with a further line of it; `null` = the line is a command of its own. */
const joined = (last: string | undefined, isOpen: boolean, line: string): string | null => {
  if (last === undefined) return null;
  if (isOpen) return BEGINS.test(line) ? null : `${last} ${line}`;
  const more = CONTINUES.exec(line)?.[1];
  return more !== undefined && MAKES.test(last) ? `${last} ${more}` : null;
};

/** Commands of one file, comments left out: `!` and `//` to the end of a line, `/* … *\/` over several. */
const commandsOf = (text: string, file: string): readonly Command[] => {
  const found: { text: string; file: string; line: number }[] = [];
  const plain = text.replace(/^[ \t]*\/\*[^]*?\*\//gmu, (comment) => comment.replace(/[^\n]/gu, ''));
  let isOpen = false;
  plain.split(/\r\n|\n|\r/u).forEach((raw, i) => {
    const last = found.at(-1);
    const longer = joined(last?.text, isOpen, raw.trim());
    const stripped = withoutComment(longer ?? raw);
    const line = stripped.text.trim();
    if (line === '') return;
    if (longer !== null && last !== undefined) last.text = line;
    else found.push({ text: line, file, line: i + 1 });
    isOpen = stripped.isOpen;
  });
  return found;
};

const CALLS = new Set(['redirect', 'compile']);
/** Coordinates of buses: a file of its own form. */
const COORDINATES = new Set(['buscoords', 'latlongcoords']);

/** What a script and those it calls say, in the order in which the program would do it. */
export interface Script {
  readonly commands: readonly Command[];
  /** Bus, x, y; of `latlongcoords` turned so that x is longitude. */
  readonly positions: ReadonlyMap<string, Position>;
}

class Runner {
  readonly commands: Command[] = [];
  readonly positions = new Map<string, Position>();
  readonly #leaveOut: LeaveOut;
  /** Where the program stands after a `compile`: the folder of what was compiled. */
  #compiledIn: string | null = null;

  constructor(leaveOut: LeaveOut) {
    this.#leaveOut = leaveOut;
  }

  async run(from: string, depth: number): Promise<void> {
    if (depth > DEEPEST) throw new ImportRefused(from, null, `scripts call each other ${DEEPEST} deep`);
    const { text, isKnown } = await scriptText(from);
    const file = basename(from);
    for (const command of commandsOf(text, file)) {
      if (!isKnown && /[^\0-\x7f]/u.test(command.text)) {
        const why = `not UTF-8 in "${toShown(command.text)}"; save the file as UTF-8, not GBK or Latin-1`;
        throw new ImportRefused(from, `line ${command.line}`, why);
      }
      await this.#do(command, dirname(from), depth);
    }
  }

  async #do(command: Command, folder: string, depth: number): Promise<void> {
    const [first, ...rest] = parametersOf(command.text);
    const verb = first?.name === null ? first.value.toLowerCase() : '';
    const given = rest.find((each) => each.name === null || each.name.toLowerCase() === 'file')?.value;
    if (CALLS.has(verb) && given !== undefined) {
      const called = await this.#findFile(folder, given);
      await this.run(called, depth + 1);
      if (verb === 'compile') this.#compiledIn = dirname(called);
    } else if (COORDINATES.has(verb) && given !== undefined)
      await this.#place(await this.#findFile(folder, given), verb === 'latlongcoords');
    else if (verb === 'setbusxy') this.#placeOne(command, rest);
    else this.commands.push(command);
  }

  /** Beside the script, else where the program stands. */
  async #findFile(folder: string, name: string): Promise<string> {
    const beside = await findFile(folder, name);
    if (this.#compiledIn === null) return beside;
    const known = await readdir(dirname(beside)).catch((): string[] => []);
    return known.includes(basename(beside)) ? beside : findFile(this.#compiledIn, name);
  }

  async #place(from: string, isTurned: boolean): Promise<void> {
    const { text } = await scriptText(from);
    for (const raw of text.split(/[\r\n]+/u)) {
      const [bus, one, other] = wordsOf(withoutComment(raw).text);
      if (bus === undefined) continue;
      const [a, b] = [Number(one), Number(other)];
      if (one === undefined || other === undefined || !Number.isFinite(a) || !Number.isFinite(b))
        this.#leaveOut(`line of ${basename(from)} that is no bus with two coordinates`);
      else this.#set(bus, isTurned ? [b, a] : [a, b]);
    }
  }

  /** A bus at 0 0 is one that nobody has placed: the program begins so. */
  #set(bus: string, position: Position): void {
    if (position[0] === 0 && position[1] === 0) this.#leaveOut('coordinates 0 0 of a bus: it has no place');
    else this.positions.set(bus.toLowerCase(), position);
  }

  #placeOne(command: Command, values: readonly Parameter[]): void {
    const [bus, x, y] = ['bus', 'x', 'y'].map(
      (name, i) => values.find((each) => each.name?.toLowerCase() === name)?.value ?? values[i]?.value,
    );
    const position = [Number(x), Number(y)] as const;
    if (bus !== undefined && position.every(Number.isFinite)) this.#set(bus, position);
    else this.#leaveOut(`command "${toShown(command.text)}", whose place is none`);
  }
}

/** @throws {ImportRefused} when a file cannot be read, or scripts call each other without end. */
export const readScript = async (path: string, leaveOut: LeaveOut): Promise<Script> => {
  const runner = new Runner(leaveOut);
  await runner.run(path, 0);
  return runner;
};
