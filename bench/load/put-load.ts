import { runProgram } from '../parts/run-program.ts';
import type { Drive, Driven, Load } from './driven.ts';

/**
 * Puts loads on a server, one after the other, from another process.
 *
 * @throws Error when a request was refused.
 */
export function putLoads(drive: Drive, loads: readonly Load[]): Driven[] {
  const driven = JSON.parse(
    runProgram('load/drive.ts', JSON.stringify(drive), JSON.stringify(loads)),
  ) as Driven[];
  const refused = driven.reduce((sum, one) => sum + one.refused, 0);
  if (refused > 0) throw new Error(`${refused} requests were refused or failed`);
  return driven;
}

/** Puts one load on a server. */
export const putLoad = (drive: Drive, load: Load): Driven => putLoads(drive, [load])[0]!;
