import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { houseIn, runJiedian } from '../../support/run-jiedian.ts';
import { launchChromium } from './chromium.ts';
import { type OpenHouse, houseOf } from './open-house.ts';
import type { SharedService } from './shared-service.ts';

/**
 * The service that all test files share, with a browser and a customer of the file's own: what other customers applied
 * for is none of its business. Managers and planners see the cases and holds of the other files.
 */
export async function sharedHouse(): Promise<OpenHouse> {
  const [{ folder, address, tokens }, browser] = await Promise.all([askForService(), launchChromium()]);
  const sub = `customer-${randomUUID()}`;
  const { stdout, stderr } = await runJiedian(
    houseIn(folder),
    ...['token', '--role', 'customer', '--regions', 'demo', '--sub', sub],
  );
  if (stdout === '') throw new Error(`no token for a customer: ${stderr}`);
  const service = { address, tokens: { ...tokens, customer: stdout.trim() } };
  return houseOf(service, browser, () => Promise.resolve());
}

async function askForService(): Promise<SharedService> {
  const answer = await fetch(inject('sharedService'));
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as SharedService;
}
