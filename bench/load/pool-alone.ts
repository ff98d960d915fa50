/**
 * Whole plans from the service's pool of threads with nothing before it: no HTTP, no tokens, nobody else's process that
 * sends. Prints the answers a second of each number of threads as JSON.
 *
 * usage: pool-alone.ts <numbers of threads> <seconds> <number of bodies> <tasks at once>
 */
import { parseBody } from '../../src/contract/parse.ts';
import { supplyPlansBody } from '../../src/contract/supply-plans-request.ts';
import { toRequest } from '../../src/contract/to-request.ts';
import { today } from '../../src/contract/today.ts';
import type { SupplyRequest } from '../../src/model/demand.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { loadData } from '../../src/worker/load-data.ts';
import { Pool } from '../../src/worker/pool.ts';
import { snapshotOf } from '../../test/support/open-rows.ts';
import { demoRows } from '../plans/region.ts';
import { drawBodies } from './bodies.ts';

const DEADLINE_MS = 60_000;
const [threads = '1,2', ...given] = process.argv.slice(2);
const [seconds = 1, count = 20, atOnce = 20] = given.map(Number);
const snapshot = snapshotOf(await demoRows());
const { region } = new Snapshot(snapshot).meta;
const requests = (await drawBodies(count)).map((text): SupplyRequest => {
  const body = parseBody(supplyPlansBody, JSON.parse(text));
  if (!('crs' in body.site)) throw new Error('a body of the bench has coordinates');
  const { lon, lat } = body.site;
  const settled = { region, site: { lon, lat }, siteAddress: null, statedBy: 'manager' as const };
  return toRequest(body, { ...settled, today: today(new Date()) });
});

/** Answers a second while so many tasks are under way at any time. */
async function run(pool: Pool, ms: number): Promise<number> {
  const from = performance.now();
  let answered = 0;
  const ask = async (first: number): Promise<void> => {
    for (let i = first; performance.now() - from < ms; i++) {
      const answer = await pool.supplyPlans(requests[i % requests.length]!, 'manager', []);
      if (!answer.ok) throw new Error(answer.code);
      answered++;
    }
  };
  const starts = Array.from({ length: atOnce }, (_, i) => Math.floor((i * requests.length) / atOnce));
  await Promise.all(starts.map(ask));
  return (1000 * answered) / (performance.now() - from);
}

const rates: number[] = [];
for (const number of threads.split(',').map(Number)) {
  const pool = new Pool({ ...loadData('data'), threads: number, maxQueue: atOnce, deadlineMs: DEADLINE_MS });
  await pool.show(snapshot);
  await run(pool, 500 * seconds);
  rates.push(await run(pool, 1000 * seconds));
  await pool.close();
}
console.log(JSON.stringify(rates));
