import type { WhatIfAnswer } from '../../../contract/what-if.ts';
import { colour } from '../../map/colour.ts';
import type { Overlay } from '../../map/overlay.ts';
import { loadColour } from '../capacity/scales.ts';
import type { TriedLoad } from './loads.ts';

/** Lines that an expression can name one by one without a map that stutters. */
const MOST_LINES = 3000;

/** Lines coloured by their loading afterwards. */
function loadedLines({ after }: WhatIfAnswer): Overlay {
  const known = after.sections
    .flatMap(({ elementId, loadingPercent }) =>
      loadingPercent === null ? [] : [[elementId, loadingPercent] as const],
    )
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_LINES);
  const percent = ['match', ['get', 'id'], ...known.flat(), -1];
  const line = (layer: string) => ({
    id: layer,
    type: 'line' as const,
    'source-layer': layer,
    filter: ['in', ['get', 'id'], ['literal', known.map(([id]) => id)]] as never,
    layout: { 'line-cap': 'round' as const, 'line-join': 'round' as const },
    paint: { 'line-color': loadColour(percent), 'line-width': 5 },
  });
  return {
    id: 'loaded',
    data: 'grid',
    layers: known.length === 0 ? [] : [line('sections'), line('lv-lines')],
  };
}

const ringAt = (id: string, nodes: readonly string[], name: 'accent' | 'bad', radius: number): Overlay => {
  const ring = (layer: string) => ({
    id: layer,
    type: 'circle' as const,
    'source-layer': layer,
    filter: ['in', ['get', 'id'], ['literal', nodes]] as never,
    paint: {
      'circle-radius': radius,
      'circle-color': colour(name),
      'circle-opacity': 0.3,
      'circle-stroke-color': colour(name),
      'circle-stroke-width': 2.5,
    },
  });
  return { id, data: 'grid', layers: ['nodes', 'transformers', 'lv-points'].map(ring) };
};

/** What is tried and what comes of it, above the grid. */
export function whatIfOverlays(loads: readonly TriedLoad[], answer: WhatIfAnswer | null): readonly Overlay[] {
  const [lowest] = [...(answer?.after.nodes ?? [])].sort((a, b) => a.voltagePu - b.voltagePu);
  return [
    ...(answer === null ? [] : [loadedLines(answer)]),
    ...(lowest === undefined ? [] : [ringAt('lowest', [lowest.nodeId], 'bad', 9)]),
    ringAt(
      'tried',
      loads.map(({ nodeId }) => nodeId),
      'accent',
      13,
    ),
  ];
}
