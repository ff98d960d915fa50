import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StringReader } from '../../src/snapshot/string-block.ts';
import { StringTable } from '../../src/snapshot/string-table.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  // Alike for longer than one byte can tell.
  fc.nat(3).map((n) => `${'长'.repeat(100)}${n}`),
  fc.nat(300).map((n) => `c0-f01-p${n}`),
);

test('strings read out of their blocks are those that were added, each once', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 120 }), (texts) => {
      const table = new StringTable();
      const index = texts.map((one) => table.add(one));
      const { starts, text: packed } = table.pack();
      const reader = new StringReader(starts, packed);
      expect(table.size).toBe(new Set(['', ...texts]).size);
      expect(reader.read(0).toString()).toBe('');
      texts.forEach((one, i) => {
        expect(reader.read(index[i]!).toString()).toBe(one);
        for (const other of texts.slice(0, 5)) {
          const order = Buffer.compare(Buffer.from(one), Buffer.from(other));
          expect(reader.compare(index[i]!, Buffer.from(other))).toBe(order);
        }
      });
    }),
  );
});
