import type { Place } from '../../model/geometry.ts';
import { SOURCE_KINDS } from '../../model/plan.ts';
import { type Access, Roads } from '../../snapshot/roads/roads.ts';
import { toE7 } from '../../snapshot/roads/exact-segments.ts';
import { type Headroom, NOTHING_KNOWN } from '../headroom.ts';
import { ACCESSES } from '../routes/road-search.ts';
import { Candidates } from './candidates.ts';
import { JsonBytes, piece } from './json-bytes.ts';
import type { OfferQuestion } from './offer-question.ts';
import { ENTRY, OfferRoutes } from './offer-routes.ts';
import { FIELD, KIND_MASK, type SourceTiles } from './source-tiles.ts';

const TEXT = {
  ledger: piece('{"ledgerVersion":'),
  within: piece(',"within":'),
  withRoom: piece(',"withRoom":'),
  offers: piece(',"offers":['),
  next: piece(','),
  node: piece('","nodeId":'),
  nodeKind: piece(',"nodeKind":"'),
  feeder: piece('","feederId":'),
  distance: piece(',"distanceM":'),
  route: piece(',"routeM":'),
  open: piece(',"openKva":'),
  known: piece(',"openKnownKva":'),
  yuan: piece(',"likelyYuan":'),
  line: piece(',"route":{"type":"LineString","coordinates":['),
  point: piece('['),
  pointEnd: piece(']'),
  offerEnd: piece(']}}'),
  end: piece(']}'),
  none: piece('null'),
};
const KIND_TEXT = SOURCE_KINDS.map(piece);

/**
 * The cheapest five offers around a place, each from a source with room and with its route along the roads, as the bytes
 * of a response: what can be asked of every place of a map or of thousands of sites at once.
 *
 * An offer is a hint, not a plan: it has had no load flow and no policy, and the prices along its route are of one
 * conductor. What it says about sources, room and routes is what plans say. One per thread; it allocates nothing per
 * source.
 */
export class QuickOffers {
  readonly #headroom: Headroom;
  readonly #roads: Roads;
  readonly #records: Int32Array;
  readonly #candidates: Candidates;
  readonly #routes: OfferRoutes;
  readonly #json = new JsonBytes();
  readonly #path: number[] = [];
  readonly #kinds = new Map<string, Uint8Array>();
  #lastX = NaN;
  #lastY = NaN;

  /** @param tiles of the same snapshot. */
  constructor(headroom: Headroom, tiles: SourceTiles) {
    const { snapshot } = headroom;
    this.#headroom = headroom;
    this.#roads = new Roads(snapshot.columns);
    this.#records = tiles.records;
    this.#candidates = new Candidates(headroom, tiles);
    this.#routes = new OfferRoutes(snapshot, this.#roads, tiles, this.#candidates);
  }

  /**
   * Answers with JSON: the ledger version, how many sources lie `within` the radius, how many of those offers may come
   * from, and the `offers`, cheapest first, then by id.
   *
   * @returns a view that the next question overwrites.
   * @cost O(sources in the tiles around) and one search along the roads, that ends where nothing dearer can come in.
   */
  answer(question: OfferQuestion): Uint8Array {
    const ledgerVersion = this.#headroom.refresh();
    this.#candidates.gather(question);
    const { within, size } = this.#candidates;
    const accesses = size === 0 ? [] : this.#roads.accesses(question.site, ACCESSES);
    this.#routes.search(question, accesses);
    this.#begin(ledgerVersion, within, size);
    const { best } = this.#routes;
    for (let i = 0; i < best.size; i++) {
      if (i > 0) this.#json.piece(TEXT.next);
      this.#offer(question, accesses, best.candidates[i] ?? 0, best.fen[i] ?? 0);
    }
    this.#json.piece(TEXT.end);
    return this.#json.view();
  }

