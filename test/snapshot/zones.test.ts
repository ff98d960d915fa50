import { expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import type { Row } from '../../src/model/record.ts';
import { zoneColumns } from '../../src/snapshot/zone-columns.ts';
import { ZONE_KINDS, Zones } from '../../src/snapshot/zones.ts';
import { seeded } from '../support/random-grid.ts';

const unnamed = (): number => 0;

type Ring = readonly (readonly [x: number, y: number])[];

/** An area in whole steps of 0.0000001 degrees. */
const area = (id: string, kind: Row<'areas'>['kind'], rings: readonly Ring[]): Row<'areas'> => ({
  ...{ id, kind, name: null },
  polygon_wkt: rings.map((ring) => [...ring, ring[0]!].flatMap(([x, y]) => [x / 1e7, y / 1e7])),
});
const square = (from: number, to: number): Ring => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
];
const at = (zones: Zones, x: number, y: number) => [...zones.at({ lon: x / 1e7, lat: y / 1e7 })];

test('a border belongs to its area, a hole does not, its border does', () => {
  const zones = new Zones(
    zoneColumns(
      packRows({ areas: [area('a', 'provincial-park', [square(0, 100), square(40, 60)])] }),
      unnamed,
    ),
  );
  const inside = (x: number, y: number) => at(zones, x, y).length === 1;
  expect([inside(50, 20), inside(0, 0), inside(100, 70), inside(101, 70), inside(-1, 0)]).toEqual([
    ...[true, true, true, false, false],
  ]);
  expect([inside(50, 50), inside(40, 50), inside(41, 50), inside(39, 50)]).toEqual([
    ...[false, true, false, true],
  ]);
});

test('kinds that decide something or are drawn are kept, and those there are can tell of outside', () => {
  const zones = new Zones(
    zoneColumns(
      packRows({
        areas: [
          area('w', 'water', [square(0, 10)]),
          area('b', 'building', [square(0, 10)]),
          area('f', 'forbidden', [square(0, 10)]),
          area('u', 'urban-planned-land', [square(5, 10)]),
        ],
      }),
      unnamed,
    ),
  );
  expect([...zones.loaded]).toEqual(['urban-planned-land', 'forbidden']);
  expect(at(zones, 7, 7)).toEqual(['urban-planned-land', 'forbidden']);
  expect(at(zones, 2, 2)).toEqual(['forbidden']);
});

/** The slow twin: every area, every ring, the winding number in whole numbers. */
function isWithin(rings: readonly (readonly number[])[], x: number, y: number): boolean {
  let winding = 0;
  let parity = 0;
  for (const ring of rings) {
    winding = 0;
    const whole = ring.map((one) => Math.round(one * 1e7));
    for (let i = 2; i < whole.length; i += 2) {
      const [ax, ay, bx, by] = [whole[i - 2]!, whole[i - 1]!, whole[i]!, whole[i + 1]!];
      const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
      const between =
        Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
      if (turn === 0 && between) return true;
      if (ay <= y && by > y && turn > 0) winding++;
      else if (ay > y && by <= y && turn < 0) winding--;
    }
    if (winding !== 0) parity++;
  }
  return parity % 2 === 1;
}

test('among many areas the index finds what a walk over all of them finds, whatever their order', () => {
  const random = seeded(11);
  const whole = (range: number) => Math.floor(random() * range);
  const areas = Array.from({ length: 60 }, (_, i) => {
    const [x, y] = [whole(300), whole(300)];
    // A star around its middle never crosses itself.
    const corners = Array.from({ length: 3 + whole(6) }, () => ({ turn: random(), far: 10 + whole(60) }))
      .sort((a, b) => a.turn - b.turn)
      .map(({ turn, far }): readonly [number, number] => [
        Math.round(x + far * Math.cos(2 * Math.PI * turn)),
        Math.round(y + far * Math.sin(2 * Math.PI * turn)),
      ]);
    return area(`a${i}`, ZONE_KINDS[i % ZONE_KINDS.length]!, [corners]);
  });
  const zones = new Zones(zoneColumns(packRows({ areas }), unnamed));
  const turned = new Zones(zoneColumns(packRows({ areas: [...areas].reverse() }), unnamed));
  let inside = 0;
  for (let i = 0; i < 3000; i++) {
    const [x, y] = [whole(400) - 50, whole(400) - 50];
    const expected = ZONE_KINDS.filter((kind) =>
      areas.some((one) => one.kind === kind && isWithin(one.polygon_wkt, x, y)),
    );
    inside += expected.length;
    expect(at(zones, x, y), `${x} ${y}`).toEqual(expected);
    expect(at(turned, x, y)).toEqual(expected);
  }
  expect(inside).toBeGreaterThan(300);
});
