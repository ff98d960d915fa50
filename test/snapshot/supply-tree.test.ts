import { expect, test } from 'vitest';
import { supplyTree } from '../../src/snapshot/supply-tree.ts';

const link = (text: string) => {
  const [from, to] = text.split('-') as [string, string];
  return { id: text, from, to };
};
const tree = (...links: string[]) => supplyTree('B', links.map(link));

test('feeds every place once, depth first, siblings by the id of their link', () => {
  const { fed, loops, islands } = tree('B-b', 'b-d', 'B-a', 'a-c');
  expect(fed.map(({ place, above }) => `${above}>${place}`)).toEqual(['B>a', 'a>c', 'B>b', 'b>d']);
  expect([loops, islands]).toEqual([[], []]);
});

test('names exactly the links of a closed loop, without the stem that leads to it', () => {
  expect(tree('B-a', 'a-b', 'b-c', 'c-a').loops).toEqual([['a-b', 'b-c', 'c-a']]);
});

test('two parallel lines are a loop of two', () => {
  const twice = supplyTree('B', [link('B-a'), { id: 'B-a again', from: 'a', to: 'B' }]);
  expect(twice.loops).toEqual([['B-a', 'B-a again']]);
});

test('a line that ends where it starts is a loop of one', () => {
  expect(tree('B-a', 'a-a').loops).toEqual([['a-a']]);
});

test('names islands with their places and links', () => {
  expect(tree('B-a', 'x-y', 'y-z', 'q-r').islands).toEqual([
    { places: ['q', 'r'], links: ['q-r'] },
    { places: ['x', 'y', 'z'], links: ['x-y', 'y-z'] },
  ]);
});
