import {
  AttributionControl,
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { panByPicture } from './pan-by-picture.ts';

setWorkerUrl(workerUrl);

interface MapTexts {
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly label: string;
}

interface MapOf {
  readonly container: HTMLElement;
  readonly token: string;
  readonly style: NonNullable<ConstructorParameters<typeof MapLibre>[0]['style']>;
  readonly texts: MapTexts;
}

const FONTS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/**
 * A map whose tiles are asked for with the reader's token, and with nothing that leaves this service.
 *
 * @throws Error where the browser has no WebGL.
 */
export function createMap({ container, token, style, texts }: MapOf): MapLibre {
  const map = new MapLibre({
    container,
    style,
    localIdeographFontFamily: FONTS,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 18,
    minZoom: 7,
    fadeDuration: 0,
    locale: {
      'NavigationControl.ZoomIn': texts.zoomIn,
      'NavigationControl.ZoomOut': texts.zoomOut,
      'Map.Title': texts.label,
    },
    transformRequest: (url) =>
      url.startsWith(`${location.origin}/tiles/`)
        ? { url, headers: { Authorization: `Bearer ${token}` } }
        : { url },
  });
  map.touchZoomRotate.disableRotation();
  panByPicture(map);
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-right');
  map.addControl(new AttributionControl({ compact: false }), 'bottom-right');
  return map;
}

export type { MapLibre };
