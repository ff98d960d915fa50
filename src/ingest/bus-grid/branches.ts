import type { BusSwitch, Line, LineSwitch } from './bus-grid.ts';
import type { Level } from './bus-levels.ts';
import { flawOf, type Found } from './found.ts';
import { levelAt, type Survey } from './survey.ts';

/** A line, or a switch between two buses as a line of no length, with its ends as nodes of the record. */
export interface Branch {
  readonly of: Line | BusSwitch;
  readonly level: Exclude<Level, 'hv'>;
  readonly ends: readonly [string, string];
  /** Which ends a switch holds open. */
  readonly open: readonly [boolean, boolean];
  readonly switches: readonly LineSwitch[];
}

export const isLine = (of: Line | BusSwitch): of is Line => 'lengthM' in of;

const switchesByLine = ({ grid }: Survey): Map<string, LineSwitch[]> => {
  const byLine = new Map<string, LineSwitch[]>();
  for (const each of grid.lineSwitches) byLine.set(each.line, [...(byLine.get(each.line) ?? []), each]);
  return byLine;
};

const toBranch = (
  survey: Survey,
  of: Line | BusSwitch,
  switches: readonly LineSwitch[],
): Branch | Found | readonly Found[] => {
  const [from, to] = of.ends;
  const level = levelAt(survey, of, { from, to });
  if (typeof level !== 'string') return level;
  const what = isLine(of) ? 'line' : 'switch';
  if (level === 'hv') return { leftOut: `${what} above medium voltage` };
  const ends = level === 'mv' ? ([survey.nodeOf(from), survey.nodeOf(to)] as const) : of.ends;
  if (!isLine(of) && ends[0] === ends[1]) return { leftOut: 'switch within a busbar' };
  const openAt = (bus: string) => switches.some((each) => each.bus === bus && !each.closed);
  const open = isLine(of) ? ([openAt(from), openAt(to)] as const) : ([!of.closed, false] as const);
  return { of, level, ends, open, switches };
};

const strayFlaws = (line: Line, switches: readonly LineSwitch[]): Found[] =>
  switches
    .filter(({ bus }) => !line.ends.includes(bus))
    .map((each) => flawOf(each, 'bus', 'wrong-value', [each.bus, `an end of line ${line.id}`]));

/**
 * Lines and switches of medium and low voltage in the order of the file, and what kept others from being one. A switch
 * between buses counts as open at its first end.
 */
export const branchesOf = (survey: Survey): { branches: readonly Branch[]; rest: readonly Found[] } => {
  const { lines, busSwitches, lineSwitches } = survey.grid;
  const onLine = switchesByLine(survey);
  const known = new Set(lines.map(({ id }) => id));
  const rest: Found[] = lineSwitches
    .filter(({ line }) => !known.has(line))
    .map((each) => flawOf(each, 'element', 'missing-reference', [each.line, 'a line of the file']));
  const branches: Branch[] = [];
  for (const of of [...lines, ...busSwitches]) {
    const switches = onLine.get(of.id) ?? [];
    if (isLine(of)) rest.push(...strayFlaws(of, switches));
    const branch = toBranch(survey, of, isLine(of) ? switches : []);
    if ('level' in branch) branches.push(branch);
    else rest.push(...[branch].flat());
  }
  return { branches, rest };
};
