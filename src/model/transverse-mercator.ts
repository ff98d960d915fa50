const RAD = Math.PI / 180;
const A = 6_378_137;

/** A transverse Mercator zone with a code of its own. */
export interface Zone {
  /** EPSG code. */
  readonly srid: number;
  /** Central meridian, degrees. */
  readonly lon0: number;
  /** Scale on it. */
  readonly scale: number;
  readonly falseEastingM: number;
  readonly falseNorthingM: number;
  /** 1 / flattening of the ellipsoid. */
  readonly inverseFlattening: number;
}

/** A place on the plane of a zone, m. */
export interface PlanePlace {
  readonly eastM: number;
  readonly northM: number;
}

/** First and last 3-degree zone of CGCS2000, and the code of the first, written without its number in the easting. */
const CGCS2000 = { first: 25, last: 45, code: 4534, inverseFlattening: 298.257222101 } as const;

/**
 * The zone that a place lies in: the 3-degree Gauss–Krüger zones of CGCS2000 (EPSG 4534–4554) where there are any, else
 * the 6-degree zones of UTM on WGS 84 (EPSG 32601–32760).
 */
export function zoneAt({ lon, lat }: { readonly lon: number; readonly lat: number }): Zone {
  const number = Math.round(lon / 3);
  if (lat > 0 && number >= CGCS2000.first && number <= CGCS2000.last) {
    return {
      srid: CGCS2000.code + number - CGCS2000.first,
      lon0: 3 * number,
      scale: 1,
      falseEastingM: 500_000,
      falseNorthingM: 0,
      inverseFlattening: CGCS2000.inverseFlattening,
    };
  }
  const utm = Math.min(60, Math.floor((lon + 180) / 6) + 1);
  return {
    srid: (lat < 0 ? 32_700 : 32_600) + utm,
    lon0: 6 * utm - 183,
    scale: 0.9996,
    falseEastingM: 500_000,
    falseNorthingM: lat < 0 ? 10_000_000 : 0,
    inverseFlattening: 298.257223563,
  };
}

/**
 * Between degrees and the plane of a zone, within 0.1 mm up to six degrees from its meridian.
 *
 * @source Krüger's series to the fourth power of the third flattening, as in EPSG guidance note 7-2, JHS formulas.
 */
export class TransverseMercator {
  readonly #zone: Zone;
  readonly #radiusM: number;
  readonly #alpha: readonly number[];
  readonly #beta: readonly number[];
  readonly #delta: readonly number[];
  readonly #root: number;

  constructor(zone: Zone) {
    const f = 1 / zone.inverseFlattening;
    const n = f / (2 - f);
    this.#zone = zone;
    this.#radiusM = ((zone.scale * A) / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
    this.#root = (2 * Math.sqrt(n)) / (1 + n);
    this.#alpha = [
      n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16 + (41 * n ** 4) / 180,
      (13 * n ** 2) / 48 - (3 * n ** 3) / 5 + (557 * n ** 4) / 1440,
      (61 * n ** 3) / 240 - (103 * n ** 4) / 140,
      (49_561 * n ** 4) / 161_280,
    ];
    this.#beta = [
      n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96 - n ** 4 / 360,
      n ** 2 / 48 + n ** 3 / 15 - (437 * n ** 4) / 1440,
      (17 * n ** 3) / 480 - (37 * n ** 4) / 840,
      (4397 * n ** 4) / 161_280,
    ];
    this.#delta = [
      2 * n - (2 * n ** 2) / 3 - 2 * n ** 3 + (116 * n ** 4) / 45,
      (7 * n ** 2) / 3 - (8 * n ** 3) / 5 - (227 * n ** 4) / 45,
      (56 * n ** 3) / 15 - (136 * n ** 4) / 35,
      (4279 * n ** 4) / 630,
    ];
  }

  toPlane({ lon, lat }: { readonly lon: number; readonly lat: number }): PlanePlace {
    const { lon0, falseEastingM, falseNorthingM } = this.#zone;
    const sin = Math.sin(lat * RAD);
    const lambda = (lon - lon0) * RAD;
    const t = Math.sinh(Math.atanh(sin) - this.#root * Math.atanh(this.#root * sin));
    const xi0 = Math.atan2(t, Math.cos(lambda));
    const eta0 = Math.atanh(Math.sin(lambda) / Math.sqrt(1 + t * t));
    let xi = xi0;
    let eta = eta0;
    for (let j = 0; j < 4; j++) {
      const a = this.#alpha[j] ?? 0;
      xi += a * Math.sin(2 * (j + 1) * xi0) * Math.cosh(2 * (j + 1) * eta0);
      eta += a * Math.cos(2 * (j + 1) * xi0) * Math.sinh(2 * (j + 1) * eta0);
    }
    return { eastM: falseEastingM + this.#radiusM * eta, northM: falseNorthingM + this.#radiusM * xi };
  }

  toDegrees({ eastM, northM }: PlanePlace): { lon: number; lat: number } {
    const { lon0, falseEastingM, falseNorthingM } = this.#zone;
    const xi = (northM - falseNorthingM) / this.#radiusM;
    const eta = (eastM - falseEastingM) / this.#radiusM;
    let xi0 = xi;
    let eta0 = eta;
    for (let j = 0; j < 4; j++) {
      const b = this.#beta[j] ?? 0;
      xi0 -= b * Math.sin(2 * (j + 1) * xi) * Math.cosh(2 * (j + 1) * eta);
      eta0 -= b * Math.cos(2 * (j + 1) * xi) * Math.sinh(2 * (j + 1) * eta);
    }
    const chi = Math.asin(Math.sin(xi0) / Math.cosh(eta0));
    let lat = chi;
    for (let j = 0; j < 4; j++) lat += (this.#delta[j] ?? 0) * Math.sin(2 * (j + 1) * chi);
    return { lon: lon0 + Math.atan2(Math.sinh(eta0), Math.cos(xi0)) / RAD, lat: lat / RAD };
  }
}
