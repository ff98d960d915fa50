import type { Map as MapLibre, MapGeoJSONFeature } from 'maplibre-gl';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';
import type { Session } from '../session/session.ts';
import { setQuery } from '../shell/route.ts';
import { useTheme } from '../shell/theme.ts';
import { boxShownAt, placeShownAt, shownAt } from './drawn-in.ts';
import { type MapState, writeMapState } from './map-state.ts';
import { mapStyle } from './map-style.ts';
import type { Overlay } from './overlay.ts';
import type { Box, Place } from './place.ts';

export interface MapViewProps {
  readonly session: Session;
  /** What is shown at first, unless `at` says more. */
  readonly home: Box;
  /** From the address, where it names a view; the map writes it back as it moves. */
  readonly at?: MapState | null;
  /** Query of the tiles of the grid and of what fits; `null` or left out = neither. */
  readonly grid?: string | null;
  /** Drawn above the ground, in this order. Make them anew only when something changed (`useMemo`). */
  readonly overlays: readonly Overlay[];
  /** Goes there smoothly whenever it becomes another box. */
  readonly focus?: Box | null;
  /** A tap, with what lies under it in the overlays, the topmost first. */
  readonly onTap?: (place: Place, features: readonly MapGeoJSONFeature[]) => void;
  /**
   * The map itself, for what only one view needs, such as drawing; its positions are in the datum it is drawn in. What it
   * returns is run at the end.
   */
  readonly onReady?: (map: MapLibre) => (() => void) | undefined;
  /** Legends and other things that float above the map. */
  readonly children?: ComponentChildren;
}

const PADDING = 48;

/** The map of a view. It loads its engine by itself, so that what there is to read is there before. */
export function MapView(props: MapViewProps) {
  const { session, grid = null, overlays, focus, children } = props;
  const { t } = useText(shared);
  const { theme } = useTheme();
  const frame = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [map, setMap] = useState<MapLibre | null>(null);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    let made: MapLibre | null = null;
    let isGone = false;
    const texts = { zoomIn: t('map.zoomIn'), zoomOut: t('map.zoomOut'), label: t('map.label') };
    const start = async (): Promise<void> => {
      const { createMap } = await import('./engine.ts');
      if (isGone || frame.current === null) return;
      const style = mapStyle({ grid, overlays: latest.current.overlays });
      made = createMap({ container: frame.current, token: session.token, style, texts });
      openAt(made, latest.current);
      listen(made, latest);
      setMap(made);
    };
    start().catch(() => {
      setFailed(true);
    });
    return () => {
      isGone = true;
      made?.remove();
    };
  }, [session.token]);

  useEffect(() => {
    map?.setStyle(mapStyle({ grid, overlays }));
  }, [map, theme, grid, overlays]);
  useEffect(() => {
    if (map !== null && focus !== undefined && focus !== null)
      map.fitBounds(boxShownAt(focus), { padding: PADDING, maxZoom: 17 });
  }, [map, focus?.join()]);
  useEffect(() => (map === null ? undefined : latest.current.onReady?.(map)), [map]);

  return (
    <section class="map-frame" aria-label={t('map.label')}>
      <div ref={frame} class="map-canvas" data-ready={map === null ? undefined : ''} />
      {hasFailed && <p class="map-failed">{t('map.failed')}</p>}
      {children}
    </section>
  );
}

function openAt(map: MapLibre, { at, focus, home }: MapViewProps): void {
  if (at !== undefined && at !== null) map.jumpTo({ center: shownAt(at), zoom: at.zoom });
  else map.fitBounds(boxShownAt(focus ?? home), { animate: false, padding: PADDING, maxZoom: 17 });
}

function listen(map: MapLibre, latest: { readonly current: MapViewProps }): void {
  map.on('click', ({ lngLat, point }) => {
    const { overlays, onTap } = latest.current;
    const layers = overlays
      .flatMap(({ id, layers: own }) => own.map((layer) => `${id}:${layer.id}`))
      .filter((layer) => map.getLayer(layer) !== undefined);
    const around: [[number, number], [number, number]] = [
      [point.x - 4, point.y - 4],
      [point.x + 4, point.y + 4],
    ];
    onTap?.(placeShownAt(lngLat), map.queryRenderedFeatures(around, { layers }));
  });
  // For tests and screenshots: everything that was asked for is on the screen.
  map.on('idle', () => {
    map.getContainer().setAttribute('data-drawn', '');
  });
  map.on('moveend', () => {
    if (latest.current.at === undefined) return;
    setQuery({ map: writeMapState({ zoom: map.getZoom(), ...placeShownAt(map.getCenter()) }) });
  });
}
