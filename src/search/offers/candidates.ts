import { nearDistanceM, metresPerDegree } from '../../model/geodesic.ts';
import type { Place } from '../../model/geometry.ts';
import { SOURCE_KINDS } from '../../model/plan.ts';
import { boxesAround } from '../box-around.ts';
import { type Headroom, NOTHING_KNOWN } from '../headroom.ts';
import type { OfferQuestion } from './offer-question.ts';
import { DEDICATED, FIELD, KIND_MASK, RECORD_SIZE, type SourceTiles } from './source-tiles.ts';

const EARTH_M = 6_300_000;
const RAD = Math.PI / 180;

/** How far the plane distance of two places this near may be from the geodesic one, as a share of it. */
const planeError = ({ lat }: Place, radiusM: number): number =>
  2e-5 + (radiusM / EARTH_M) * (1 + Math.abs(Math.tan(lat * RAD)));

/**
 * Sources around a site that an offer may come from, in typed arrays that every question uses again.
 */
export class Candidates {
  readonly #headroom: Headroom;
  readonly #tiles: SourceTiles;
  readonly #wayOfKind = new Int8Array(SOURCE_KINDS.length);
  readonly #runs: number[] = [];
  /** Sources within the radius, and how many of them have room. */
  within = 0;
  size = 0;
  /** Record of each candidate in the tiles: its first figure. */
  record = new Int32Array(512);
  /** Its way, index in the question's. */
  way = new Uint8Array(512);
  /** Plane distance from the site, m; may be off by a few permille. */
  aboutM = new Float32Array(512);

  constructor(headroom: Headroom, tiles: SourceTiles) {
    this.#headroom = headroom;
    this.#tiles = tiles;
  }

  /** Fills itself with what lies within the radius, is nobody's own, has the room and, where asked for, the bay. */
  gather(question: OfferQuestion): void {
    this.#wayOfKind.fill(-1);
    question.ways.forEach(({ starts }, way) => {
      for (const kind of starts) {
        const at = SOURCE_KINDS.indexOf(kind);
        if ((this.#wayOfKind[at] ?? 0) < 0) this.#wayOfKind[at] = way;
      }
    });
    this.within = 0;
    this.size = 0;
    const { site, radiusM } = question;
    for (const [west, south, east, north] of boxesAround(site, radiusM)) {
      const runs = this.#tiles.runsIn([west * 1e7, south * 1e7, east * 1e7, north * 1e7], this.#runs);
      const middle = { lon: (west + east) / 2, lat: site.lat };
      for (let run = 0; run < runs; run++) {
        this.#take(question, middle, this.#runs[2 * run] ?? 0, this.#runs[2 * run + 1] ?? 0);
      }
    }
  }

  #take(question: OfferQuestion, { lon, lat }: Place, first: number, end: number): void {
    this.#makeRoom(this.size + end - first);
    const { records } = this.#tiles;
    const { openCkva } = this.#headroom;
    const { needCkva, radiusM, ways, site } = question;
    const scale = metresPerDegree(lat);
    const east = scale.east / 1e7;
    const north = scale.north / 1e7;
    const x = lon * 1e7;
    const y = lat * 1e7;
    const error = planeError(site, radiusM);
    const surely = (radiusM * (1 - error)) ** 2;
    const never = (radiusM * (1 + error)) ** 2;
    for (let at = first * RECORD_SIZE; at < end * RECORD_SIZE; at += RECORD_SIZE) {
      const dx = ((records[at + FIELD.lon] ?? 0) - x) * east;
      const dy = ((records[at + FIELD.lat] ?? 0) - y) * north;
      const square = dx * dx + dy * dy;
      if (square > never) continue;
      const flags = records[at + FIELD.flags] ?? 0;
      const way = this.#wayOfKind[flags & KIND_MASK] ?? -1;
      if (way < 0) continue;
      const source = records[at + FIELD.source] ?? 0;
      if (square > surely && this.distanceM(site, source) > radiusM) continue;
      this.within++;
      if ((flags & DEDICATED) !== 0) continue;
      if ((openCkva[records[at + FIELD.element] ?? -1] ?? NOTHING_KNOWN) < needCkva) continue;
      const bays = ways[way]?.minSpareBays ?? 0;
      if (bays > 0 && !this.#hasBay(source, bays, needCkva)) continue;
      this.record[this.size] = at;
      this.way[this.size] = way;
      this.aboutM[this.size++] = Math.sqrt(square);
    }
  }

  /** Geodesic, as everywhere else. */
  distanceM({ lon, lat }: Place, source: number): number {
    const { sourceLon, sourceLat } = this.#headroom.snapshot.columns;
    return nearDistanceM(lon, lat, sourceLon[source] ?? 0, sourceLat[source] ?? 0);
  }

  /** What is unknown about bays does not speak against an offer, as it does not against a plan. */
  #hasBay(source: number, minSpare: number, needCkva: number): boolean {
    const { snapshot, rules } = this.#headroom;
    const { sourceSpareBays, reservedBays, bayStart, bayRatingCkva } = snapshot.columns;
    const counted = sourceSpareBays[source] ?? -1;
    if (counted < 0) return true;
    if (Math.max(0, counted - (reservedBays[source] ?? 0)) < minSpare) return false;
    const end = bayStart[source + 1] ?? 0;
    const first = bayStart[source] ?? 0;
    for (let bay = first; bay < end; bay++) {
      const rating = bayRatingCkva[bay] ?? -1;
      if (rating < 0 || Math.floor(rating * rules.usableShare.bay + 1e-6) >= needCkva) return true;
    }
    return first === end;
  }

  #makeRoom(most: number): void {
    if (most <= this.record.length) return;
    const room = 2 ** Math.ceil(Math.log2(most));
    const record = this.record;
    const way = this.way;
    const aboutM = this.aboutM;
    this.record = new Int32Array(room);
    this.way = new Uint8Array(room);
    this.aboutM = new Float32Array(room);
    this.record.set(record);
    this.way.set(way);
    this.aboutM.set(aboutM);
  }
}
