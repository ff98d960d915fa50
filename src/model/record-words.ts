/** What the enumerated columns of the record may hold. */

export const SEASONS = ['summer', 'winter', 'unspecified'] as const;
export const QUALITIES = ['measured', 'estimated', 'default'] as const;
export const NODE_KINDS = ['pole', 'rmu', 'switching-station', 'branch-box', 'busbar', 'node'] as const;
export const LV_POINT_KINDS = ['pole', 'box', 'busbar', 'node'] as const;
export const LAYINGS = ['overhead', 'cable', 'unknown'] as const;
export const METERED_KINDS = [
  'feeder',
  'section',
  'distribution-transformer',
  'lv-line',
  'busbar',
  'main-transformer',
] as const;
/** Points of a day's course: one an hour, or one a quarter of an hour. */
export const CURVE_POINTS = [24, 96] as const;
export const GENERATOR_KINDS = ['pv', 'wind', 'hydro', 'biomass', 'chp', 'storage', 'other'] as const;
export const CONNECTION_KINDS = ['node', 'distribution-transformer', 'lv-point'] as const;
/** Where a promise stands: a place of supply, or an element, for what a switching hangs onto it. */
export const PROMISED_KINDS = [...CONNECTION_KINDS, 'element'] as const;
/** What a promise of a choice is for beside the supply itself; `snapshot/placed-cases.ts` says how each counts. */
export const PURPOSES = ['moved', 'over-tie', 'opened', 'backup', 'later'] as const;
export const LOAD_CATEGORIES = [
  'residential',
  'micro-enterprise',
  'commercial',
  'industrial',
  'agricultural',
  'public-service',
  'ev-charging',
] as const;
