import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { prepare } from '../../src/store/embedded/prepare.ts';
import { shareService } from '../web/support/shared-service.ts';

const THREAD = new URL('../../dist/store/embedded/thread.js', import.meta.url);

/**
 * Prepares the embedded database once, before the test files open it side by side, and keeps the door to the service
 * that the tests of the page share. Pure tests need no build.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  if (existsSync(THREAD)) await prepare(null);
  const { url, close } = await shareService();
  project.provide('sharedService', url);
  return close;
};
