import { fileURLToPath } from 'node:url';
import type { SupplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { encodePlans } from '../../src/worker/encode.ts';
import { collect } from '../support/collect-items.ts';
import { requestFor, switchingContextOf } from '../support/open-rows.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));

let context: ReturnType<typeof switchingContextOf> | null = null;

/** A whole answer for a place in the demo county, as the service gives it to a manager. */
export async function demoAnswer(asked: Parameters<typeof requestFor>[0] = {}): Promise<SupplyPlansAnswer> {
  context ??= switchingContextOf((await collect(readTables(DEMO))).rows);
  const request = requestFor({ site: { lon: 113.21, lat: 33.97 }, ...asked });
  const at = { snapshot: context.headroom.snapshot, ledgerVersion: 1, asOf: request.asOf };
  return encodePlans(recommend(context, request), { at, context, request, role: 'manager', include: [] });
}
