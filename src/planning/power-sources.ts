import type { Place } from '../model/geometry.ts';
import type { SourceKind } from '../model/plan.ts';
import type { PowerSourcesQuery } from '../model/planner.ts';
import { ChainLedger } from '../search/chain.ts';
import type { ChainSummary } from '../search/chain-tally.ts';
import type { Headroom } from '../search/headroom.ts';
import { sourcesWithin } from '../search/sources-within.ts';

/** A power source and the room on its chain. */
export interface PowerSource extends ChainSummary {
  readonly nodeId: string;
  readonly nodeKind: SourceKind;
  readonly feederId: string | null;
  readonly substationId: string | null;
  readonly at: Place;
  /** Geodesic metres, to the millimetre. */
  readonly distanceM: number;
}

/**
 * Power sources within a radius with their open capacity, by distance, then id.
 *
 * A source counts for a need when what is known of its chain takes it; one of which nothing is known does not.
 */
export function powerSources(headroom: Headroom, query: PowerSourcesQuery): PowerSource[] {
  const { snapshot } = headroom;
  const ledger = new ChainLedger(headroom, query.asOf);
  const found: PowerSource[] = [];
  for (const { source, distanceM } of sourcesWithin(snapshot, query.at, query.radiusM)) {
    if (found.length >= query.limit) break;
    const element = snapshot.elementOf(source);
    const summary = ledger.summarise(element);
    if (query.needKva !== null && (summary.openKnownKva ?? -Infinity) < query.needKva) continue;
    found.push({
      nodeId: snapshot.sourceId(source),
      nodeKind: snapshot.sourceKind(source),
      feederId: snapshot.feederIdOf(element),
      substationId: snapshot.substationIdOf(element),
      at: snapshot.placeOf(source),
      distanceM: Math.round(distanceM * 1000) / 1000,
      ...summary,
    });
  }
  return found;
}
