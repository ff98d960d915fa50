import { expect, test } from 'vitest';
import { NodeTable } from '../../../src/search/offers/node-table.ts';
import { seeded } from '../../support/random-grid.ts';

test('it remembers as a map does, grown and cleared several times', () => {
  const random = seeded(7);
  const table = new NodeTable();
  for (const size of [10, 5000, 300]) {
    table.clear();
    const map = new Map<number, number>();
    for (let i = 0; i < 3 * size; i++) {
      const node = Math.floor(random() * size) * 977;
      const slot = table.slot(node);
      if (!map.has(node)) {
        expect([table.cost[slot], table.settled[slot], table.head[slot]]).toEqual([Infinity, 0, -1]);
      } else expect([table.cost[slot], table.via[slot]]).toEqual([map.get(node), map.get(node)! + 1]);
      const cost = Math.floor(random() * 1000);
      [table.cost[slot], table.via[slot], table.head[slot]] = [cost, cost + 1, cost];
      map.set(node, cost);
    }
    for (const [node, cost] of map) {
      const slot = table.slot(node);
      expect([table.cost[slot], table.via[slot] === cost + 1, table.head[slot]]).toEqual([cost, true, cost]);
    }
  }
});
