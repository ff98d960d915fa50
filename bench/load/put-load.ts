import { runProgram } from '../parts/run-program.ts';
import type { Drive, Driven } from './driven.ts';

/**
 * Puts a load on a server, from another process.
 *
 * @throws Error when a request was refused.
 */
export function putLoad(drive: Drive): Driven {
  const driven = JSON.parse(runProgram('load/drive.ts', JSON.stringify(drive))) as Driven;
  if (driven.refused > 0) throw new Error(`${driven.refused} requests were refused or failed`);
  return driven;
}
