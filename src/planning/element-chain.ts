import type { Chain } from '../model/plan.ts';
import type { ChainQuery } from '../model/planner.ts';
import { ChainLedger } from '../search/chain.ts';
import type { Headroom } from '../search/headroom.ts';
import type { Snapshot } from '../snapshot/open.ts';

/** Names under which a kind may be asked for, beside its own. */
const ALSO_CALLED: Readonly<Record<string, string>> = { feeder: 'outlet' };

/** The element a chain starts with: a power source's first, else the element itself; `null` = no such id. */
function firstElement(snapshot: Snapshot, { elementId, kind }: ChainQuery): number | null {
  const wanted = kind === null ? null : (ALSO_CALLED[kind] ?? kind);
  const source = snapshot
    .findSources(elementId)
    .find((one) => wanted === null || wanted === 'node' || snapshot.sourceKind(one) === wanted);
  if (source !== undefined) return snapshot.columns.sourceElement[source] ?? null;
  return (
    snapshot.findElements(elementId).find((one) => wanted === null || snapshot.elementKind(one) === wanted) ??
    null
  );
}

/** A chain, and its open capacity hour by hour, kVA; see `ChainLedger.byHour`. */
export interface ElementChain extends Chain {
  readonly byHour: readonly number[] | null;
}

/**
 * The chain ledger of a node, transformer, section, outlet (by its feeder's id), busbar or main transformer.
 *
 * Where one id names several things and no kind is given: a power source first, then elements from the customer up.
 *
 * @returns `null` when nothing has this id.
 */
export function elementChain(headroom: Headroom, query: ChainQuery): ElementChain | null {
  const element = firstElement(headroom.snapshot, query);
  if (element === null) return null;
  const ledger = new ChainLedger(headroom, query.asOf);
  return { ...ledger.read(element), byHour: ledger.byHour(element) };
}
