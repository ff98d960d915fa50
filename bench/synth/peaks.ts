import type { Quality, Row } from '../../src/model/record.ts';
import { transformersOf, type Feeder, type Seasonal } from './feeder.ts';
import type { Random } from './random.ts';

type Peak = Row<'peaks'>;
type Days = readonly [string, string];

/** Days from which the day of a peak is drawn: within the twelve months before 2026-11-20, or long past. */
const RECENT: Readonly<Record<'summer' | 'winter', Days>> = {
  summer: ['2026-07-08', '2026-08-24'],
  winter: ['2026-01-04', '2026-02-12'],
};
const OLD: Readonly<Record<'summer' | 'winter', Days>> = {
  summer: ['2023-07-08', '2024-08-24'],
  winter: ['2024-01-04', '2024-02-12'],
};

/** Shares of transformers whose peaks are missing, from one season only, old, or estimated (chosen). */
const MISSING_SHARE = 0.05;
const UNSPECIFIED_SHARE = 0.03;
const OLD_SHARE = 0.06;
const ESTIMATED_SHARE = 0.1;

export const drawDay = (days: Days, random: Random): string => {
  const [from, to] = days.map((day) => Date.parse(day) / 86_400_000);
  return new Date(random.whole(from!, to!) * 86_400_000).toISOString().slice(0, 10);
};

/** As meters give it. */
export const tenths = (kva: number): number => Math.round(kva * 10) / 10;

const bothSeasons = (
  element: Pick<Peak, 'element_kind' | 'element_id'>,
  kva: Seasonal,
  dates: Readonly<Record<'summer' | 'winter', Days>>,
  made: { readonly quality: Quality; readonly random: Random },
): Peak[] =>
  (['summer', 'winter'] as const).map((season) => ({
    ...element,
    season,
    peak_kva: tenths(kva[season]),
    measured_on: drawDay(dates[season], made.random),
    quality: made.quality,
    masked_kva: null,
  }));

/** Peaks of transformers as a company holds them: most measured, some old, estimated, of no known season or none. */
export const transformerPeaks = (feeder: Feeder, random: Random): Peak[] =>
  transformersOf(feeder).flatMap((t) => {
    const element = { element_kind: 'distribution-transformer', element_id: t.id } as const;
    if (random.chance(MISSING_SHARE)) return [];
    if (random.chance(UNSPECIFIED_SHARE)) {
      const peak_kva = tenths(Math.max(t.peakKva.summer, t.peakKva.winter));
      return [
        {
          ...element,
          season: 'unspecified' as const,
          peak_kva,
          measured_on: null,
          quality: 'estimated' as const,
          masked_kva: null,
        },
      ];
    }
    const dates = random.chance(OLD_SHARE) ? OLD : RECENT;
    const quality = random.chance(ESTIMATED_SHARE) ? 'estimated' : 'measured';
    return bothSeasons(element, t.peakKva, dates, { quality, random });
  });

/** Metered elements above the feeders' heads, and the heads: all measured in the last twelve months. */
export const meteredPeaks = (
  kind: 'feeder' | 'busbar' | 'main-transformer',
  id: string,
  kva: Seasonal,
  random: Random,
): Peak[] =>
  bothSeasons({ element_kind: kind, element_id: id }, kva, RECENT, { quality: 'measured', random });