  #begin(ledgerVersion: number, within: number, withRoom: number): void {
    const json = this.#json;
    json.clear();
    json.piece(TEXT.ledger);
    json.decimal(ledgerVersion, 0);
    json.piece(TEXT.within);
    json.decimal(within, 0);
    json.piece(TEXT.withRoom);
    json.decimal(withRoom, 0);
    json.piece(TEXT.offers);
  }

  #offer(question: OfferQuestion, accesses: readonly Access[], c: number, fen: number): void {
    const json = this.#json;
    const record = this.#candidates.record[c] ?? 0;
    const source = this.#records[record + FIELD.source] ?? 0;
    const element = this.#records[record + FIELD.element] ?? -1;
    const { columns } = this.#headroom.snapshot;
    json.piece(this.#kindOf(question.ways[this.#candidates.way[c] ?? 0]?.kind ?? ''));
    json.piece(TEXT.node);
    this.#string(columns.sourceId[source] ?? 0);
    json.piece(TEXT.nodeKind);
    json.piece(KIND_TEXT[(this.#records[record + FIELD.flags] ?? 0) & KIND_MASK] ?? TEXT.none);
    json.piece(TEXT.feeder);
    const feeder = columns.elementFeeder[element] ?? -1;
    if (feeder < 0) json.piece(TEXT.none);
    else this.#string(columns.feederId[feeder] ?? 0);
    json.piece(TEXT.distance);
    json.decimal(Math.round(this.#candidates.distanceM(question.site, source) * 10), 1);
    this.#room(element);
    json.piece(TEXT.yuan);
    json.decimal(fen, 2);
    this.#route(question, accesses, c, source);
    json.piece(TEXT.offerEnd);
  }

  /** The least room known, and whether that is all there is to know. */
  #room(element: number): void {
    const open = this.#headroom.openCkva[element] ?? NOTHING_KNOWN;
    const complete = (this.#headroom.unknown[element] ?? 0) === 0 && open !== NOTHING_KNOWN;
    this.#json.piece(TEXT.open);
    if (complete) this.#json.decimal(open, 2);
    else this.#json.piece(TEXT.none);
    this.#json.piece(TEXT.known);
    if (open !== NOTHING_KNOWN) this.#json.decimal(open, 2);
    else this.#json.piece(TEXT.none);
  }

  /** Draws the route from the site on, and says its length. */
  #route(question: OfferQuestion, accesses: readonly Access[], c: number, source: number): void {
    const entry = this.#routes.entry[c] ?? 0;
    const { columns } = this.#headroom.snapshot;
    const end: Place = { lon: columns.sourceLon[source] ?? 0, lat: columns.sourceLat[source] ?? 0 };
    this.#json.piece(TEXT.route);
    if (entry === ENTRY.straight) {
      this.#json.decimal(Math.round((this.#roads.straight(question.site, end)?.m ?? 0) * 10), 1);
      this.#json.piece(TEXT.line);
      this.#startAt(question.site);
    } else if (entry < ENTRY.from) this.#alongEdge(question.site, accesses[entry - ENTRY.access], source);
    else this.#alongRoads(question, accesses, c, source);
    this.#point(toE7(end.lon), toE7(end.lat));
  }

  #alongEdge(site: Place, on: Access | undefined, source: number): void {
    const { columns } = this.#headroom.snapshot;
    if (on === undefined) return;
    const at = columns.sourceRoadAt[source] ?? 0;
    const m = on.m + this.#metres(on.edge, on.at, at) + (columns.sourceRoadM[source] ?? 0);
    this.#json.decimal(Math.round(m * 10), 1);
    this.#json.piece(TEXT.line);
    this.#startAt(site);
    this.#point(on.spot.x, on.spot.y);
    this.#leave(source);
  }

  #alongRoads(question: OfferQuestion, accesses: readonly Access[], c: number, source: number): void {
    const { columns } = this.#headroom.snapshot;
    const { roadM, roadFrom, roadLonE7, roadLatE7, sourceRoad, sourceRoadAt, sourceRoadM } = columns;
    const path = this.#path;
    const record = this.#candidates.record[c] ?? 0;
    const endOf = (this.#routes.entry[c] ?? 0) - ENTRY.from;
    const last = this.#records[record + FIELD.from + endOf] ?? 0;
    const { size, access } = this.#routes.trace(this.#candidates.way[c] ?? 0, last, path);
    const on = accesses[access];
    if (on === undefined) return;
    const first = path[size - 1] ?? 0;
    let m = on.m + this.#metres(on.edge, on.at, roadFrom[on.edge] === first ? 0 : 1);
    for (let i = size - 2; i > 0; i -= 2) m += roadM[path[i] ?? 0] ?? 0;
    m += this.#metres(sourceRoad[source] ?? 0, endOf, sourceRoadAt[source] ?? 0) + (sourceRoadM[source] ?? 0);
    this.#json.decimal(Math.round(m * 10), 1);
    this.#json.piece(TEXT.line);
    this.#startAt(question.site);
    this.#point(on.spot.x, on.spot.y);
    for (let i = size - 1; i >= 0; i -= 2) {
      const node = path[i] ?? 0;
      this.#point(roadLonE7[node] ?? 0, roadLatE7[node] ?? 0);
    }
    this.#leave(source);
  }

  #metres(edge: number, from: number, to: number): number {
    return (this.#headroom.snapshot.columns.roadM[edge] ?? 0) * Math.abs(to - from);
  }

  /** Where a source's line leaves the roads. */
  #leave(source: number): void {
    const { roadFrom, roadTo, roadLonE7, roadLatE7, sourceRoad, sourceRoadAt } =
      this.#headroom.snapshot.columns;
    const edge = sourceRoad[source] ?? 0;
    const at = sourceRoadAt[source] ?? 0;
    const u = roadFrom[edge] ?? 0;
    const v = roadTo[edge] ?? 0;
    const x = roadLonE7[u] ?? 0;
    const y = roadLatE7[u] ?? 0;
    const ex = (roadLonE7[v] ?? 0) - x;
    const ey = (roadLatE7[v] ?? 0) - y;
    this.#point(Math.round(x + at * ex), Math.round(y + at * ey));
  }

  #startAt({ lon, lat }: Place): void {
    this.#lastX = NaN;
    this.#point(toE7(lon), toE7(lat));
  }

  /** A point of the line, but for one that is the last again. */
  #point(x: number, y: number): void {
    if (x === this.#lastX && y === this.#lastY) return;
    const json = this.#json;
    if (!Number.isNaN(this.#lastX)) json.piece(TEXT.next);
    json.piece(TEXT.point);
    json.decimal(x, 7);
    json.piece(TEXT.next);
    json.decimal(y, 7);
    json.piece(TEXT.pointEnd);
    this.#lastX = x;
    this.#lastY = y;
  }

  #string(index: number): void {
    this.#json.string(this.#headroom.snapshot.utf8(index));
  }

  #kindOf(kind: string): Uint8Array {
    const known = this.#kinds.get(kind) ?? piece(`{"kind":"${kind}`);
    this.#kinds.set(kind, known);
    return known;
  }
}
