import { type PackedTable, plainRow } from '../model/packed-table.ts';
import type { PromisedKind, Row } from '../model/record.ts';
import type { Snapshot } from './open.ts';

/** A case of the books or of this service, and where it is to be supplied. */
export interface PlacedCase {
  readonly row: Row<'commitments'>;
  /** The power source there; -1 when it is none. */
  readonly source: number;
  /** First element of its chain; -1 where nothing feeds the place. */
  readonly element: number;
}

const isOwn = ({ origin }: Row<'commitments'>): boolean => origin === 'service';

/** What the company's books hold of a case beside its later stages: their figure is that of the whole. */
const besideLater = (row: Row<'commitments'>, laterKva: number): Row<'commitments'> =>
  isOwn(row) || laterKva === 0
    ? row
    : Object.assign({ ...row }, { kva: Math.max(0, Math.round((row.kva - laterKva) * 100) / 100) });

/** The row with the largest figure, of several alike the first by id: whatever the order they come in. */
const largest = (rows: readonly Row<'commitments'>[]): Row<'commitments'> =>
  rows.reduce((a, b) => (b.kva > a.kva || (b.kva === a.kva && b.id < a.id) ? b : a));

/**
 * A case known to both books by its external number counts once: with the larger figure, where this service has it held, and
 * with the later connection. Later stages, which are known to the service alone, stand beside it, and are no part of the books' figure then.
 */
function distinctCases(rows: Iterable<Row<'commitments'>>): Row<'commitments'>[] {
  const byCase = new Map<string, Row<'commitments'>[]>();
  const distinct: Row<'commitments'>[] = [];
  const laterKva = new Map<string, number>();
  for (const row of rows) {
    const number = row.external_number;
    const isLater = row.purpose === 'later';
    if (isLater && number !== null) laterKva.set(number, (laterKva.get(number) ?? 0) + row.kva);
    if (isLater || number === null) distinct.push(row);
    else byCase.set(number, [...(byCase.get(number) ?? []), row]);
  }
  for (const [number, known] of byCase) {
    const beside = known.map((row) => besideLater(row, laterKva.get(number) ?? 0));
    const days = known.flatMap(({ connected_on: day }) => day ?? []).sort();
    const most = largest(beside);
    const own = known.filter(isOwn);
    const place = own.length > 0 ? largest(own) : most;
    distinct.push({ ...place, kva: most.kva, connected_on: days.at(-1) ?? null });
  }
  return distinct;
}

function* plainRows(rows: PackedTable<'commitments'>): Iterable<Row<'commitments'>> {
  for (const packed of rows) yield plainRow(packed);
}

/** An element by `kind/id`; -1 = there is none. */
export function elementAt(snapshot: Snapshot, ref: string): number {
  const slash = ref.indexOf('/');
  const kind = ref.slice(0, slash);
  const found = snapshot.findElements(ref.slice(slash + 1)).find((one) => snapshot.elementKind(one) === kind);
  return found ?? -1;
}

function supplyAt(snapshot: Snapshot, kind: PromisedKind, id: string): Omit<PlacedCase, 'row'> {
  if (kind === 'element') return { source: -1, element: elementAt(snapshot, id) };
  if (kind === 'distribution-transformer') {
    const element = snapshot.findElements(id).find((one) => snapshot.elementKind(one) === kind);
    return { source: -1, element: element ?? -1 };
  }
  const low = kind === 'lv-point';
  const source = snapshot.findSources(id).find((one) => {
    const found = snapshot.sourceKind(one);
    return low ? found === 'lv-point' : found !== 'lv-point' && found !== 'distribution-transformer';
  });
  return { source: source ?? -1, element: snapshot.elementOf(source ?? -1) };
}

/** A switching that is in the record has been done: the grid itself says what hangs where. */
const isDone = (snapshot: Snapshot, { purpose, for_element: leaves }: Row<'commitments'>): boolean =>
  purpose === 'over-tie' && leaves !== null && elementAt(snapshot, leaves) < 0;

/**
 * Every case once, with its place of supply. O(cases · log n).
 *
 * What a switching that was promised needs stands beside the supplies: `moved` and `over-tie`, the load and the customer
 * that it hangs onto an element of another feeder, `opened`, an element that it opens. A customer who goes over a tie
 * counts there until the record's grid says so itself. `backup` keeps room free for a supply that loses its own feeder,
 * see {@link backupsOf}.
 */
export const placeCases = (snapshot: Snapshot, rows: Iterable<Row<'commitments'>>): readonly PlacedCase[] =>
  distinctCases(rows)
    .filter((row) => !isDone(snapshot, row))
    .map((row) => ({ row, ...supplyAt(snapshot, row.at_kind, row.at_id) }));

/** The same of the rows of a packed table, by id. */
export const placedCases = (snapshot: Snapshot, rows: PackedTable<'commitments'>): readonly PlacedCase[] =>
  placeCases(snapshot, plainRows(rows));

/** A later stage that is not switched on yet: it takes what room there is, until works have made its own. */
export const isAwaited = ({ purpose, connected_on: day }: Row<'commitments'>): boolean =>
  purpose === 'later' && day === null;

/** What was promised, 0.01 kVA, rounded up. */
export const caseCkva = ({ kva }: Row<'commitments'>): number => Math.ceil(kva * 100 - 1e-9);
