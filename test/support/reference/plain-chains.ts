import type { RegionRows, Row, Season } from '../../../src/model/record.ts';
import type { Pack } from '../../../src/policy/pack.ts';

/** An element as a plain object: the slow, obviously right picture of a chain. */
export interface PlainElement {
  readonly id: string;
  readonly kind: string;
  readonly above: PlainElement | null;
  readonly below: PlainElement[];
  readonly ratingKva: number | null;
  readonly feeder: string | null;
  /** kVA of customers right at its far end; `null` entries never occur here. */
  readonly loads: number[];
  /** Customers there whose size nobody knows. */
  unknownLoads: number;
  /** Cases that hang on it or below, each with the element below on the way to it. */
  readonly cases: { readonly row: Row<'commitments'>; readonly via: PlainElement | null }[];
  readonly meters: Row<'peaks'>[];
}

export interface PlainGrid {
  readonly elements: PlainElement[];
  readonly atNode: Map<string, PlainElement>;
  readonly atTransformer: Map<string, PlainElement>;
  readonly atPoint: Map<string, PlainElement>;
}

/** Grows the forest by walking rows again and again; radial grids only. */
export function plainGrid(rows: RegionRows): PlainGrid {
  const grid: PlainGrid = { elements: [], atNode: new Map(), atTransformer: new Map(), atPoint: new Map() };
  const meteredAs: Record<string, string> = { outlet: 'feeder' };
  const add = (
    id: string,
    kind: string,
    above: PlainElement | null,
    rating: number | null,
    feeder: string | null,
  ): PlainElement => {
    const meters = rows.peaks.filter(
      (p) => p.element_id === id && p.element_kind === (meteredAs[kind] ?? kind),
    );
    const element: PlainElement = {
      id,
      kind,
      above,
      below: [],
      ratingKva: rating === 0 ? null : rating,
      feeder,
      loads: [],
      unknownLoads: 0,
      cases: [],
      meters,
    };
    above?.below.push(element);
    grid.elements.push(element);
    return element;
  };
  const amps = (a: number | null | undefined, kv: number) => (a ? Math.sqrt(3) * kv * a : null);
  const ampacity = (type: string, limit: number | null) =>
    limit ?? rows.conductor_types.find((c) => c.id === type)?.ampacity_a ?? null;
  const kvAt = (node: string) => rows.nodes.find((n) => n.id === node)!.kv;
  const isOpen = (section: string) => rows.switches.some((s) => s.section_id === section && s.normally_open);

  const growLv = (point: string, element: PlainElement): void => {
    grid.atPoint.set(point, element);
    for (const line of rows.lv_lines) {
      const other =
        line.from_point_id === point
          ? line.to_point_id
          : line.to_point_id === point
            ? line.from_point_id
            : null;
      if (other === null || grid.atPoint.has(other)) continue;
      growLv(
        other,
        add(
          line.id,
          'lv-line',
          element,
          amps(
            ampacity(line.conductor_type_id, line.limit_a),
            rows.lv_points.find((p) => p.id === point)!.kv,
          ),
          element.feeder,
        ),
      );
    }
  };
  const growTransformers = (node: string, element: PlainElement): void => {
    for (const t of rows.distribution_transformers.filter((row) => row.node_id === node)) {
      const transformer = add(t.id, 'distribution-transformer', element, t.rating_kva, element.feeder);
      grid.atTransformer.set(t.id, transformer);
      if (t.lv_point_id !== null) growLv(t.lv_point_id, transformer);
    }
  };
  const growSections = (node: string, element: PlainElement, feeder: Row<'feeders'>): void => {
    for (const section of rows.sections.filter((row) => row.feeder_id === feeder.id && !isOpen(row.id))) {
      const other =
        section.from_node_id === node
          ? section.to_node_id
          : section.to_node_id === node
            ? section.from_node_id
            : null;
      if (other === null || grid.atNode.has(other)) continue;
      const next = add(
        section.id,
        'section',
        element,
        amps(ampacity(section.conductor_type_id, section.limit_a), kvAt(node)),
        feeder.id,
      );
      grid.atNode.set(other, next);
      growTransformers(other, next);
      growSections(other, next, feeder);
    }
  };
  for (const busbar of rows.busbar_sections) {
    const main = rows.main_transformers.find((row) => row.id === busbar.main_transformer_id);
    const top =
      grid.elements.find((e) => e.kind === 'main-transformer' && e.id === main?.id) ??
      add(
        main?.id ?? `${busbar.id}/main-transformer`,
        'main-transformer',
        null,
        main?.rating_kva ?? null,
        null,
      );
    const bus = add(busbar.id, 'busbar', top, amps(busbar.rating_a, kvAt(busbar.node_id)), null);
    grid.atNode.set(busbar.node_id, bus);
    growTransformers(busbar.node_id, bus);
    for (const feeder of rows.feeders.filter((row) => row.busbar_id === busbar.id)) {
      const outlet = add(
        feeder.id,
        'outlet',
        bus,
        amps(feeder.outlet_limit_a, kvAt(busbar.node_id)),
        feeder.id,
      );
      const bay = rows.bays.find((row) => row.feeder_id === feeder.id);
      growSections(
        busbar.node_id,
        bay ? add(bay.id, 'bay', outlet, amps(bay.rating_a, kvAt(busbar.node_id)), feeder.id) : outlet,
        feeder,
      );
    }
  }
  const place = (kind: string, id: string) =>
    ({ node: grid.atNode, 'distribution-transformer': grid.atTransformer, 'lv-point': grid.atPoint })[
      kind
    ]?.get(id);
  for (const c of rows.customers) {
    const element = place(c.at_kind, c.at_id);
    if (element === undefined) continue;
    const kva = c.load_kw === null ? c.contracted_kva : Math.hypot(c.load_kw, c.load_kvar ?? 0);
    element.loads.push(kva ?? 0);
    if (kva === null) element.unknownLoads++;
  }
  for (const row of plainCases(rows).values()) {
    let via: PlainElement | null = null;
    for (let e = place(row.at_kind, row.at_id) ?? null; e !== null; e = e.above) {
      e.cases.push({ row, via });
      via = e;
    }
  }
  return grid;
}

