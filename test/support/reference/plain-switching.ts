import type { RegionRows } from '../../../src/model/record.ts';
import { type PlainElement, type PlainGrid, plainGrid } from './plain-chains.ts';

/** What the ledger says about an element, 0.01 kVA; -1 = unknown. */
export interface PlainFigures {
  readonly limit: number;
  readonly committed: number;
  readonly peaks: readonly number[];
}

export interface PlainQuestion {
  /** Element lost, or the feeder whose zones may move. */
  readonly lost?: Pick<PlainElement, 'id' | 'kind'>;
  readonly moving?: string;
  readonly extra?: { readonly node: string; readonly ckva: number };
  readonly figures: (element: PlainElement) => PlainFigures;
  readonly tieLimit: (section: string) => number;
  /** Asked with the receiving feeder or busbar and the nodes that move to it. */
  readonly voltageOk?: (receiver: string, nodes: readonly string[]) => boolean;
}

export interface PlainWorth {
  readonly served: number;
  readonly servedCkva: number;
  readonly unknown: number;
  readonly steps: number;
  readonly marginCkva: number;
  /** Switches that differ from the normal state, by id. */
  readonly moved: readonly string[];
}

const UNKNOWN = 2 ** 40;
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

interface Edge {
  readonly id: string;
  readonly kind: 'breaker' | 'section' | 'tie';
  readonly a: string;
  readonly b: string;
  readonly switches: readonly { readonly at: string; readonly bit: number }[];
}

/**
 * The best switching by looking at every state of every switch of the grid, breakers of outlets included.
 *
 * A state counts when what is fed is fed once and without a loop, live nodes are fed as before, nothing fed touches what
 * is broken, and every place that carries something new, or the new customer, keeps its limit. Flows are recomputed from
 * scratch in every state by walking plain objects and sets.
 */
