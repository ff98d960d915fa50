import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useText } from '../language/use-text.ts';
import { boxAround, boxOfRegions } from '../map/box-of.ts';
import { Legend, LegendLine } from '../map/legend.tsx';
import { readMapState } from '../map/map-state.ts';
import { MapView } from '../map/map-view.tsx';
import { siteOverlays } from '../map/site-overlays.ts';
import type { RoomProps } from '../shell/room.ts';
import { useTheme } from '../shell/theme.ts';
import type { Draft } from './draft.ts';
import { apply } from './messages/apply.ts';

const RADIUS_M = 1000;

interface ApplyMapProps extends Pick<RoomProps, 'session' | 'regions' | 'query'> {
  readonly draft: Draft;
  readonly isDrawing: boolean;
  readonly change: (changes: Partial<Draft>) => void;
}

/** The map of the form: a tap is the place, unless the red line is being drawn. */
export function ApplyMap({ session, regions, query, draft, isDrawing, change }: ApplyMapProps) {
  const { t } = useText(apply);
  const { theme } = useTheme();
  const { place, plot, address } = draft;
  const [map, setMap] = useState<MapLibre | null>(null);
  const latest = useRef(change);
  latest.current = change;
  const overlays = useMemo(() => siteOverlays(place, plot, RADIUS_M), [place, plot, theme]);
  useEffect(() => {
    if (map === null || !isDrawing) return undefined;
    let end = (): void => undefined;
    let isOver = false;
    void import('./draw-plot.ts').then(({ drawPlot }) => {
      if (!isOver)
        end = drawPlot(map, (ring) => {
          latest.current({ plot: ring });
        });
    });
    return () => {
      isOver = true;
      end();
    };
  }, [map, isDrawing]);
  // A tap needs no flight: the place is on the screen already.
  const flight = place === null || address === '' ? null : boxAround(place, RADIUS_M * 1.1);
  return (
    <MapView
      session={session}
      home={place === null ? boxOfRegions(regions) : boxAround(place, RADIUS_M * 1.1)}
      at={readMapState(query.get('map'))}
      focus={flight}
      overlays={overlays}
      onTap={(at) => {
        if (!isDrawing) change({ place: at, address: '', isFound: false });
      }}
      onReady={(ready) => {
        setMap(ready);
        return undefined;
      }}
    >
      <Legend>
        <LegendLine name="ink">{t('legend.site')}</LegendLine>
        <LegendLine name="accent">{t('legend.radius')}</LegendLine>
        <LegendLine name="bad">{t('legend.plot')}</LegendLine>
      </Legend>
    </MapView>
  );
}
