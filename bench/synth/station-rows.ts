import type { Row } from '../../src/model/record.ts';
import type { CountyPlan } from './county-plan.ts';
import { BAY_RATING_A, BUSBAR_RATINGS_A, KVA_PER_A, MAIN_RATINGS, MAIN_TYPES, MV_KV } from './equipment.ts';
import type { Busbar, Seasonal, Substation } from './feeder.ts';
import { meteredPeaks } from './peaks.ts';
import type { Random } from './random.ts';

/** Peak of a busbar over the sum of its feeders' peaks (chosen inside the usual 0.85–0.95). */
const COINCIDENCE = 0.9;
/** Busbar voltage without load, pu: the drop in a loaded transformer leaves a little above nominal (chosen). */
const IDLE_PU = 1.05;
/** Load rate for which a substation's transformers, all of one size, are laid out (chosen; 0.8 is the usual limit). */
const RATES = [0.66, 0.84, 0.72, 0.78];

type StationRows = {
  [
    T in 'substations' | 'incoming_lines' | 'main_transformers' | 'busbar_sections' | 'bays' | 'peaks'
  ]: Row<T>[];
};

/**
 * Where each substation's lines come from: the two 35 kV stations hang on the same 110 kV station, both lines of the
 * second station come from one plant, and one origin is not known. Numbers are stations of the county, words stations outside.
 */
const UPSTREAM: readonly (readonly (number | string | null)[])[] = [
  ['220kV云岭变', '220kV石台变'],
  ['220kV云岭变', '220kV云岭变'],
  [0, 0],
  [0, null],
];

const incomingLines = (stations: readonly Substation[]): Row<'incoming_lines'>[] =>
  stations.flatMap((station, i) =>
    UPSTREAM[i]!.map((from, j) => ({
      id: `${station.id}-in${j + 1}`,
      name: `${station.kv}kV${station.name.replace(/^\d+kV|变$/g, '')}${j + 1}回线`,
      substation_id: station.id,
      kv: station.kv,
      upstream_source: typeof from === 'number' ? stations[from]!.id : from,
    })),
  );

const peakOf = (busbar: Busbar): Seasonal => {
  const sum = (season: 'summer' | 'winter'): number =>
    COINCIDENCE * busbar.feeders.reduce((total, f) => total + f.headKva[season], 0);
  return { summer: sum('summer'), winter: sum('winter') };
};

/** Three-phase fault level at 10 kV, kA: the system and one transformer in series, by MVA. */
const faultLevel = (kv: 110 | 35, ratingKva: number): number => {
  const { ukPercent, faultMva } = MAIN_TYPES[kv]!;
  const mva = 1 / (1 / faultMva + (ukPercent * 10) / ratingKva);
  return Math.round((mva / (Math.sqrt(3) * MV_KV)) * 10) / 10;
};

/** Voltage of the system at each substation, pu, by its distance from the plants (chosen). */
const sourceVoltages = ({ substations, random }: CountyPlan): Map<Substation, number> => {
  const drawn = random('sources');
  return new Map(substations.map((s) => [s, drawn.whole(99, 103) / 100]));
};

/** The tap that brings the busbar without load nearest to {@link IDLE_PU}: what the regulator holds at the peak. */
const tapFor = (kv: 110 | 35, sourcePu: number): number => {
  const { tapStep, tapSteps } = MAIN_TYPES[kv]!;
  const steps = Math.round((sourcePu / IDLE_PU - 1) / tapStep);
  return 1 + tapStep * Math.max(-tapSteps, Math.min(tapSteps, steps));
};

const baysOf = (kv: 110 | 35, busbar: Busbar, random: Random): Row<'bays'>[] => {
  const bay = (number: number, feeder: string | null): Row<'bays'> => ({
    id: `${busbar.id}-k${number}`,
    name: `${feeder === null ? '备用' : '出线'}${number}间隔`,
    node_id: busbar.node.id,
    status: feeder === null ? 'spare' : 'used',
    feeder_id: feeder,
    rating_a: random.chance(0.05) ? null : BAY_RATING_A,
    breaking_ka: MAIN_TYPES[kv]!.breakingKa,
  });
  const used = busbar.feeders.map((f, i) => bay(i + 1, f.id));
  const spare = Array.from({ length: random.whole(0, 3) }, (_, i) => bay(used.length + i + 1, null));
  return [...used, ...spare];
};

/** Rows of the substations of a county; main transformers and busbars are sized for what they carry. */
export const stationRows = (plan: CountyPlan): StationRows => {
  const { substations, place } = plan;
  const random = plan.random('stations');
  const rates = random.shuffled(RATES);
  const sources = sourceVoltages(plan);
  const rows: StationRows = {
    substations: substations.map((s) => {
      const { lon, lat } = place(s.at);
      const source = {
        source_voltage_pu: sources.get(s)!,
        source_fault_mva: MAIN_TYPES[s.kv]!.faultMva,
      };
      return { id: s.id, name: s.name, kv: s.kv, lon_deg: lon, lat_deg: lat, ...source };
    }),
    incoming_lines: incomingLines(substations),
    main_transformers: [],
    busbar_sections: [],
    bays: [],
    peaks: [],
  };
  for (const station of substations) {
    const { id, kv, busbars } = station;
    const peaks = busbars.map(peakOf);
    const wanted = Math.max(...peaks.flatMap((p) => [p.summer, p.winter])) / rates.pop()!;
    const rating = MAIN_RATINGS[kv]!.find((r) => r >= wanted) ?? MAIN_RATINGS[kv]!.at(-1)!;
    busbars.forEach((busbar, i) => {
      const peak = peaks[i]!;
      rows.main_transformers.push({
        id: busbar.transformerId,
        name: `${i + 1}号主变`,
        substation_id: id,
        rating_kva: rating,
        hv_kv: kv,
        lv_kv: MV_KV,
        uk_percent: MAIN_TYPES[kv]!.ukPercent,
        ...{ pk_kw: null, p0_kw: null, i0_percent: null }, // no sourced figures
        tap_pu: tapFor(kv, sources.get(station)!),
      });
      rows.busbar_sections.push({
        id: busbar.id,
        name: busbar.name,
        substation_id: id,
        node_id: busbar.node.id,
        main_transformer_id: busbar.transformerId,
        rating_a: BUSBAR_RATINGS_A.find((a) => a * KVA_PER_A >= rating) ?? null,
        fault_level_ka: faultLevel(kv, rating),
      });
      rows.bays.push(...baysOf(kv, busbar, random));
      rows.peaks.push(...meteredPeaks('busbar', busbar.id, peak, random));
      rows.peaks.push(...meteredPeaks('main-transformer', busbar.transformerId, peak, random));
    });
  }
  return rows;
};
