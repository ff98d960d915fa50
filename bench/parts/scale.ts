import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Part } from '../support/part.ts';
import { runProgram } from './run-program.ts';

const PROGRAM = 'scale/main.ts';

/** What a province does to the record and its snapshot: a program of its own, where it is there. */
export const scale: Part = ({ sizes, quick }) => {
  const isThere = existsSync(fileURLToPath(new URL(`../${PROGRAM}`, import.meta.url)));
  const text = isThere && !quick ? runProgram(PROGRAM, '--size', sizes.join(',')) : '';
  return Promise.resolve({ text, figures: {} });
};
