import { type Area, areaOf } from './area.ts';
import { type TransferGrid, isSection, outletOf, outletsUnder, wireOf } from './grid.ts';
import { DEAD, FREE, LIVE, type Problem, type TransferOptions, problemOf } from './problem.ts';

/**
 * Zones by what a lost section does to them: its own is dead, what it fed is free, the rest lives.
 *
 * @param towards when given, only what hung on the same switch below as this element is free: the rest of what lost supply
 *   stays dark.
 */
function afterSection(area: Area, section: number, towards: number | null): Uint8Array {
  const { grid, local, zoneOfBody, zoneOfNode, zoneAbove } = area;
  const dead = zoneOfBody[local.get(section) ?? -1] ?? -1;
  let branch = towards === null ? -1 : (zoneOfNode[local.get(wireOf(grid, towards)) ?? -1] ?? -1);
  while (branch >= 0 && zoneAbove[branch] !== dead) branch = zoneAbove[branch] ?? -1;
  const status = new Uint8Array(zoneAbove.length);
  zoneAbove.forEach((above, zone) => {
    const lives = zone !== dead && (above < 0 || status[above] === LIVE);
    const left =
      zone === dead || (above === dead ? towards !== null && zone !== branch : status[above] === DEAD);
    status[zone] = lives ? LIVE : left ? DEAD : FREE;
  });
  return status;
}

/**
 * What may be switched once an element is lost: a section kills its zone until it is repaired and leaves what it fed
 * healthy; an outlet (or its bay) or anything above leaves whole feeders healthy.
 *
 * @param whole whether everything free has to be supplied again.
 * @param towards see `afterSection`.
 * @cost O(feeders concerned · log).
 */
export function afterLoss(
  grid: TransferGrid,
  lost: number,
  { whole, towards }: { readonly whole: boolean; readonly towards: number | null },
  options: TransferOptions,
): Problem {
  const inFeeder = outletOf(grid, lost);
  const outage = inFeeder >= 0 && !isSection(grid, lost) ? inFeeder : lost;
  const area = areaOf(grid, inFeeder >= 0 ? [inFeeder] : outletsUnder(grid, lost));
  const status = isSection(grid, lost)
    ? afterSection(area, lost, towards)
    : new Uint8Array(area.zones).fill(FREE);
  return problemOf(area, { status, lost: outage }, whole, options);
}
