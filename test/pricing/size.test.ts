import { expect, test } from 'vitest';
import { CONDUCTOR_LAYERS } from '../../src/pricing/catalogue-item.ts';
import { type LineDuty, conductorFor, sizeFor, standardSizesKva } from '../../src/pricing/size.ts';
import { catalogue } from '../support/load-rules.ts';

test('a size is the smallest that carries the load, its own rating included', () => {
  expect(sizeFor(catalogue, 'mv-cable', 260)).toEqual({ item: 'mv-cable-120', count: 1 });
  expect(sizeFor(catalogue, 'mv-cable', 260.1)).toEqual({ item: 'mv-cable-150', count: 1 });
  expect(sizeFor(catalogue, 'customer-transformer', 315)).toEqual({ item: 'pole-transformer-315', count: 1 });
  expect(sizeFor(catalogue, 'customer-transformer', 315.01)).toEqual({
    item: 'box-transformer-400',
    count: 1,
  });
  expect(sizeFor(catalogue, 'customer-transformer', 1250)).toEqual({
    item: 'box-transformer-1250',
    count: 1,
  });
  expect(sizeFor(catalogue, 'three-phase-meter', 60)).toEqual({ item: 'meter-three-phase-direct', count: 1 });
  expect(sizeFor(catalogue, 'three-phase-meter', 60.1)).toEqual({ item: 'meter-three-phase', count: 1 });
});

test('beyond the largest size as few equal ones as possible, each no larger than needed', () => {
  expect(sizeFor(catalogue, 'mv-cable', 500)).toEqual({ item: 'mv-cable-400', count: 1 });
  expect(sizeFor(catalogue, 'mv-cable', 500.1)).toEqual({ item: 'mv-cable-120', count: 2 });
  expect(sizeFor(catalogue, 'customer-transformer', 2500)).toEqual({
    item: 'box-transformer-2500',
    count: 1,
  });
  expect(sizeFor(catalogue, 'customer-transformer', 2500.01)).toEqual({
    item: 'box-transformer-1600',
    count: 2,
  });
  expect(sizeFor(catalogue, 'customer-transformer', 8000)).toEqual({
    item: 'box-transformer-2000',
    count: 4,
  });
});

test('customers are offered every standard capacity from 30 to 2,500 kVA', () => {
  expect(standardSizesKva(catalogue, 'customer-transformer')).toEqual([
    30, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500,
  ]);
});

const duty = (change: Partial<LineDuty>): LineDuty => ({
  currentA: 100,
  lengthM: 100,
  kv: 10,
  phases: 3,
  cosPhi: 0.9,
  maxDropPercent: 5,
  ...change,
});
/** Current of 1 MW, A. */
const megawatt = (cosPhi: number) => 1000 / (Math.sqrt(3) * 10 * cosPhi);

test('the drop per MW and km is that of published tables for cables (90 °C) and covered lines (60 °C)', () => {
  const drop = (layer: 'mv-cable' | 'mv-overhead', cosPhi: number) => {
    const sizes = Object.values(catalogue.items).filter((item) => item.layer === layer);
    return new Map(
      sizes.map((size): [number, number] => {
        const only = { ...catalogue, items: { only: size } };
        const line = duty({ currentA: megawatt(cosPhi), lengthM: 1000, cosPhi });
        return [size.sizeMm2!, conductorFor(only, layer, line).dropPercent];
      }),
    );
  };
  const cables: Record<number, [number, number]> = {
    70: [0.399, 0.381],
    95: [0.301, 0.284],
    120: [0.247, 0.231],
    150: [0.208, 0.193],
    185: [0.176, 0.16],
    240: [0.144, 0.129],
    300: [0.125, 0.11],
    400: [0.107, 0.093],
  };
  for (const [size, [at90, at95]] of Object.entries(cables)) {
    expect(drop('mv-cable', 0.9).get(Number(size))).toBeCloseTo(at90, 2);
    expect(drop('mv-cable', 0.95).get(Number(size))).toBeCloseTo(at95, 2);
  }
  const overhead = { 70: 0.7, 95: 0.55, 120: 0.47, 150: 0.42, 185: 0.37, 240: 0.32 };
  for (const [size, published] of Object.entries(overhead))
    expect(Math.abs(drop('mv-overhead', 0.9).get(Number(size))! - published)).toBeLessThan(0.015);
});

