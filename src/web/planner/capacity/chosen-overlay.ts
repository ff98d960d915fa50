import { colour } from '../../map/colour.ts';
import type { Overlay } from '../../map/overlay.ts';
import type { ChosenElement } from './choice.ts';

const LINES = ['feeders', 'sections', 'lv-lines'] as const;
const PLACES = ['lv-points', 'nodes', 'transformers', 'substations'] as const;

/** What is marked on the map: the chosen element, its chain, and the element that binds it. */
export interface Marked {
  readonly element: ChosenElement;
  /** Ids of the chain's elements. */
  readonly chain: readonly string[];
  readonly binding: string | null;
}

const isOneOf = (ids: readonly string[]): unknown[] => ['in', ['get', 'id'], ['literal', ids]];

/** A halo under the chosen element and its chain, and a ring around what is a place. Drawn under the grid. */
export function chosenOverlay({ element, chain, binding }: Marked): Overlay {
  const isFeeder = element.kind === 'feeder';
  const onWay = isFeeder
    ? ['any', ['==', ['get', 'id'], element.id], ['==', ['get', 'feederId'], element.id]]
    : isOneOf([element.id, ...chain]);
  const halo = (layer: string, id: string, filter: unknown, name: 'accent' | 'bad') => ({
    id: `${id}-${layer}`,
    type: 'line' as const,
    'source-layer': layer,
    filter: filter as never,
    layout: { 'line-cap': 'round' as const, 'line-join': 'round' as const },
    paint: { 'line-color': colour(name), 'line-width': 11, 'line-opacity': 0.4 },
  });
  const ring = (layer: string) => ({
    id: `ring-${layer}`,
    type: 'circle' as const,
    'source-layer': layer,
    filter: ['==', ['get', 'id'], element.id] as never,
    paint: {
      'circle-radius': 13,
      'circle-color': colour('accent'),
      'circle-opacity': 0.25,
      'circle-stroke-color': colour('accent'),
      'circle-stroke-width': 2,
    },
  });
  return {
    id: 'chosen',
    data: 'grid',
    layers: [
      ...LINES.map((layer) => halo(layer, 'way', onWay, 'accent')),
      ...(binding === null ? [] : LINES.map((layer) => halo(layer, 'binding', isOneOf([binding]), 'bad'))),
      ...PLACES.map(ring),
    ],
  };
}
