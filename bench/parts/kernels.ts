import type { Part } from '../support/part.ts';
import { runProgram } from './run-program.ts';

/** The load flow against the same sweep on plain objects. */
export const kernels: Part = ({ quick }) =>
  Promise.resolve({
    text: `### Load flow of a feeder\n\n${runProgram('kernel/load-flow.ts', ...(quick ? ['--quick'] : []))}`,
    figures: {},
  });
