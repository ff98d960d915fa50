/**
 * Every electrical figure of the synthetic grid, with its source.
 *
 * Sources: [cable] a British maker's data sheet for copper XLPE 8.7/15 kV three-core armoured cable, R at 20 °C and
 * X; ampacity from memory of YJV22 tables (ground 25 °C, ρ 1.2). [al] resistance GB/T 3956; ampacity DL/T 601
 * appendix for 10 kV insulated aluminium, 30 °C air, from memory; X inside the 0.36–0.40 Ω/km that studies of
 * 10 kV overhead lines give. [s13] loss tables of S13-M oil transformers, from memory. [list] rating lists of
 * GB/T 6451 and GB/T 17468, from memory. Made-up proportions are marked "chosen".
 */
import type { Row } from '../../src/model/record.ts';

/** Nominal voltages, kV. */
export const MV_KV = 10;
export const LV_KV = 0.4;

/** kVA per ampere at 10 kV. */
export const KVA_PER_A = Math.sqrt(3) * MV_KV;

/** Power factor of loads at their peak: what the 2024 supply rules ask of customers from 100 kVA. */
export const POWER_FACTOR = 0.95;

const overhead = (mm2: number, r: number, x: number, ampacity: number): Row<'conductor_types'> => ({
  id: `JKLYJ-10-${mm2}`,
  name: `JKLYJ-10/${mm2}`,
  laying: 'overhead',
  r_ohm_per_km: r,
  x_ohm_per_km: x,
  b_us_per_km: 3.4, // 0.0096–0.012 µF/km in studies of 10 kV overhead lines: 2π·50 Hz·0.0108 µF
  ampacity_a: ampacity,
});

const cable = (mm2: number, r: number, x: number, ampacity: number): Row<'conductor_types'> => ({
  id: `YJV22-10-${mm2}`,
  name: `YJV22-8.7/15-3×${mm2}`,
  laying: 'cable',
  r_ohm_per_km: r,
  x_ohm_per_km: x,
  b_us_per_km: null, // no sourced figure
  ampacity_a: ampacity,
});

/** 10 kV overhead conductors [al], thinnest first. */
export const OVERHEAD = [
  overhead(70, 0.443, 0.4, 249),
  overhead(95, 0.32, 0.39, 304),
  overhead(120, 0.253, 0.385, 352),
  overhead(150, 0.206, 0.38, 403),
  overhead(185, 0.164, 0.37, 465),
  overhead(240, 0.125, 0.36, 553),
] as const;

/** 10 kV cables [cable], thinnest first. */
export const CABLE = [
  cable(70, 0.268, 0.115, 190),
  cable(120, 0.153, 0.105, 260),
  cable(240, 0.0754, 0.0952, 390),
  cable(300, 0.0601, 0.0922, 440),
  cable(400, 0.047, 0.0893, 500),
] as const;

/** Low-voltage conductors: resistance and ampacity of the same metal and area as above; X of bundled cores. */
export const LV_OVERHEAD: Row<'conductor_types'> = {
  ...overhead(120, 0.253, 0.3, 352),
  id: 'JKLYJ-1-120',
  name: 'JKLYJ-1/4×120',
  b_us_per_km: null,
};
export const LV_CABLE: Row<'conductor_types'> = {
  ...cable(120, 0.153, 0.08, 260),
  id: 'YJV22-1-120',
  name: 'YJV22-0.6/1-4×120',
};

export const CONDUCTORS: readonly Row<'conductor_types'>[] = [...OVERHEAD, ...CABLE, LV_OVERHEAD, LV_CABLE];

/** No-load and short-circuit loss, kW, by rating, kVA [s13]; ratings not listed here stay unknown. */
const LOSSES: Readonly<Record<number, readonly [number, number]>> = {
  100: [0.15, 1.58],
  160: [0.2, 2.31],
  200: [0.24, 2.73],
  250: [0.29, 3.2],
  315: [0.34, 3.83],
  400: [0.41, 4.52],
  500: [0.48, 5.41],
  630: [0.57, 6.2],
  800: [0.7, 7.5],
  1000: [0.83, 10.3],
  1250: [0.97, 12],
  1600: [1.17, 14.5],
};

/** Name plate of an oil distribution transformer of a standard rating, kVA; uk by rating per [list]. */
export const namePlate = (
  ratingKva: number,
): { uk_percent: number; pk_kw: number | null; p0_kw: number | null } => ({
  uk_percent: ratingKva <= 500 ? 4 : ratingKva <= 1600 ? 4.5 : 5,
  pk_kw: LOSSES[ratingKva]?.[1] ?? null,
  p0_kw: LOSSES[ratingKva]?.[0] ?? null,
});

/** Standard ratings, kVA [list], repeated by how common they are among each kind of transformer (chosen). */
export const RATINGS = {
  village: [100, 100, 160, 200, 200, 200, 315, 400],
  farm: [50, 50, 80, 100, 100, 160],
  works: [160, 200, 250, 315, 315, 400, 630],
  street: [315, 400, 400, 500, 500, 630, 630, 800],
  premises: [250, 315, 400, 500, 630, 800, 1000],
  factory: [630, 800, 1000, 1000, 1250, 1250, 1600, 2000],
} as const;
export type Trade = keyof typeof RATINGS;

/** Ratings of main transformers, kVA [list], by high voltage, kV. */
export const MAIN_RATINGS: Readonly<Record<number, readonly number[]>> = {
  110: [20_000, 31_500, 40_000, 50_000, 63_000, 80_000],
  35: [5_000, 6_300, 8_000, 10_000, 12_500, 16_000, 20_000],
};

/**
 * uk, %, inside the usual 10.5–17 (110 kV) and 7–8 (35 kV); fault power of the system above, MVA (chosen); taps on
 * load of ±8 × 1.25 % and ±3 × 2.5 % [list].
 */
export const MAIN_TYPES: Readonly<
  Record<
    number,
    { ukPercent: number; faultMva: number; breakingKa: number; tapStep: number; tapSteps: number }
  >
> = {
  110: { ukPercent: 16, faultMva: 4_000, breakingKa: 31.5, tapStep: 0.0125, tapSteps: 8 },
  35: { ukPercent: 7.5, faultMva: 600, breakingKa: 25, tapStep: 0.025, tapSteps: 3 },
};

/** Rated currents, A: preferred numbers of IEC 60059 for switchgear busbars and bays. */
export const BUSBAR_RATINGS_A = [630, 1250, 1600, 2000, 2500, 3150, 4000, 5000] as const;
export const BAY_RATING_A = 1250;

/** Primary currents of feeder current transformers, A (preferred numbers of IEC 61869-2): the outlet's limit. */
export const OUTLET_LIMITS_A = [150, 200, 300, 400, 600] as const;

/** Laid length over geometry: sag of spans, snaking of cables (chosen, within 1 %). */
export const SAG = 1.004;
export const SNAKING = 1.008;
