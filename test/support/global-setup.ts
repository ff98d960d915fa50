import { existsSync } from 'node:fs';
import { prepare } from '../../src/store/embedded/prepare.ts';

const THREAD = new URL('../../dist/store/embedded/thread.js', import.meta.url);

/** Prepares the embedded database once, before the test files open it side by side. Pure tests need no build. */
export const setup = async (): Promise<void> => {
  if (existsSync(THREAD)) await prepare(null);
};
