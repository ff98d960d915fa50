/** What stands in the way of routes, and what they follow. */

export const AREA_KINDS = [
  'park',
  'provincial-park',
  'urban-planned-land',
  'forbidden',
  'water',
  'building',
  'green',
] as const;
export const BARRIER_KINDS = [
  'railway',
  'high-speed-railway',
  'river',
  'canal',
  'water-trunk',
  'defence-cable',
  'pipeline',
] as const;
export const ROAD_CLASSES = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'service',
  'track',
  'path',
] as const;
export const SURFACES = ['asphalt', 'concrete', 'paving', 'gravel', 'soil', 'unknown'] as const;
