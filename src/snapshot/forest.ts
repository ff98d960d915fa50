import type { BuildNote } from '../model/finding.ts';
import type { ElementKind } from '../model/plan.ts';
import type { PackedTable } from '../model/packed-table.ts';
import type { Row } from '../model/record.ts';
import { FedPlaces } from './fed-places.ts';
import type { GridRows } from './grid-rows.ts';
import { GroupedRows } from './grouped-rows.ts';
import { type Link, type SupplyTree, supplyTree } from './supply-tree.ts';

/** Elements of all chains as parallel columns, depth first, parents before children. */
export interface Forest {
  readonly kind: ElementKind[];
  readonly id: string[];
  /** Number of its row in the table of its kind; -1 for a main transformer that the record lacks. */
  readonly row: number[];
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
  readonly atNode: FedPlaces;
  readonly atPoint: FedPlaces;
  readonly atTransformer: FedPlaces;
  readonly findings: BuildNote[];
}

/** √3·U·I in kVA for U in kV and I in A; a current of 0 or none is unknown, never room. */
export function ratingOf(kv: number, amperes: number | null | undefined): number | null {
  return amperes === null || amperes === undefined || amperes === 0 ? null : Math.sqrt(3) * kv * amperes;
}

const known = (kva: number | null): number | null => (kva === 0 ? null : kva);

/** A conducting line piece as a row of its table. */
interface RowLink extends Link {
  readonly row: number;
}

/** Connected sets of low-voltage points: for each point the first of its set. */
function lvNetworks(points: number, from: Int32Array, to: Int32Array): Int32Array {
  const up = Int32Array.from({ length: points }, (_, point) => point);
  const find = (point: number): number => {
    let top = point;
    while (up[top] !== top) top = up[top] = up[up[top] ?? 0] ?? 0;
    return top;
  };
  from.forEach((one, line) => {
    const other = to[line] ?? -1;
    if (one < 0 || other < 0) return;
    const a = find(one);
    const b = find(other);
    up[Math.max(a, b)] = Math.min(a, b);
  });
  return up.map((_, point) => find(point));
}

/** Rows of the places at the two ends of every line; -1 where the record lacks it. */
interface Ends {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

type LineTable = 'sections' | 'lv_lines';

/** A transformer and the elements behind it, which stand together. */
interface Claim {
  readonly owner: string;
  readonly first: number;
  readonly end: number;
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
  readonly forest: Forest;
  readonly #rows: GridRows;
  readonly #ampacity: Map<string, number | null>;
  readonly #feederNodes: Ends;
  readonly #sectionsOf: GroupedRows;
  readonly #lvEnds: Ends;
  readonly #lvNetworkOf: Int32Array;
  readonly #lvLinesOf: GroupedRows;
  readonly #lvClaims = new Map<number, Claim>();
  readonly #transformersAt: GroupedRows;
  readonly #feedersOf: GroupedRows;
  readonly #bayOf: ReadonlyMap<string, number>;
  readonly #meshed: ReadonlySet<number>;

