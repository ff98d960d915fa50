import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BinaryRows } from '../../src/store/binary-copy.ts';

const whole = (size: 2 | 4, value: number): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeIntBE(value, 0, size);
  return bytes;
};

type Cell = string | null;

/** What COPY would send of rows of texts. */
const sent = (rows: readonly (readonly Cell[])[]): Buffer =>
  Buffer.concat([
    ...[Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), whole(4, 0), whole(4, 0)],
    ...rows.flatMap((cells) => [
      whole(2, cells.length),
      ...cells.flatMap((cell) =>
        cell === null ? [whole(4, -1)] : [whole(4, Buffer.byteLength(cell)), Buffer.from(cell)],
      ),
    ]),
    whole(2, -1),
  ]);

function reader() {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  const take = (bytes: Buffer, at: number, length: number): void => {
    row.push(length < 0 ? null : bytes.toString('utf8', at, at + length));
  };
  const parser = new BinaryRows([take, take], () => {
    rows.push(row);
    row = [];
  });
  return { rows, parser };
}

test('rows come out as they went in, wherever the bytes are cut', () => {
  const cell = fc.option(fc.string({ unit: 'grapheme', maxLength: 12 }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 9 }),
      (rows, cuts) => {
        const bytes = sent(rows);
        const { rows: read, parser } = reader();
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const length = cuts[turn % cuts.length] ?? 1;
          const piece = Buffer.from(bytes.subarray(at, at + length));
          parser.push(piece);
          // The piece is the taker's only while it is being taken.
          piece.fill(0xaa);
          at += length;
        }
        parser.end();
        expect(read).toEqual(rows);
      },
    ),
  );
});

test('data that breaks off is a fault', () => {
  const bytes = sent([['a', 'b']]);
  const { parser } = reader();
  parser.push(bytes.subarray(0, bytes.length - 2));
  expect(() => {
    parser.end();
  }).toThrow(/broke off/);
});
