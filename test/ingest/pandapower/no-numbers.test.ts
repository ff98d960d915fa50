import { expect, test } from 'vitest';
import { readText } from './read-small-net.ts';
import { netText, smallNet } from './small-net.ts';

test('what Python writes for no number is none, but in texts', async () => {
  const net = smallNet();
  net['load']![0]!['name'] = 'NaN mill';
  const text = netText(net, { std_types: { x: 'here' }, note: 'NaN "Infinity' });
  const { rows, defects } = await readText(text.replace('"here"', '[NaN, -Infinity, Infinity]'));
  expect(defects).toEqual([]);
  expect(rows.customers).toHaveLength(2);
  await expect(readText(text.replace('"here"', '[NaN, None]'))).rejects.toThrow(/not JSON/u);
});