test('drop by hand: 200 A over 250 m of 4×120 at 380 V', () => {
  // √3 · 200 A · 0.25 km · (0.196 · 0.9 + 0.08 · 0.43589) Ω/km = 18.30 V = 4.815 %
  const line = duty({ currentA: 200, lengthM: 250, kv: 0.38 });
  const found = conductorFor(catalogue, 'lv-cable', { ...line, maxDropPercent: 4.82 });
  expect(found).toMatchObject({ item: 'lv-cable-120', count: 1 });
  expect(found.dropPercent).toBeCloseTo(4.815, 2);
});

test('one phase drops on the way there and back', () => {
  // 2 · 55 A · 0.05 km · 1.466 Ω/km · 1 = 8.06 V of 220 V
  const found = conductorFor(
    catalogue,
    'lv-service',
    duty({ currentA: 55, lengthM: 50, kv: 0.22, phases: 1, cosPhi: 1 }),
  );
  expect(found).toMatchObject({ item: 'lv-service-16', count: 1 });
  expect(found.dropPercent).toBeCloseTo(3.665, 2);
});

test('a conductor is chosen by current and by drop, and what equals a limit is allowed', () => {
  expect(conductorFor(catalogue, 'mv-overhead', duty({ currentA: 249 })).item).toBe('mv-overhead-70');
  expect(conductorFor(catalogue, 'mv-overhead', duty({ currentA: 249.01 })).item).toBe('mv-overhead-95');
  const far = duty({ currentA: 200, lengthM: 4000 });
  const { dropPercent, item } = conductorFor(catalogue, 'mv-overhead', { ...far, maxDropPercent: 5 });
  expect(item).toBe('mv-overhead-185');
  expect(conductorFor(catalogue, 'mv-overhead', { ...far, maxDropPercent: dropPercent })).toMatchObject({
    item,
    count: 1,
  });
  expect(conductorFor(catalogue, 'mv-overhead', { ...far, maxDropPercent: dropPercent * 0.9999 }).item).toBe(
    'mv-overhead-240',
  );
});

test('the next size up comes before a parallel line, and parallel lines are the fewest and smallest that do', () => {
  const limits = [0.5, 1, 2, 4, 8].flatMap((maxDropPercent) =>
    [20, 200, 600, 1400].map((currentA) => duty({ maxDropPercent, currentA, lengthM: 3000 })),
  );
  for (const layer of CONDUCTOR_LAYERS) {
    const ids = Object.keys(catalogue.items).filter((id) => catalogue.items[id]?.layer === layer);
    for (const limit of limits) {
      const found = conductorFor(catalogue, layer, limit);
      // Every size, one more at a time, until one does: slow and plain.
      const does = (id: string, count: number) => {
        const { ampacityA, rHotOhmPerKm, xOhmPerKm } = catalogue.items[id]!;
        const amps = limit.currentA / count;
        const ohm = rHotOhmPerKm! * limit.cosPhi + xOhmPerKm! * Math.sin(Math.acos(limit.cosPhi));
        const percent = (Math.sqrt(3) * amps * 3 * ohm) / (limit.kv * 10);
        return amps <= ampacityA! + 1e-9 && percent <= limit.maxDropPercent + 1e-9 ? percent : null;
      };
      let count = 1;
      while (!ids.some((id) => does(id, count) !== null)) count++;
      const fits = ids
        .filter((id) => does(id, count) !== null)
        .sort((a, b) => catalogue.items[a]!.ampacityA! - catalogue.items[b]!.ampacityA!);
      expect([found.item, found.count]).toEqual([fits[0], count]);
      expect(found.dropPercent).toBeCloseTo(does(found.item, count)!, 9);
    }
  }
});

test('a layer without items is named', () => {
  expect(() => sizeFor({ ...catalogue, items: {} }, 'mv-cable', 1)).toThrow(/no item in the layer mv-cable/);
});