export function plainSwitching(rows: RegionRows, question: PlainQuestion): PlainWorth | null {
  const grid: PlainGrid = plainGrid(rows);
  const { moving, extra } = question;
  const ledger = new Map(grid.elements.map((e) => [e, question.figures(e)]));
  const figures = (e: PlainElement): PlainFigures => ledger.get(e)!;
  const lost = grid.elements.find((e) => e.id === question.lost?.id && e.kind === question.lost.kind);
  const seasons = figures(grid.elements[0]!).peaks.map((_, s) => s);
  const busbarAt = new Map(rows.busbar_sections.map((row) => [row.node_id, row.id]));
  const elementAt = (node: string): PlainElement => grid.atNode.get(node)!;
  const chain = (e: PlainElement | null): PlainElement[] => (e === null ? [] : [e, ...chain(e.above)]);
  const wire = (e: PlainElement): boolean => ['outlet', 'bay', 'section'].includes(e.kind);

  // The graph: terminals of feeders stand between a busbar and its feeder's first sections.
  const switches: { id: string; open: boolean }[] = [];
  const bitOf = (id: string, open: boolean): number => switches.push({ id, open }) - 1;
  const edges: Edge[] = rows.feeders.map((feeder) => {
    const bay = rows.bays.find((row) => row.feeder_id === feeder.id);
    const a = `busbar/${feeder.busbar_id}`;
    const bit = bitOf(bay?.id ?? feeder.id, false);
    return { id: feeder.id, kind: 'breaker', a, b: `terminal/${feeder.id}`, switches: [{ at: a, bit }] };
  });
  for (const section of rows.sections) {
    const mine = rows.switches.filter((row) => row.section_id === section.id);
    const tie = mine.some((row) => row.normally_open);
    const place = (node: string): string =>
      !busbarAt.has(node) ? node : tie ? `busbar/${busbarAt.get(node)!}` : `terminal/${section.feeder_id!}`;
    edges.push({
      id: section.id,
      kind: tie ? 'tie' : 'section',
      a: place(section.from_node_id),
      b: place(section.to_node_id),
      switches: mine.map((row) => ({ at: place(row.node_id), bit: bitOf(row.id, row.normally_open) })),
    });
  }
  const at = new Map<string, Edge[]>();
  for (const edge of edges) for (const end of [edge.a, edge.b]) at.set(end, [...(at.get(end) ?? []), edge]);
  const nodes = rows.nodes.map(({ id }) => id).filter((id) => !busbarAt.has(id));

  // Who is dead, free, live.
  const dead = new Set<string>();
  if (lost?.kind === 'section') {
    const broken = edges.find(({ id }) => id === lost.id)!;
    const todo = [broken.a, broken.b].filter((end) => !broken.switches.some((s) => s.at === end));
    for (const place of todo) {
      dead.add(place);
      for (const edge of at.get(place) ?? [])
        if (edge.kind !== 'tie' && edge.switches.length === 0)
          for (const end of [edge.a, edge.b]) if (!dead.has(end)) todo.push(end);
    }
  }
  const outlets = grid.elements.filter(
    (e) => e.kind === 'outlet' && lost !== undefined && lost.kind !== 'section' && chain(e).includes(lost),
  );
  const unusable = new Set(outlets.map(({ id }) => id));
  const deadBusbars = new Set(
    grid.elements
      .filter((e) => e.kind === 'busbar' && lost !== undefined && chain(e).includes(lost))
      .map((e) => `busbar/${e.id}`),
  );
  const stateOf = (node: string): 'dead' | 'free' | 'live' => {
    if (dead.has(node)) return 'dead';
    const up = chain(elementAt(node));
    if (up.some(({ feeder }) => feeder !== null && feeder === moving)) return 'free';
    if (lost === undefined) return 'live';
    const cut = up.some((e) => e === lost || (e.kind === 'section' && dead.has(farEnd(e))));
    return cut || dead.has(`terminal/${up[0]!.feeder!}`) ? 'free' : 'live';
  };
  const farEnd = (e: PlainElement): string => nodes.find((node) => elementAt(node) === e)!;
  const state = new Map(nodes.map((node) => [node, stateOf(node)]));
  const free = nodes.filter((node) => state.get(node) === 'free');
  const area = new Set([...outlets.map(({ id }) => id), moving, lost?.feeder]);

  // Loads.
  const above = new Map(nodes.map((node) => [node, new Set(chain(elementAt(node)))]));
  const under = (node: string, u: PlainElement): boolean => above.get(node)!.has(u);
  const peakOf = (e: PlainElement, s: number): number =>
    figures(e).peaks[s]! < 0 ? UNKNOWN : figures(e).peaks[s]!;
  const boundOf = (e: PlainElement, s: number): number =>
    Math.max(
      peakOf(e, s),
      ...e.below
        .filter((c) => c.kind === 'busbar' || (wire(c) && area.has(c.feeder ?? undefined)))
        .filter((c) => c.kind === 'busbar' || figures(c).peaks[s]! >= 0)
        .map((c) => (c.kind === 'busbar' && figures(c).peaks[s]! < 0 ? 0 : boundOf(c, s))),
    );
  const ownOf = (e: PlainElement, s: number): number => {
    if (peakOf(e, s) === UNKNOWN) return UNKNOWN;
    const [lower, parts] = [e.below.filter(wire), e.below.filter((c) => !wire(c))].map((list) =>
      list.map((c) => Math.max(0, figures(c).peaks[s]!)),
    ) as [number[], number[]];
    const share = sum(parts) > 0 ? Math.ceil((peakOf(e, s) * sum(parts)) / sum([...parts, ...lower])) : 0;
    return Math.max(peakOf(e, s) - sum(lower), share, ...parts);
  };
  const nodeOf = new Map(nodes.map((node) => [elementAt(node), node]));
  const flow = (e: PlainElement, s: number, set: ReadonlySet<string>, rest: boolean): number => {
    let inside = set.has(nodeOf.get(e) ?? '');
    if (e.kind === 'bay' || e.kind === 'outlet') {
      const first = e.below.flatMap((c) => (c.kind === 'bay' ? c.below : [c]));
      inside = first.some((c) => set.has(nodeOf.get(c)!));
    }
    let drawn = inside ? ownOf(e, s) : 0;
    for (const c of e.below) {
      const aside = !wire(e) && !wire(c) && c.kind !== 'busbar' && c.kind !== 'outlet';
      if (aside) drawn += rest ? peakOf(c, s) : 0;
      else if (wire(c) || !wire(e)) if (c.kind !== 'distribution-transformer') drawn += flow(c, s, set, rest);
    }
    if (rest && !wire(e)) drawn += Math.max(0, peakOf(e, s) - sum(e.below.map((c) => peakOf(c, s))));
    return Math.min(boundOf(e, s), drawn);
  };
  const tops = grid.elements.filter(({ above }) => above === null);
  const loadOf = (set: ReadonlySet<string>, s: number): number =>
    sum(tops.map((top) => flow(top, s, set, false)));
  const committedAt = (node: string): number =>
    figures(elementAt(node)).committed - sum(elementAt(node).below.map((c) => figures(c).committed));
  const committedOf = (set: Iterable<string>): number => sum([...set].map(committedAt));
  const sectionElement = new Map(grid.elements.filter((e) => e.kind === 'section').map((e) => [e.id, e]));

  let best: PlainWorth | null = null;
  const value = (w: PlainWorth): number[] => [w.servedCkva, w.served, -w.unknown, -w.steps, w.marginCkva];
  const normalMask = switches.reduce((mask, { open }, bit) => (open ? mask : mask | (1 << bit)), 0);

  // The same graph in numbers: there are millions of states to feed.
  const ROOT = edges.length;
  const places = [...at.keys()];
  const indexOf = new Map(places.map((place, i) => [place, i]));
  const bits = (list: Edge['switches']): number => list.reduce((all, s) => all | (1 << s.bit), 0);
  const waysAt = places.map((place) =>
    at.get(place)!.map((edge) => {
      const other = edge.a === place ? edge.b : edge.a;
      return {
        edge: edges.indexOf(edge),
        other: indexOf.get(other)!,
        need: bits(edge.switches),
        lostOutlet: edge.kind === 'breaker' && unusable.has(edge.id),
        forbidden:
          deadBusbars.has(other) || dead.has(other) || (lost?.kind === 'section' && edge.id === lost.id),
      };
    }),
  );
  const roots = places.flatMap((place, i) =>
    place.startsWith('busbar/') && !deadBusbars.has(place) ? [i] : [],
  );
  const broken = lost?.kind === 'section' ? edges.find(({ id }) => id === lost.id)! : null;
  const brokenEnds = [broken?.a, broken?.b].flatMap((end) =>
    end === undefined
      ? []
      : [{ place: indexOf.get(end)!, need: bits(broken!.switches.filter((s) => s.at === end)) }],
  );
  const wanted = nodes
    .filter((node) => state.get(node) === 'live')
    .map((node) => ({
      place: indexOf.get(node)!,
      edge: edges.findIndex(({ kind, id }) => kind === 'section' && id === elementAt(node).id),
    }));
  const fedEdge = new Int32Array(places.length);

  for (let mask = 0; mask < 1 << switches.length; mask++) {
    // Feed from all live busbars; a place fed twice is a loop.
    fedEdge.fill(-1);
    const todo: number[] = [];
    for (const p of roots) {
      fedEdge[p] = ROOT;
      todo.push(p);
    }
    let fine = true;
    for (let k = 0; fine && k < todo.length; k++) {
      const place = todo[k]!;
      for (const w of waysAt[place]!) {
        if ((mask & w.need) !== w.need || fedEdge[place] === w.edge) continue;
        // A lost outlet gives nothing, and must be open before its far side is fed from elsewhere.
        if (w.lostOutlet && fedEdge[place] === ROOT) continue;
        if (fedEdge[w.other] !== -1 || w.forbidden) {
          fine = false;
          break;
        }
        fedEdge[w.other] = w.edge;
        todo.push(w.other);
      }
    }
    if (!fine) continue;
    if (brokenEnds.some(({ place, need }) => fedEdge[place] !== -1 && (mask & need) === need)) continue;
    if (wanted.some(({ place, edge }) => fedEdge[place] !== edge)) continue;
    if (moving !== undefined && free.some((n) => fedEdge[indexOf.get(n)!] === -1)) continue;
    const served = free.filter((n) => fedEdge[indexOf.get(n)!] !== -1);
    const servedSet = new Set(served);
    const extraServed = extra !== undefined && servedSet.has(extra.node) ? extra.ckva : 0;
    const servedCkva =
      Math.max(...seasons.map((s) => loadOf(servedSet, s))) + committedOf(served) + extraServed;
    if (best !== null && servedCkva < best.servedCkva) continue;
    const fedBy = new Map<string, { from: string; edge: Edge } | null>();
    for (const p of todo) {
      const edge = edges[fedEdge[p]!];
      const from = edge === undefined ? '' : edge.a === places[p] ? edge.b : edge.a;
      fedBy.set(places[p]!, edge === undefined ? null : { from, edge });
    }

    // What hangs beyond every edge and element.
    const beyond = new Map<string, Set<string>>();
    const add = (key: string, node: string): void => {
      beyond.set(key, (beyond.get(key) ?? new Set()).add(node));
    };
    for (const node of nodes) {
      if (!fedBy.has(node)) continue;
      let place = node;
      for (let by = fedBy.get(place); by; by = fedBy.get(place)) {
        add(by.edge.kind === 'breaker' ? `outlet/${by.edge.id}` : `edge/${by.edge.id}`, node);
        place = by.from;
      }
      add(place, node);
      for (const e of chain(grid.elements.find((g) => `busbar/${g.id}` === place)!.above))
        add(`main/${e.id}`, node);
    }
    const rows_: { left: number | null }[] = [];
    let blind = false;
    const note = (limit: number, load: number): void => {
      rows_.push({ left: limit < 0 ? null : limit - load });
    };
    for (const [key, set] of beyond) {
      const [kind, id] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
      const x = extra !== undefined && set.has(extra.node) ? extra.ckva : 0;
      const section = kind === 'edge' ? sectionElement.get(id) : undefined;
      if (kind === 'edge' && section === undefined) {
        note(question.tieLimit(id), Math.max(...seasons.map((s) => loadOf(set, s))) + committedOf(set) + x);
        if (seasons.some((s) => loadOf(set, s) >= UNKNOWN)) blind = true;
        continue;
      }
      const heads =
        kind === 'edge'
          ? [section!]
          : grid.elements.filter(
              (e) =>
                (kind === 'outlet' && (e.kind === 'outlet' || e.kind === 'bay') && e.feeder === id) ||
                (e.kind === (kind === 'main' ? 'main-transformer' : kind) && e.id === id),
            );
      for (const u of heads) {
        const gained = new Set([...set].filter((n) => !under(n, u)));
        if (gained.size === 0 && x === 0) continue;
        const f = figures(u);
        const movable = (u.kind === 'section' || u.kind === 'bay') && area.has(u.feeder ?? undefined);
        if (movable && (u.kind === 'bay' ? moving !== undefined : state.get(nodeOf.get(u)!) === 'free')) {
          note(f.limit, Math.max(...seasons.map((s) => loadOf(set, s))) + committedOf(set) + x);
          continue;
        }
        const kept = new Set([...set].filter((n) => under(n, u)));
        const gone = free.filter((n) => under(n, u) && !kept.has(n));
        const touched =
          chain(u).length > 0 && nodes.some((n) => under(n, u) && area.has(elementAt(n).feeder));
        const load = seasons.map(
          (s) => (touched ? Math.min(peakOf(u, s), flow(u, s, kept, true)) : f.peaks[s]!) + loadOf(gained, s),
        );
        const committed = Math.max(0, f.committed - committedOf(gone)) + committedOf(gained);
        note(f.peaks.every((p) => p >= 0) ? f.limit : -1, Math.max(...load) + committed + x);
      }
    }
    if (blind || rows_.some(({ left }) => left !== null && left < 0)) continue;
    const groups = new Map<string, string[]>();
    for (const node of served) {
      let place = node;
      let over: string | null = null;
      for (let by = fedBy.get(place); by; by = fedBy.get(place)) {
        const crossing = by.edge.kind === 'tie' && state.get(by.from) !== 'free';
        if (crossing) over = by.from;
        place = by.from;
      }
      if (over === null) continue;
      const to = over.startsWith('busbar/') ? over.slice(7) : elementAt(over).feeder!;
      groups.set(to, [...(groups.get(to) ?? []), node]);
    }
    if ([...groups].some(([to, list]) => question.voltageOk?.(to, list) === false)) continue;
    const moved = switches.filter((_, bit) => ((mask ^ normalMask) & (1 << bit)) !== 0).map(({ id }) => id);
    const known = rows_.flatMap(({ left }) => left ?? []);
    const worth: PlainWorth = {
      served: served.length,
      servedCkva,
      unknown: rows_.filter(({ left }) => left === null).length,
      steps: moved.length,
      marginCkva: known.length === 0 ? -1 : Math.min(...known),
      moved,
    };
    const [mine, other]: [number[], number[] | null] = [value(worth), best === null ? null : value(best)];
    const differs = other === null ? -1 : mine.findIndex((v, i) => v !== other[i]);
    if (other === null || (differs >= 0 && mine[differs]! > other[differs]!)) best = worth;
  }
  return best;
}
