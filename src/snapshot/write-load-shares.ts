import type { ConnectionKind } from '../model/record.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';
import type { Columns } from './layout.ts';

interface Connected {
  readonly at_kind: ConnectionKind;
  readonly at_id: string;
}

const placeIn =
  (forest: Forest) =>
  ({ at_kind, at_id }: Connected): number | undefined => {
    const places = {
      node: forest.atNode,
      'distribution-transformer': forest.atTransformer,
      'lv-point': forest.atPoint,
    };
    return places[at_kind].get(at_id);
  };

function writeCustomers(columns: Columns, rows: GridRows, forest: Forest): void {
  const { loadKwPerKva: kw, loadKvarPerKva: kvar } = columns;
  const elementAt = placeIn(forest);
  const kva = new Float64Array(forest.id.length);
  kw.fill(0);
  kvar.fill(0);
  for (const customer of rows.customers) {
    const e = elementAt(customer);
    if (e === undefined || customer.load_kw === null) continue;
    const reactive = customer.load_kvar ?? 0;
    kw[e] = (kw[e] ?? 0) + customer.load_kw;
    kvar[e] = (kvar[e] ?? 0) + reactive;
    kva[e] = (kva[e] ?? 0) + Math.hypot(customer.load_kw, reactive);
  }
  kva.forEach((sum, e) => {
    kw[e] = sum === 0 ? NaN : (kw[e] ?? 0) / sum;
    kvar[e] = sum === 0 ? NaN : (kvar[e] ?? 0) / sum;
  });
}

/** 1 = a meter on the element, or above it up to the head of its feeder, has seen what runs there. */
function seenByMeters(rows: GridRows, forest: Forest): Uint8Array {
  const kindOf: Readonly<Record<string, string>> = { outlet: 'feeder' };
  const metered = new Set(Array.from(rows.peaks, (peak) => `${peak.element_kind}/${peak.element_id}`));
  const seen = new Uint8Array(forest.id.length);
  forest.kind.forEach((kind, e) => {
    const above = kind === 'outlet' ? 0 : (seen[forest.parent[e] ?? -1] ?? 0);
    seen[e] = above === 1 || metered.has(`${kindOf[kind] ?? kind}/${forest.id[e] ?? ''}`) ? 1 : 0;
  });
  return seen;
}

function writeGeneration(columns: Columns, rows: GridRows, forest: Forest): void {
  const { generationKw, generationKvar } = columns;
  const elementAt = placeIn(forest);
  if (rows.generators.length === 0) return;
  const seen = seenByMeters(rows, forest);
  for (const unit of rows.generators) {
    const e = elementAt(unit);
    if (e === undefined || seen[e] === 1) continue;
    generationKw[e] = (generationKw[e] ?? 0) + unit.output_kw;
    generationKvar[e] = (generationKvar[e] ?? 0) + (unit.output_kvar ?? 0);
  }
}

/**
 * Fills what turns loads of kVA into active and reactive power: the shares of what customers state at each place, so
 * that `loadKva` times the shares is what they state wherever no meter says otherwise; and the generation beside them.
 *
 * Generation behind a meter is not taken off again: the metered peak is what was left of the load.
 */
export function writeLoadShares(columns: Columns, rows: GridRows, forest: Forest): void {
  writeCustomers(columns, rows, forest);
  writeGeneration(columns, rows, forest);
}
