/**
 * What a newcomer writes with turf and graphology, for the same questions: a scan over all sources, a walk up the tree,
 * and one search for each candidate.
 */
import { distance } from '@turf/turf';
import { DirectedGraph } from 'graphology';
import { dijkstra } from 'graphology-shortest-path';
import type { PeerNetwork, PeerQuestion } from './network.ts';
import type { PeerAnswer } from './same-answers.ts';

const RADIUS_KM = 1;
/** turf's globe is round, and a little smaller than the ellipsoid there: sources at the rim may be in or out. */
const SITE = 'site';

export class TurfAndGraphology {
  readonly #network: PeerNetwork;
  readonly #graph = new DirectedGraph<object, { cost: number; m: number }>();
  readonly #elements = new Map<number, { parent: number; leftCkva: number }>();

  constructor(network: PeerNetwork) {
    this.#network = network;
    network.parent.forEach((parent, e) => this.#elements.set(e, { parent, leftCkva: network.leftCkva[e]! }));
    for (const { from, to, cost, m, oneWay } of network.edges) {
      this.#join(String(from), String(to), { cost, m });
      if (!oneWay) this.#join(String(to), String(from), { cost, m });
    }
  }

  answer(question: PeerQuestion): PeerAnswer {
    const { needCkva, fixedYuan } = question;
    const { sources, nodes } = this.#network;
    const site = [question.lon, question.lat];
    const candidates = sources
      .filter(({ lon, lat }) => distance(site, [lon, lat], { units: 'kilometers' }) <= RADIUS_KM)
      .filter(({ element, usableCkva }) => usableCkva >= needCkva && this.#room(element) >= needCkva);
    this.#graph.addNode(SITE);
    for (const { to, cost, m } of question.onto) this.#join(SITE, String(to), { cost, m });
    const offers = candidates.flatMap(({ source, way }) => {
      const node = String(nodes + source);
      if (!this.#graph.hasNode(node)) return [];
      const path = dijkstra.bidirectional(this.#graph, SITE, node, 'cost') as string[] | null;
      if (path === null) return [];
      const sum = (of: 'cost' | 'm') =>
        path.slice(1).reduce((total, to, i) => total + this.#graph.getEdgeAttribute(path[i]!, to, of), 0);
      return [{ source, fen: Math.round((sum('cost') + fixedYuan[way]!) * 100), m: sum('m') }];
    });
    this.#graph.dropNode(SITE);
    const best = offers.sort((a, b) => a.fen - b.fen || a.source - b.source).slice(0, 5);
    return { sources: best.map(({ source }) => source), metres: best.map(({ m }) => m) };
  }

  /** Of several edges between two nodes the cheapest. */
  #join(from: string, to: string, edge: { cost: number; m: number }): void {
    this.#graph.mergeNode(from);
    this.#graph.mergeNode(to);
    if (!this.#graph.hasEdge(from, to) || this.#graph.getEdgeAttribute(from, to, 'cost') > edge.cost)
      this.#graph.mergeEdge(from, to, edge);
  }

  #room(element: number): number {
    let least = Infinity;
    for (let e = this.#elements.get(element); e !== undefined; e = this.#elements.get(e.parent)) {
      least = Math.min(least, e.leftCkva);
    }
    return least;
  }
}
