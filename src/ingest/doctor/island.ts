import type { Check, Symptom } from './check.ts';
import { spotPlace, type Survey } from './survey.ts';

interface Members {
  readonly spots: number[];
  transformers: number;
  ratedKva: number;
  lines: number;
}

/** What belongs to each connected set that no busbar feeds, by the set's name. */
function islandsOf({ network, supply }: Survey): Map<number, Members> {
  const islands = new Map<number, Members>();
  const at = (spot: number): Members | undefined => islands.get(supply.island[spot] ?? -1);
  network.spots.forEach((_, spot) => {
    const name = supply.island[spot] ?? -1;
    if (supply.fed.has(name)) return;
    const known = islands.get(name);
    if (known === undefined) islands.set(name, { spots: [spot], transformers: 0, ratedKva: 0, lines: 0 });
    else known.spots.push(spot);
  });
  for (const { node, row } of network.transformers) {
    const members = at(node);
    if (members === undefined) continue;
    members.transformers += 1;
    members.ratedKva += row.rating_kva ?? 0;
  }
  for (const { from, open } of network.lines) {
    const members = open ? undefined : at(from);
    if (members !== undefined) members.lines += 1;
  }
  return islands;
}

/** Contracted capacity of customers by the low-voltage point they hang on, kVA. */
function contractedAt({ rows, network }: Survey): Map<number, number> {
  const kva = new Map<number, number>();
  for (const { at_kind, at_id, contracted_kva, load_kw } of rows.customers) {
    const spot = at_kind === 'lv-point' ? network.pointAt.get(at_id) : undefined;
    if (spot !== undefined) kva.set(spot, (kva.get(spot) ?? 0) + (contracted_kva ?? Math.abs(load_kw ?? 0)));
  }
  return kva;
}

/** An open switch on a line that would join each island to what is fed. */
function closableSwitches({ rows, network, supply }: Survey): Map<number, string> {
  const switchOn = new Map(
    rows.switches.filter((row) => row.normally_open).map((row) => [row.section_id, row.id]),
  );
  const closable = new Map<number, string>();
  for (const { id, from, to, open } of network.lines) {
    const [a, b] = [supply.island[from] ?? -1, supply.island[to] ?? -1];
    const key = switchOn.get(id);
    if (!open || key === undefined || supply.fed.has(a) === supply.fed.has(b)) continue;
    const island = supply.fed.has(a) ? b : a;
    if (!closable.has(island)) closable.set(island, key);
  }
  return closable;
}

/**
 * Elements that no busbar section feeds in the normal state: one finding per connected set, with its size and the
 * rated power of its transformers, or the contracted power of its customers where it has none.
 */
export const island: Check = {
  code: 'island',
  severity: 'error',
  *find(survey): Generator<Symptom> {
    const { network } = survey;
    const [contracted, closable] = [contractedAt(survey), closableSwitches(survey)];
    for (const [name, { spots, lines, transformers, ratedKva }] of islandsOf(survey)) {
      const ofCustomers = spots.reduce((sum, spot) => sum + (contracted.get(spot) ?? 0), 0);
      const lostKva = Math.round(100 * (transformers > 0 ? ratedKva : ofCustomers)) / 100;
      const switchId = closable.get(name);
      yield {
        subject: network.spots[name]?.kind ?? 'node',
        ids: spots.flatMap((spot) => network.spots[spot]?.id ?? []),
        at: spotPlace(network, name),
        because: {
          key: 'island',
          values: { elements: spots.length + lines + transformers, transformers, lostKva },
        },
        suggestion: switchId === undefined ? null : { key: 'close-switch', values: { switchId } },
      };
    }
  },
};
