import type { Position, Shape } from './shape.ts';
import { headerBytes, WKB_KINDS } from './write-shape.ts';

/** A geometry that is no shape of points, lines and areas; the message says what it is. */
export class NoShape extends Error {
  override readonly name = 'NoShape';
}

const KIND_OF = new Map<number, Shape['type']>(
  Object.entries(WKB_KINDS).map(([name, kind]) => [kind, name as Shape['type']]),
);

const [FLAG_EMPTY, FLAG_EXTENDED] = [1 << 4, 1 << 5];
/** Marks of height, measure and reference system in the kinds of EWKB. */
const [EWKB_Z, EWKB_M, EWKB_SRID] = [0x8000_0000, 0x4000_0000, 0x2000_0000];

/** Reads well-known binary (ISO, and PostGIS's own) from its place on. */
class Wkb {
  readonly #view: DataView;
  #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  #whole(isLittle: boolean): number {
    const value = this.#view.getUint32(this.#at, isLittle);
    this.#at += 4;
    return value;
  }

  /** Byte order, kind and numbers per position of the shape that begins here. */
  #head(): { readonly isLittle: boolean; readonly kind: number; readonly size: number } {
    const isLittle = this.#view.getUint8(this.#at) === 1;
    this.#at += 1;
    const code = this.#whole(isLittle);
    if ((code & EWKB_SRID) !== 0) this.#at += 4;
    const plain = (code & ~(EWKB_Z | EWKB_M | EWKB_SRID)) >>> 0;
    const thousands = Math.floor(plain / 1000);
    const further = Number((code & EWKB_Z) !== 0) + Number((code & EWKB_M) !== 0);
    return { isLittle, kind: plain % 1000, size: 2 + further + ([0, 1, 1, 2][thousands] ?? 0) };
  }

  #position(isLittle: boolean, size: number): Position {
    const x = this.#view.getFloat64(this.#at, isLittle);
    const y = this.#view.getFloat64(this.#at + 8, isLittle);
    this.#at += 8 * size;
    return [x, y];
  }

  #list<T>(isLittle: boolean, one: () => T): T[] {
    const length = this.#whole(isLittle);
    const list: T[] = [];
    for (let i = 0; i < length; i++) list.push(one());
    return list;
  }

  shape(): Shape {
    const { isLittle, kind, size } = this.#head();
    const type = KIND_OF.get(kind);
    const position = (): Position => this.#position(isLittle, size);
    const positions = (): Position[] => this.#list(isLittle, position);
    // The parts of a collection are shapes of its own kind, each with its head.
    const parts = <T>(): T[] => this.#list(isLittle, () => this.shape().coordinates as T);
    switch (type) {
      case 'Point':
        return { type, coordinates: position() };
      case 'LineString':
        return { type, coordinates: positions() };
      case 'Polygon':
        return { type, coordinates: this.#list(isLittle, positions) };
      case 'MultiPoint':
        return { type, coordinates: parts() };
      case 'MultiLineString':
        return { type, coordinates: parts() };
      case 'MultiPolygon':
        return { type, coordinates: parts() };
      case undefined:
        throw new NoShape(`geometry of the kind ${kind} of well-known binary`);
    }
  }
}

/**
 * The shape in a cell of a geometry column; `null` = it is empty. Heights and measures are left out.
 *
 * @throws {NoShape} for curves, collections, and bytes that are no geometry.
 */
export function readShape(blob: Uint8Array): Shape | null {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  if (blob.length < 8 || blob[0] !== 0x47 || blob[1] !== 0x50)
    throw new NoShape('bytes that are no geometry');
  const flags = blob[3] ?? 0;
  if ((flags & FLAG_EXTENDED) !== 0) throw new NoShape('geometry of an extension');
  const begin = headerBytes((flags >> 1) & 7);
  if (begin === undefined) throw new NoShape('bytes that are no geometry');
  if ((flags & FLAG_EMPTY) !== 0) return null;
  try {
    return new Wkb(view, begin).shape();
  } catch (error) {
    if (error instanceof RangeError) throw new NoShape('a geometry that is cut off');
    throw error;
  }
}