/** In-flight cases; one known to both books counts once, with the larger figure and the later connection. */
export function plainCases(rows: RegionRows): Map<string, Row<'commitments'>> {
  const cases = new Map<string, Row<'commitments'>>();
  for (const row of rows.commitments) {
    const key = row.external_number ?? `#${row.id}`;
    const other = cases.get(key);
    if (!other || row.kva > other.kva || (row.kva === other.kva && row.id < other.id)) cases.set(key, row);
  }
  for (const [key, row] of cases) {
    const same = rows.commitments.filter((one) => (one.external_number ?? `#${one.id}`) === key);
    const days = same.map((one) => one.connected_on).filter((day) => day !== null);
    cases.set(key, { ...row, connected_on: days.sort().at(-1) ?? null });
  }
  return cases;
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

const fullKva = (row: Row<'peaks'>): number => row.peak_kva + (row.masked_kva ?? 0);

const plainMeter = (e: PlainElement, season: Season): Row<'peaks'> | undefined =>
  e.meters.find((m) => m.season === season) ?? e.meters.find((m) => m.season === 'unspecified');

/** Whether a season's figure of an element holds a case already: a peak was measured there after its connection. */
function plainSettled(
  element: PlainElement,
  { row, via }: PlainElement['cases'][number],
  season: Season,
): boolean {
  if (row.connected_on === null) return false;
  for (let e: PlainElement | null = element; e !== null; e = e.above) {
    const meter = plainMeter(e, season);
    if (meter !== undefined)
      return (
        meter.quality === 'measured' && meter.measured_on !== null && meter.measured_on > row.connected_on
      );
  }
  const below = via?.cases.find((one) => one.row === row);
  return via !== null && below !== undefined && plainSettled(via, below, season);
}

/** Peak of an element in a season by the definition in `allocate-peaks.ts`, recursing without memory. `null` = unknown. */
export function plainPeak(
  grid: PlainGrid,
  rows: RegionRows,
  element: PlainElement,
  season: Season,
): number | null {
  const meter = (e: PlainElement): number | null => {
    const row = plainMeter(e, season);
    return row === undefined ? null : fullKva(row);
  };
  const hasLoads = (e: PlainElement): boolean => e.loads.length > 0 || e.below.some(hasLoads);
  const utilisation = (feeder: string | null): number => {
    const read = grid.elements.filter(
      (e) =>
        e.kind === 'distribution-transformer' &&
        e.feeder === feeder &&
        meter(e) !== null &&
        e.ratingKva !== null,
    );
    const rated = sum(read.map((e) => e.ratingKva!));
    return rated === 0 ? 1 : sum(read.map((e) => meter(e)!)) / rated;
  };
  const unknownBelow = (e: PlainElement): boolean => e.unknownLoads > 0 || e.below.some(unknownBelow);
  const loadsBelow = (e: PlainElement): number => sum(e.loads) + sum(e.below.map(loadsBelow));
  const closed = (e: PlainElement): boolean =>
    e.kind === 'distribution-transformer' && !(hasLoads(e) && !unknownBelow(e)) && guess(e) !== null;
  const guess = (e: PlainElement): number | null => {
    if (e.meters.length > 0) return Math.max(...e.meters.map(fullKva));
    return e.ratingKva === null ? null : e.ratingKva * utilisation(e.feeder);
  };
  const settledHere = (e: PlainElement): number =>
    sum(
      e.cases
        .filter((one) => one.via === null && plainSettled(e, one, season))
        .map(({ row }) => Math.ceil(row.kva * 100 - 1e-9) / 100),
    );
  const own = (e: PlainElement): number | null => {
    if (e.kind !== 'distribution-transformer' || (hasLoads(e) && !unknownBelow(e))) {
      return e.unknownLoads > 0 ? null : sum(e.loads);
    }
    const whole = guess(e);
    return whole === null ? null : Math.max(0, whole - loadsBelow(e)) + sum(e.loads);
  };
  const fresh = (e: PlainElement): number =>
    settledHere(e) + sum(e.below.filter((c) => meter(c) === null).map(fresh));
  const parts = (e: PlainElement): number => (own(e) ?? 0) + sum(e.below.map((c) => meter(c) ?? parts(c)));
  const guessed = (e: PlainElement): boolean =>
    closed(e) || e.below.some((c) => meter(c) === null && !hidden(c) && guessed(c));
  const dark = (e: PlainElement): boolean => meter(e) === null && e.meters.length > 0 && guessed(e);
  const hidden = (e: PlainElement): boolean => dark(e) || (blind(e) && !closed(e));
  const blind = (e: PlainElement): boolean =>
    own(e) === null || e.below.some((c) => meter(c) === null && hidden(c));
  const floor = (e: PlainElement): number => Math.max(0, ...e.below.map((c) => meter(c) ?? floor(c)));
  if (meter(element) !== null) return meter(element);
  let basis = element.above;
  while (basis !== null && meter(basis) === null) basis = basis.above;
  if (basis === null) return hidden(element) ? null : Math.max(parts(element), floor(element));
  const whole = parts(basis);
  if ((blind(element) && !closed(element)) || whole === 0) return Math.max(meter(basis)!, floor(element));
  const share = (meter(basis)! / whole) * parts(element);
  return Math.max(
    fresh(element) === 0 ? share : Math.min(meter(basis)!, share + fresh(element)),
    floor(element),
  );
}

/** Room of one element, 0.01 kVA: least over the known seasons of k · rating − peak − promised; `null` = unknown. */
export function plainLeftCkva(
  grid: PlainGrid,
  rows: RegionRows,
  element: PlainElement,
  pack: Pack,
): number | null {
  const split = rows.peaks.some((p) => p.season !== 'unspecified');
  const seasons: Season[] = split ? ['summer', 'winter'] : ['unspecified'];
  const loads = seasons.flatMap((season) => {
    const peak = plainPeak(grid, rows, element, season);
    if (peak === null) return [];
    const open = element.cases.filter((one) => !plainSettled(element, one, season));
    return Math.ceil(peak * 100 - 1e-9) + sum(open.map(({ row }) => Math.ceil(row.kva * 100 - 1e-9)));
  });
  if (element.ratingKva === null || loads.length === 0) return null;
  const limit = Math.floor(
    Math.floor(element.ratingKva * 100 + 1e-6) * pack.capacity.usableShare[element.kind as 'bay'] + 1e-6,
  );
  return limit - Math.max(...loads);
}
