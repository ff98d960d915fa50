/** What stands in the way of routes, and what they follow. */

export const AREA_KINDS = [
  'park',
  'provincial-park',
  'urban-planned-land',
  'forbidden',
  'water',
  'building',
  'green',
  'urban-area',
  'rural-area',
  'incremental-network',
] as const;
export type AreaKind = (typeof AREA_KINDS)[number];
export const BARRIER_KINDS = [
  'railway',
  'high-speed-railway',
  'river',
  'canal',
  'stream',
  'water-trunk',
  'defence-cable',
  'pipeline',
] as const;
export const STREET_CLASSES = [
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
/** What routes follow: streets, and lines of spare ducts (排管/沟道), where cables are pulled in and nothing is dug. */
export const ROAD_CLASSES = [...STREET_CLASSES, 'duct-corridor'] as const;
export const SURFACES = ['asphalt', 'concrete', 'paving', 'gravel', 'soil', 'unknown'] as const;
