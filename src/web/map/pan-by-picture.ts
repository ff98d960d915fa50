import type { Map as MapLibre } from 'maplibre-gl';

/** Names that drawing with the processor goes by. */
const BY_PROCESSOR = /swiftshader|llvmpipe|software|basic render/iu;
/** From so many pixels on it is a drag, and not a tap. */
const DRAG_FROM_PX = 3;
/** The hand rests when it has not moved for so long, ms. */
const REST_MS = 120;

type Point = readonly [x: number, y: number];

/** Whether the browser draws the map with the processor instead of a graphics card. */
function isDrawnByProcessor(map: MapLibre): boolean {
  const context = map.getCanvas().getContext('webgl2');
  const names = context?.getExtension('WEBGL_debug_renderer_info') ?? null;
  if (context === null || names === null) return false;
  return BY_PROCESSOR.test(String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)));
}

/** One drag: the picture follows the hand, the map follows the picture. */
class Drag {
  readonly #map: MapLibre;
  /** Where the hand was when the map was last put under it. */
  #from: Point;
  #hand: Point;
  #timer = 0;
  #isMoved = false;

  constructor(map: MapLibre, from: Point) {
    this.#map = map;
    this.#from = from;
    this.#hand = from;
  }

  get #way(): Point {
    return [this.#hand[0] - this.#from[0], this.#hand[1] - this.#from[1]];
  }

  move(hand: Point): void {
    this.#hand = hand;
    const [x, y] = this.#way;
    this.#isMoved ||= Math.hypot(x, y) >= DRAG_FROM_PX;
    if (!this.#isMoved) return;
    this.#showPicture();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.settle();
    }, REST_MS);
  }

  /** Draws the map where the picture has come to; what the hand does meanwhile counts from here. */
  settle(): void {
    clearTimeout(this.#timer);
    const [x, y] = this.#way;
    if (!this.#isMoved || (x === 0 && y === 0)) return;
    const hand = this.#hand;
    // The picture stays until the new one is there.
    this.#map.once('render', () => {
      this.#from = hand;
      this.#showPicture();
    });
    this.#map.panBy([-x, -y], { animate: false });
  }

  #showPicture(): void {
    const [x, y] = this.#way;
    this.#map.getCanvas().style.transform = x === 0 && y === 0 ? '' : `translate(${x}px, ${y}px)`;
  }
}

const pointOf = ({ clientX, clientY }: PointerEvent): Point => [clientX, clientY];

/**
 * Where the processor draws the map, a drag with the mouse moves the picture that is there, which costs next to nothing,
 * and the map is drawn anew when the hand rests or lets go: drawing a full screen takes a third of a second there. With a
 * graphics card, and for fingers, the map draws every frame itself.
 */
export function panByPicture(map: MapLibre): void {
  if (!isDrawnByProcessor(map)) return;
  const frame = map.getCanvasContainer();
  frame.addEventListener('pointerdown', (down) => {
    const isPlain = down.button === 0 && !down.shiftKey && !down.ctrlKey && down.pointerType !== 'touch';
    if (!isPlain || !map.dragPan.isEnabled()) return;
    // For this drag the map's own is out of the way.
    map.dragPan.disable();
    const drag = new Drag(map, pointOf(down));
    const end = new AbortController();
    const { signal } = end;
    const over = (): void => {
      end.abort();
      drag.settle();
      map.dragPan.enable();
    };
    addEventListener(
      'pointermove',
      (moved) => {
        drag.move(pointOf(moved));
      },
      { signal },
    );
    for (const name of ['pointerup', 'pointercancel']) addEventListener(name, over, { signal });
  });
}