  constructor(rows: GridRows) {
    this.#rows = rows;
    this.forest = {
      kind: [],
      id: [],
      row: [],
      parent: [],
      feeder: [],
      ratingKva: [],
      feeders: [],
      meshed: new Set(),
      meshedLv: new Set(),
      atNode: new FedPlaces(rows.nodes),
      atPoint: new FedPlaces(rows.lv_points),
      atTransformer: new FedPlaces(rows.distribution_transformers),
      findings: [],
    };
    this.#ampacity = new Map(Array.from(rows.conductor_types, (row) => [row.id, row.ampacity_a]));
    const { sections, lv_lines: lines, nodes, lv_points: points, feeders } = rows;
    this.#feederNodes = {
      from: nodes.named(sections.texts('from_node_id')),
      to: nodes.named(sections.texts('to_node_id')),
    };
    this.#sectionsOf = new GroupedRows(this.#conductingSections(), feeders.length);
    this.#lvEnds = {
      from: points.named(lines.texts('from_point_id')),
      to: points.named(lines.texts('to_point_id')),
    };
    this.#lvNetworkOf = lvNetworks(points.length, this.#lvEnds.from, this.#lvEnds.to);
    this.#lvLinesOf = new GroupedRows(
      this.#lvEnds.from.map((point) => this.#lvNetworkOf[point] ?? -1),
      points.length,
    );
    const transformers = rows.distribution_transformers;
    this.#transformersAt = new GroupedRows(nodes.named(transformers.texts('node_id')), nodes.length);
    this.#feedersOf = new GroupedRows(
      rows.busbar_sections.named(feeders.texts('busbar_id')),
      rows.busbar_sections.length,
    );
    this.#bayOf = new Map(
      Array.from(rows.bays, ({ feeder_id }, i): [string, number] => [feeder_id ?? '', i]),
    );
    this.#meshed = this.#findMeshed();
  }

  grow(): Forest {
    const { main_transformers: mains, busbar_sections: busbars } = this.#rows;
    const busbarsOf = new GroupedRows(mains.named(busbars.texts('main_transformer_id')), mains.length);
    for (let m = 0; m < mains.length; m++) {
      const main = mains.row(m);
      const top = this.#push('main-transformer', [main.id, m], -1, known(main.rating_kva));
      for (const busbar of busbarsOf.of(m)) this.#growBusbar(busbar, top);
    }
    for (let b = 0; b < busbars.length; b++) {
      const busbar = busbars.row(b);
      if (busbar.main_transformer_id !== null) continue;
      this.#growBusbar(b, this.#push('main-transformer', [`${busbar.id}/main-transformer`, -1], -1, null));
    }
    this.#reportUnfed();
    return this.forest;
  }

  /** @param of number of its row in the table of its kind; -1 = the record lacks it. */
  #push(
    kind: ElementKind,
    [id, of]: readonly [string, number],
    parent: number,
    ratingKva: number | null,
  ): number {
    const { forest } = this;
    forest.kind.push(kind);
    forest.id.push(id);
    forest.row.push(of);
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

  /** Feeder of every section that conducts; -1 for the others. */
  #conductingSections(): Int32Array {
    const { sections, switches, nodes, feeders } = this.#rows;
    const open = new Uint8Array(sections.length);
    sections.named(switches.texts('section_id')).forEach((section, i) => {
      if (section >= 0 && switches.row(i).normally_open) open[section] = 1;
    });
    const feederOf = feeders.named(sections.texts('feeder_id'));
    return feederOf.map((feeder, i) => {
      const from = this.#feederNodes.from[i] ?? -1;
      const to = this.#feederNodes.to[i] ?? -1;
      if (open[i] === 1 || from < 0 || to < 0) return -1;
      const same = nodes.row(from).kv === nodes.row(to).kv;
      if (!same) this.#found('voltage-mismatch', 'error', 'section', [sections.row(i).id]);
      else if (feeder < 0) this.#found('section-without-feeder', 'error', 'section', [sections.row(i).id]);
      return same ? feeder : -1;
    });
  }

  #growBusbar(b: number, top: number): void {
    const busbar = this.#rows.busbar_sections.row(b);
    const node = this.#rows.nodes.indexOf(busbar.node_id);
    if (node < 0) return;
    const { kv } = this.#rows.nodes.row(node);
    const element = this.#push('busbar', [busbar.id, b], top, ratingOf(kv, busbar.rating_a));
    this.forest.atNode.set(node, element);
    this.#growTransformers(node, element);
    for (const feeder of this.#feedersOf.of(b)) this.#growFeeder(feeder, node, element);
  }

  #links(rows: Uint32Array, table: LineTable): RowLink[] {
    return Array.from(rows, (row): RowLink => {
      const line = table === 'sections' ? this.#rows.sections.row(row) : this.#rows.lv_lines.row(row);
      const [from, to] =
        'from_node_id' in line
          ? [line.from_node_id, line.to_node_id]
          : [line.from_point_id, line.to_point_id];
      return { row, id: line.id, from, to };
    });
  }

  #growFeeder(f: number, node: number, busbar: number): void {
    const { forest } = this;
    const { nodes, sections, bays } = this.#rows;
    const feeder = this.#rows.feeders.row(f);
    const root = nodes.row(node);
    forest.feeders.push(feeder);
    const tree = supplyTree(root.id, this.#links(this.#sectionsOf.of(f), 'sections'));
    const radial = this.#checkFeeder(f, tree);
    const outlet = this.#push(
      'outlet',
      [feeder.id, f],
      busbar,
      radial ? ratingOf(root.kv, feeder.outlet_limit_a) : null,
    );
    const bay = this.#bayOf.get(feeder.id) ?? -1;
    const start =
      bay < 0
        ? outlet
        : this.#push('bay', [bays.row(bay).id, bay], outlet, ratingOf(root.kv, bays.row(bay).rating_a));
    for (const { place, link, above } of tree.fed) {
      const at = nodes.indexOf(place);
      if (forest.atNode.at(at) !== undefined) continue;
      const parent = above === root.id ? start : (forest.atNode.get(above) ?? start);
      const section = sections.row(link.row);
      const amperes = section.limit_a ?? this.#ampacity.get(section.conductor_type_id);
      const rating = radial ? ratingOf(root.kv, amperes) : null;
      const element = this.#push('section', [link.id, link.row], parent, rating);
      forest.atNode.set(at, element);
      this.#growTransformers(at, element);
    }
  }

  /** Says what loops a feeder has; `true` when it is radial and shares no node with another. */
  #checkFeeder(feeder: number, tree: SupplyTree): boolean {
    for (const loop of tree.loops) this.#found('closed-loop', 'error', 'section', loop);
    const radial = tree.loops.length === 0 && !this.#meshed.has(feeder);
    if (!radial) this.forest.meshed.add(this.forest.feeders.length - 1);
    return radial;
  }

  /**
   * Feeders that share a node with each other, or reach a second busbar, through closed sections: what flows where
   * cannot be told on either. Found before anything grows, so that it does not matter which of them grows first.
   */
  #findMeshed(): Set<number> {
    const meshed = new Set<number>();
    const { nodes, feeders, busbar_sections: busbars } = this.#rows;
    const claims = new Int32Array(nodes.length).fill(-1);
    const roots = nodes.named(busbars.texts('node_id'));
    const isRoot = new Set(roots);
    const busbarOf = busbars.named(feeders.texts('busbar_id'));
    const { from, to } = this.#feederNodes;
    for (let feeder = 0; feeder < feeders.length; feeder++) {
      const sections = Array.from(this.#sectionsOf.of(feeder));
      for (const node of new Set(sections.flatMap((row) => [from[row] ?? -1, to[row] ?? -1]))) {
        if (node === roots[busbarOf[feeder] ?? -1]) continue;
        const claimed = claims[node] ?? -1;
        claims[node] = feeder;
        if (claimed < 0 && !isRoot.has(node)) continue;
        const other = claimed < 0 ? feeder : claimed;
        const ids = [...new Set([other, feeder])].map((of) => feeders.row(of).id);
        this.#found('fed-twice', 'error', 'node', [nodes.row(node).id, ...ids]);
        meshed.add(feeder).add(other);
      }
    }
    return meshed;
  }

  #growTransformers(node: number, parent: number): void {
    const { nodes, distribution_transformers: transformers, lv_points: points } = this.#rows;
    for (const t of this.#transformersAt.of(node)) {
      const transformer = transformers.row(t);
      const rating = known(transformer.rating_kva);
      const element = this.#push('distribution-transformer', [transformer.id, t], parent, rating);
      this.forest.atTransformer.set(t, element);
      const { kv, id } = nodes.row(node);
      if (transformer.hv_kv !== null && transformer.hv_kv !== kv) {
        this.#found('voltage-mismatch', 'warning', 'distribution-transformer', [transformer.id, id]);
      }
      if (transformer.lv_point_id !== null)
        this.#growLv(transformer.id, points.indexOf(transformer.lv_point_id), element);
    }
  }

  #growLv(transformer: string, root: number, parent: number): void {
    const { forest } = this;
    const { lv_points: points, lv_lines: lines } = this.#rows;
    const network = this.#lvNetworkOf[root] ?? -1;
    if (network < 0) return;
    const claim = this.#lvClaims.get(network);
    if (claim !== undefined) {
      this.#found('fed-twice', 'error', 'distribution-transformer', [claim.owner, transformer]);
      for (let element = claim.first; element < claim.end; element++) forest.meshedLv.add(element);
      forest.meshedLv.add(parent);
      return;
    }
    const conducting = this.#lvLinesOf.of(network).filter((row) => {
      const from = this.#lvEnds.from[row] ?? -1;
      const to = this.#lvEnds.to[row] ?? -1;
      const same = to >= 0 && points.row(from).kv === points.row(to).kv;
      if (!same) this.#found('voltage-mismatch', 'error', 'lv-line', [lines.row(row).id]);
      return same;
    });
    const { id, kv } = points.row(root);
    const tree = supplyTree(id, this.#links(conducting, 'lv_lines'));
    for (const loop of tree.loops) this.#found('closed-loop', 'error', 'lv-line', loop);
    forest.atPoint.set(root, parent);
    for (const { place, link, above } of tree.fed) {
      const line = lines.row(link.row);
      const amperes = line.limit_a ?? this.#ampacity.get(line.conductor_type_id);
      const rating = tree.loops.length === 0 ? ratingOf(kv, amperes) : null;
      const element = this.#push('lv-line', [link.id, link.row], forest.atPoint.get(above) ?? parent, rating);
      forest.atPoint.set(points.indexOf(place), element);
    }
    // Nothing else grows meanwhile: the transformer and what hangs on it stand together.
    const end = forest.id.length;
    this.#lvClaims.set(network, { owner: transformer, first: parent, end });
    if (tree.loops.length > 0)
      for (let element = parent; element < end; element++) forest.meshedLv.add(element);
  }

  #reportUnfed(): void {
    const { forest } = this;
    const unfed = (subject: string, ids: readonly string[]): void => {
      if (ids.length > 0) this.#found('island', 'error', subject, [...ids].sort());
    };
    const missing = (table: PackedTable<'nodes'> | PackedTable<'lv_points'>, fed: FedPlaces): string[] => {
      const ids: string[] = [];
      for (let i = 0; i < table.length; i++) if (fed.at(i) === undefined) ids.push(table.row(i).id);
      return ids;
    };
    unfed('node', missing(this.#rows.nodes, forest.atNode));
    unfed('lv-point', missing(this.#rows.lv_points, forest.atPoint));
    const unrated = forest.id.filter((_, e) => forest.ratingKva[e] === null);
    if (unrated.length > 0) this.#found('rating-unknown', 'warning', 'element', [...unrated].sort());
  }
}
