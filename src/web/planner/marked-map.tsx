import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { type ColourName, colour } from '../map/colour.ts';
import { gridOverlay } from '../map/grid-overlay.ts';
import { Legend } from '../map/legend.tsx';
import { readMapState } from '../map/map-state.ts';
import { MapView } from '../map/map-view.tsx';
import type { Box, Place } from '../map/place.ts';
import type { Overlay } from '../map/overlay.ts';
import type { RoomProps } from '../shell/room.ts';
import { setQuery } from '../shell/route.ts';
import { useTheme } from '../shell/theme.ts';

/** How a mark is drawn: what is graver is larger too, for eyes that do not tell the colours apart. */
export interface Look {
  readonly name: ColourName;
  readonly radius: number;
}

/** Something to be looked at; without a place it is on no map. */
export interface Marked {
  /** Tells it apart, in the address of the page too. */
  readonly key: string;
  readonly at: Place | null;
  readonly look: Look;
}

function marksOverlay(marked: readonly Marked[], chosen: string | null): Overlay {
  const features = marked.flatMap(({ key, at, look: { name, radius } }) =>
    at === null
      ? []
      : [
          {
            type: 'Feature' as const,
            geometry: { type: 'Point' as const, coordinates: [at.lon, at.lat] },
            properties: { key, colour: colour(name), radius, isChosen: key === chosen },
          },
        ],
  );
  return {
    id: 'marked',
    data: { type: 'FeatureCollection', features },
    layers: [
      {
        id: 'places',
        type: 'circle',
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': ['get', 'colour'],
          'circle-opacity': 0.9,
          'circle-stroke-color': colour('card'),
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'chosen',
        type: 'circle',
        filter: ['==', ['get', 'isChosen'], true],
        paint: {
          'circle-radius': 16,
          'circle-opacity': 0,
          'circle-stroke-color': colour('ink'),
          'circle-stroke-width': 3,
        },
      },
    ],
  };
}

interface MarkedMapProps extends Pick<RoomProps, 'session' | 'query'> {
  readonly home: Box;
  readonly focus: Box | null;
  /** Drawn in this order: the gravest last, on top. */
  readonly marked: readonly Marked[];
  /** Parameter of the address that says which one is looked at. */
  readonly chosenBy: string;
  /** Lines of the legend. */
  readonly children: ComponentChildren;
}

/** The grid, paler, with marks that can be chosen by a tap; the chosen one ringed. */
export const MarkedMap = ({ session, query, home, focus, marked, chosenBy, children }: MarkedMapProps) => {
  const { theme } = useTheme();
  const chosen = query.get(chosenBy);
  const overlays = useMemo(
    () => [gridOverlay({ opacity: 0.35 }), marksOverlay(marked, chosen)],
    [theme, marked, chosen],
  );
  return (
    <MapView
      session={session}
      home={home}
      at={readMapState(query.get('map'))}
      grid=""
      overlays={overlays}
      focus={focus}
      onTap={(_, features) => {
        const key: unknown = features.find(({ properties }) => 'key' in properties)?.properties['key'];
        setQuery({ [chosenBy]: typeof key === 'string' ? key : null });
      }}
    >
      <Legend>{children}</Legend>
    </MapView>
  );
};
