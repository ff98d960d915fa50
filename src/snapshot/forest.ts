import type { BuildNote } from '../model/finding.ts';
import type { ElementKind } from '../model/plan.ts';
import type { Row } from '../model/record.ts';
import type { GridRows } from './grid-rows.ts';
import { type Link, type SupplyTree, supplyTree } from './supply-tree.ts';

/** Elements of all chains as parallel columns, depth first, parents before children. */
export interface Forest {
  readonly kind: ElementKind[];
  readonly id: string[];
  readonly parent: number[];
  /** Index into `feeders`, -1 above the outlets. */
  readonly feeder: number[];
  readonly ratingKva: (number | null)[];
  readonly feeders: Row<'feeders'>[];
  /** Feeders with a closed loop or a second supply: nothing on them can be moved by switching. */
  readonly meshed: Set<number>;
  /** Elements of low-voltage networks with a closed loop or a second supply, their transformers included. */
  readonly meshedLv: Set<number>;
  /** The element that feeds a place: what a chain from there starts with. */
  readonly atNode: Map<string, number>;
  readonly atPoint: Map<string, number>;
  readonly atTransformer: Map<string, number>;
  readonly findings: BuildNote[];
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function groupBy<T>(rows: readonly T[], key: (row: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = key(row);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}

/** √3·U·I in kVA for U in kV and I in A; a current of 0 or none is unknown, never room. */
export function ratingOf(kv: number, amperes: number | null | undefined): number | null {
  return amperes === null || amperes === undefined || amperes === 0 ? null : Math.sqrt(3) * kv * amperes;
}

const known = (kva: number | null): number | null => (kva === 0 ? null : kva);

/** Connected sets of low-voltage points; each point → a name of its set. */
function lvNetworks(lines: readonly Row<'lv_lines'>[]): (point: string) => string {
  const parent = new Map<string, string>();
  const find = (point: string): string => {
    let top = point;
    for (let up = parent.get(top); up !== undefined && up !== top; up = parent.get(top)) top = up;
    for (let at = point; at !== top;) {
      const up = parent.get(at) ?? top;
      parent.set(at, top);
      at = up;
    }
    return top;
  };
  for (const line of lines) {
    const [a, b] = [find(line.from_point_id), find(line.to_point_id)];
    if (a !== b) parent.set(a < b ? b : a, a < b ? a : b);
  }
  return find;
}

/**
 * Grows the supply forest of a region: main transformers → busbars → outlets → sections → transformers → low voltage.
 *
 * Where the network is not radial, capacity along it cannot be told: those ratings become unknown and a finding names them.
 * What no substation feeds is left out and named. The result does not depend on the order of rows.
 *
 * @cost O(n log n); one graphology graph per feeder and per low-voltage network.
 */
export class ForestBuilder {
  readonly forest: Forest = {
    kind: [],
    id: [],
    parent: [],
    feeder: [],
    ratingKva: [],
    feeders: [],
    meshed: new Set(),
    meshedLv: new Set(),
    atNode: new Map(),
    atPoint: new Map(),
    atTransformer: new Map(),
    findings: [],
  };
  readonly #nodes: Map<string, Row<'nodes'>>;
  readonly #points: Map<string, Row<'lv_points'>>;
  readonly #ampacity: Map<string, number | null>;
  readonly #sections: Map<string, Row<'sections'>>;
  readonly #sectionsOf: Map<string, Row<'sections'>[]>;
  readonly #lvLines: Map<string, Row<'lv_lines'>>;
  readonly #lvLinesOf: Map<string, Row<'lv_lines'>[]>;
  readonly #lvNetworkOf: (point: string) => string;
  readonly #lvClaims = new Map<string, { readonly owner: string; readonly elements: number[] }>();
  readonly #transformersAt: Map<string, Row<'distribution_transformers'>[]>;
  readonly #feedersOf: Map<string, Row<'feeders'>[]>;
  readonly #bayOf: Map<string, Row<'bays'>>;
  readonly #busbarNodes: Set<string>;
  readonly #meshed: ReadonlySet<string>;
  readonly #open: Set<string>;
  readonly #rows: GridRows;

  constructor(rows: GridRows) {
    this.#rows = rows;
    this.#nodes = new Map(rows.nodes.map((row) => [row.id, row]));
    this.#points = new Map(rows.lv_points.map((row) => [row.id, row]));
    this.#ampacity = new Map(rows.conductor_types.map((row) => [row.id, row.ampacity_a]));
    this.#open = new Set(rows.switches.filter((row) => row.normally_open).map((row) => row.section_id));
    this.#sections = new Map(rows.sections.map((row) => [row.id, row]));
    this.#sectionsOf = groupBy(this.#conductingSections(), (row) => row.feeder_id);
    this.#lvLines = new Map(rows.lv_lines.map((row) => [row.id, row]));
    this.#lvNetworkOf = lvNetworks(rows.lv_lines);
    this.#lvLinesOf = groupBy(rows.lv_lines, (row) => this.#lvNetworkOf(row.from_point_id));
    this.#transformersAt = groupBy([...rows.distribution_transformers].sort(byId), (row) => row.node_id);
    this.#feedersOf = groupBy([...rows.feeders].sort(byId), (row) => row.busbar_id);
    this.#bayOf = new Map(
      rows.bays.filter((row) => row.feeder_id !== null).map((row) => [row.feeder_id ?? '', row]),
    );
    this.#busbarNodes = new Set(rows.busbar_sections.map((row) => row.node_id));
    this.#meshed = this.#findMeshed();
  }

  grow(): Forest {
    const busbarsOf = groupBy([...this.#rows.busbar_sections].sort(byId), (row) => row.main_transformer_id);
    for (const main of [...this.#rows.main_transformers].sort(byId)) {
      const top = this.#push('main-transformer', main.id, -1, known(main.rating_kva));
      for (const busbar of busbarsOf.get(main.id) ?? []) this.#growBusbar(busbar, top);
    }
    for (const busbar of [...this.#rows.busbar_sections].sort(byId)) {
      if (busbar.main_transformer_id !== null) continue;
      this.#growBusbar(busbar, this.#push('main-transformer', `${busbar.id}/main-transformer`, -1, null));
    }
    this.#reportUnfed();
    return this.forest;
  }

  #push(kind: ElementKind, id: string, parent: number, ratingKva: number | null): number {
    const { forest } = this;
    forest.kind.push(kind);
    forest.id.push(id);
    forest.parent.push(parent);
    forest.feeder.push(
      kind === 'outlet' ? forest.feeders.length - 1 : parent < 0 ? -1 : (forest.feeder[parent] ?? -1),
    );
    forest.ratingKva.push(ratingKva);
    return forest.id.length - 1;
  }

  #found(
    code: BuildNote['code'],
    severity: BuildNote['severity'],
    subject: string,
    ids: readonly string[],
  ): void {
    this.forest.findings.push({ code, severity, subject, ids });
  }

  #conductingSections(): Row<'sections'>[] {
    return this.#rows.sections.filter((row) => {
      if (this.#open.has(row.id)) return false;
      const [from, to] = [this.#nodes.get(row.from_node_id), this.#nodes.get(row.to_node_id)];
      if (from === undefined || to === undefined) return false;
      if (from.kv !== to.kv) this.#found('voltage-mismatch', 'error', 'section', [row.id]);
      else if (row.feeder_id === null) this.#found('section-without-feeder', 'error', 'section', [row.id]);
      return from.kv === to.kv && row.feeder_id !== null;
    });
  }

  #growBusbar(busbar: Row<'busbar_sections'>, top: number): void {
    const node = this.#nodes.get(busbar.node_id);
    if (node === undefined) return;
    const element = this.#push('busbar', busbar.id, top, ratingOf(node.kv, busbar.rating_a));
    this.forest.atNode.set(node.id, element);
    this.#growTransformers(node.id, element);
    for (const feeder of this.#feedersOf.get(busbar.id) ?? []) this.#growFeeder(feeder, node, element);
  }

  #growFeeder(feeder: Row<'feeders'>, root: Row<'nodes'>, busbar: number): void {
    const { forest } = this;
    forest.feeders.push(feeder);
    const links = (this.#sectionsOf.get(feeder.id) ?? []).map((row): Link => ({
      id: row.id,
      from: row.from_node_id,
      to: row.to_node_id,
    }));
    const tree = supplyTree(root.id, links);
    const radial = this.#checkFeeder(feeder, tree);
    const outlet = this.#push(
      'outlet',
      feeder.id,
      busbar,
      radial ? ratingOf(root.kv, feeder.outlet_limit_a) : null,
    );
    const bay = this.#bayOf.get(feeder.id);
    const start =
      bay === undefined ? outlet : this.#push('bay', bay.id, outlet, ratingOf(root.kv, bay.rating_a));
    for (const { place, link, above } of tree.fed) {
      if (forest.atNode.has(place)) continue;
      const parent = above === root.id ? start : (forest.atNode.get(above) ?? start);
      const section = this.#sections.get(link.id);
      const amperes = section?.limit_a ?? this.#ampacity.get(section?.conductor_type_id ?? '');
      const element = this.#push('section', link.id, parent, radial ? ratingOf(root.kv, amperes) : null);
      forest.atNode.set(place, element);
      this.#growTransformers(place, element);
    }
  }

  /** Says what loops a feeder has; `true` when it is radial and shares no node with another. */
  #checkFeeder(feeder: Row<'feeders'>, tree: SupplyTree): boolean {
    for (const loop of tree.loops) this.#found('closed-loop', 'error', 'section', loop);
    const radial = tree.loops.length === 0 && !this.#meshed.has(feeder.id);
    if (!radial) this.forest.meshed.add(this.forest.feeders.length - 1);
    return radial;
  }

  /**
   * Feeders that share a node with each other, or reach a second busbar, through closed sections: what flows where
   * cannot be told on either. Found before anything grows, so that it does not matter which of them grows first.
   */
  #findMeshed(): Set<string> {
    const meshed = new Set<string>();
    const claims = new Map<string, string>();
    const roots = new Map(this.#rows.busbar_sections.map((row) => [row.id, row.node_id]));
    const rootOf = new Map(this.#rows.feeders.map((row) => [row.id, roots.get(row.busbar_id)]));
    for (const [feeder, sections] of [...this.#sectionsOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const node of new Set(sections.flatMap((row) => [row.from_node_id, row.to_node_id]))) {
        if (node === rootOf.get(feeder)) continue;
        const other = claims.get(node) ?? (this.#busbarNodes.has(node) ? feeder : undefined);
        claims.set(node, feeder);
        if (other === undefined) continue;
        this.#found('fed-twice', 'error', 'node', [node, ...new Set([other, feeder])]);
        meshed.add(feeder).add(other);
      }
    }
    return meshed;
  }

  #growTransformers(node: string, parent: number): void {
    for (const transformer of this.#transformersAt.get(node) ?? []) {
      const element = this.#push(
        'distribution-transformer',
        transformer.id,
        parent,
        known(transformer.rating_kva),
      );
      this.forest.atTransformer.set(transformer.id, element);
      const kv = this.#nodes.get(node)?.kv;
      if (transformer.hv_kv !== null && transformer.hv_kv !== kv) {
        this.#found('voltage-mismatch', 'warning', 'distribution-transformer', [transformer.id, node]);
      }
      if (transformer.lv_point_id !== null) this.#growLv(transformer.id, transformer.lv_point_id, element);
    }
  }

  #growLv(transformer: string, root: string, parent: number): void {
    const { forest } = this;
    const network = this.#lvNetworkOf(root);
    const claim = this.#lvClaims.get(network);
    if (claim !== undefined) {
      this.#found('fed-twice', 'error', 'distribution-transformer', [claim.owner, transformer]);
      for (const element of [...claim.elements, parent]) forest.meshedLv.add(element);
      return;
    }
    const elements = [parent];
    this.#lvClaims.set(network, { owner: transformer, elements });
    const links = (this.#lvLinesOf.get(network) ?? []).filter((row) => {
      const same = this.#points.get(row.from_point_id)?.kv === this.#points.get(row.to_point_id)?.kv;
      if (!same) this.#found('voltage-mismatch', 'error', 'lv-line', [row.id]);
      return same;
    });
    const tree = supplyTree(
      root,
      links.map((row) => ({ id: row.id, from: row.from_point_id, to: row.to_point_id })),
    );
    for (const loop of tree.loops) this.#found('closed-loop', 'error', 'lv-line', loop);
    forest.atPoint.set(root, parent);
    const kv = this.#points.get(root)?.kv ?? 0;
    for (const { place, link, above } of tree.fed) {
      const line = this.#lvLines.get(link.id);
      const amperes = line?.limit_a ?? this.#ampacity.get(line?.conductor_type_id ?? '');
      const rating = tree.loops.length === 0 ? ratingOf(kv, amperes) : null;
      const element = this.#push('lv-line', link.id, forest.atPoint.get(above) ?? parent, rating);
      forest.atPoint.set(place, element);
      elements.push(element);
    }
    if (tree.loops.length > 0) for (const element of elements) forest.meshedLv.add(element);
  }

  #reportUnfed(): void {
    const { forest } = this;
    const unfed = (subject: string, ids: readonly string[]): void => {
      if (ids.length > 0) this.#found('island', 'error', subject, [...ids].sort());
    };
    unfed(
      'node',
      this.#rows.nodes.filter((row) => !forest.atNode.has(row.id)).map((row) => row.id),
    );
    unfed(
      'lv-point',
      this.#rows.lv_points.filter((row) => !forest.atPoint.has(row.id)).map((row) => row.id),
    );
    const unrated = forest.id.filter((_, e) => forest.ratingKva[e] === null);
    if (unrated.length > 0) this.#found('rating-unknown', 'warning', 'element', [...unrated].sort());
  }
}
