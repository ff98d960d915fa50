import type { MapGeoJSONFeature } from 'maplibre-gl';
import type { ChosenElement } from './choice.ts';

const KIND_OF: Readonly<Record<string, string>> = {
  feeders: 'feeder',
  sections: 'section',
  'lv-lines': 'lv-line',
  transformers: 'distribution-transformer',
  substations: 'substation',
};
/** A place outranks a line under the same tap: it is smaller. */
const PLACES = ['substations', 'transformers', 'nodes', 'lv-points'];

/** The element of the grid under a tap; `null` = there is none. */
export function elementAt(features: readonly MapGeoJSONFeature[]): ChosenElement | null {
  const drawn = features.filter(({ source, properties }) => source === 'grid' && 'id' in properties);
  const found = drawn.find(({ sourceLayer = '' }) => PLACES.includes(sourceLayer)) ?? drawn[0];
  if (found === undefined) return null;
  const { sourceLayer = '', properties } = found;
  return { kind: KIND_OF[sourceLayer] ?? String(properties['kind']), id: String(properties['id']) };
}
