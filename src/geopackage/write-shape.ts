import type { Envelope, Position, Shape } from './shape.ts';

/** Numbers of the kinds of shapes in well-known binary. */
export const WKB_KINDS = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
} as const satisfies Readonly<Record<Shape['type'], number>>;

/** Header: magic `GP`, version 0, little-endian numbers; an envelope of x and y but for points. */
const [HEADER, ENVELOPE] = [8, 32];
const FLAG_LITTLE_ENDIAN = 1;
const FLAG_ENVELOPE_XY = 1 << 1;

/** Bytes written one behind the other, as many as it takes. */
class Bytes {
  #buffer = Buffer.alloc(256);
  #length = 0;

  #grow(by: number): void {
    if (this.#length + by <= this.#buffer.length) return;
    const larger = Buffer.alloc(Math.max(this.#length + by, 2 * this.#buffer.length));
    this.#buffer.copy(larger);
    this.#buffer = larger;
  }

  byte(value: number): void {
    this.#grow(1);
    this.#length = this.#buffer.writeUInt8(value, this.#length);
  }

  whole(value: number): void {
    this.#grow(4);
    this.#length = this.#buffer.writeInt32LE(value, this.#length);
  }

  real(value: number): void {
    this.#grow(8);
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  /** What was written so far, as bytes of their own; the next are written over it. */
  take(): Uint8Array {
    const taken = new Uint8Array(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }
}

const scratch = new Bytes();

const head = (kind: keyof typeof WKB_KINDS): void => {
  scratch.byte(1);
  scratch.whole(WKB_KINDS[kind]);
};

const position = ([x = NaN, y = NaN]: Position): void => {
  scratch.real(x);
  scratch.real(y);
};

const positions = (list: readonly Position[]): void => {
  scratch.whole(list.length);
  for (const each of list) position(each);
};

const lists = (of: readonly (readonly Position[])[]): void => {
  scratch.whole(of.length);
  for (const each of of) positions(each);
};

function wkb(shape: Shape): void {
  head(shape.type);
  switch (shape.type) {
    case 'Point':
      position(shape.coordinates);
      break;
    case 'LineString':
      positions(shape.coordinates);
      break;
    case 'Polygon':
      lists(shape.coordinates);
      break;
    case 'MultiPoint':
      scratch.whole(shape.coordinates.length);
      for (const coordinates of shape.coordinates) wkb({ type: 'Point', coordinates });
      break;
    case 'MultiLineString':
      scratch.whole(shape.coordinates.length);
      for (const coordinates of shape.coordinates) wkb({ type: 'LineString', coordinates });
      break;
    case 'MultiPolygon':
      scratch.whole(shape.coordinates.length);
      for (const coordinates of shape.coordinates) wkb({ type: 'Polygon', coordinates });
  }
}

/**
 * A shape as a geometry column of a GeoPackage holds it: header, envelope (but for points), well-known binary.
 *
 * @param srsId number of the reference system in the file.
 */
export function shapeBlob(shape: Shape, { minX, minY, maxX, maxY }: Envelope, srsId: number): Uint8Array {
  const isPoint = shape.type === 'Point';
  for (const byte of [0x47, 0x50, 0, FLAG_LITTLE_ENDIAN | (isPoint ? 0 : FLAG_ENVELOPE_XY)])
    scratch.byte(byte);
  scratch.whole(srsId);
  if (!isPoint) for (const side of [minX, maxX, minY, maxY]) scratch.real(side);
  wkb(shape);
  return scratch.take();
}

/** Bytes before the well-known binary, by the envelope's code in the flags; `undefined` = no such code. */
export const headerBytes = (envelopeCode: number): number | undefined =>
  [HEADER, HEADER + ENVELOPE, HEADER + 48, HEADER + 48, HEADER + 64][envelopeCode];
