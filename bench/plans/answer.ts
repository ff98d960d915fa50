import type { SupplyRequest } from '../../src/model/demand.ts';
import type { PlanContext } from '../../src/plan/context.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { encodePlans } from '../../src/worker/encode.ts';

const ROLE = 'manager';

/** A request answered as a thread of the service answers it, up to the bytes of the response. */
export function answer(context: PlanContext, request: SupplyRequest): Buffer {
  const ledgerVersion = context.headroom.refresh();
  const at = { snapshot: context.headroom.snapshot, ledgerVersion, asOf: request.asOf };
  const found = recommend(context, request);
  return Buffer.from(JSON.stringify(encodePlans(found, { at, context, request, role: ROLE, include: [] })));
}
