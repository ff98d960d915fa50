import { expect, test } from 'vitest';
import { SURFACES } from '../../src/model/land-words.ts';
import { parseCatalogue } from '../../src/pricing/catalogue.ts';
import { CROSSED, LAYERS } from '../../src/pricing/catalogue-item.ts';
import { crossingItem, groundItem } from '../../src/pricing/route-items.ts';
import { catalogue } from '../support/load-rules.ts';

const inLayer = (layer: string) => Object.values(catalogue.items).filter((item) => item.layer === layer);

test('every item says where its price comes from, and no source is a folder of ours', () => {
  for (const item of Object.values(catalogue.items)) {
    expect(item.source.length).toBeGreaterThan(10);
    expect(item.source).not.toMatch(/\\|\.md|domain/);
  }
});

test.each(LAYERS)(
  'in the layer %s a larger size never costs less, and a larger conductor never resists more',
  (layer) => {
    const sizes = inLayer(layer).sort(
      (a, b) => (a.ampacityA ?? a.ratingKva!) - (b.ampacityA ?? b.ratingKva!),
    );
    expect(sizes.length).toBeGreaterThan(0);
    sizes.slice(1).forEach((larger, i) => {
      const smaller = sizes[i]!;
      expect(larger.likelyYuan).toBeGreaterThanOrEqual(smaller.likelyYuan);
      expect(larger.sizeMm2 ?? 1).toBeGreaterThanOrEqual(smaller.sizeMm2 ?? 1);
      expect(larger.rOhmPerKm ?? 0).toBeLessThanOrEqual(smaller.rOhmPerKm ?? 0);
    });
    for (const { rOhmPerKm = 0, rHotOhmPerKm = 0 } of sizes)
      expect(rHotOhmPerKm).toBeGreaterThanOrEqual(rOhmPerKm);
  },
);

test('resistance is that of its metal and size: ρ over area, within the fill and stranding of a conductor', () => {
  const ohmMm2PerKm = { copper: 17.24, aluminium: 28.26 };
  for (const { material, sizeMm2, rOhmPerKm } of Object.values(catalogue.items)) {
    if (material === undefined) continue;
    const ratio = (rOhmPerKm! * sizeMm2!) / ohmMm2PerKm[material];
    expect(ratio).toBeGreaterThan(0.98);
    expect(ratio).toBeLessThan(1.13);
  }
});

test('a replacement of a line costs less than a new line overhead, and a transformer less than a new station', () => {
  for (const [id, item] of Object.entries(catalogue.items)) {
    if (item.layer === 'mv-overhead-replacement' || item.layer === 'lv-overhead-replacement')
      expect(item.likelyYuan).toBeLessThan(catalogue.items[id.replace('-replacement', '')]!.likelyYuan);
  }
  for (const { ratingKva, likelyYuan } of inLayer('transformer-replacement')) {
    const anew = [...inLayer('public-pole-transformer'), ...inLayer('public-box-transformer')];
    const same = anew.filter((item) => item.ratingKva === ratingKva);
    expect(same.length).toBeGreaterThan(0);
    for (const station of same) expect(likelyYuan).toBeLessThan(station.likelyYuan);
  }
});

test('every surface has its ground work and everything a cable can cross its price', () => {
  for (const surface of SURFACES) expect(catalogue.items[groundItem(catalogue, surface)]?.unit).toBe('m');
  for (const crossed of CROSSED) {
    const item = crossingItem(catalogue, { crossed, laying: 'cable' });
    expect(catalogue.items[item ?? '']?.unit, crossed).toBe('each');
  }
  expect(groundItem(catalogue, 'soil')).toBe('trench-soil');
  expect(crossingItem(catalogue, { crossed: 'railway', laying: 'cable' })).toBe('crossing-railway');
  expect(crossingItem(catalogue, { crossed: 'railway', laying: 'overhead' })).toBe(
    'crossing-railway-overhead',
  );
  expect(crossingItem(catalogue, { crossed: 'residential', laying: 'overhead' })).toBeNull();
});

test.each([
  [
    'falling prices',
    (c: typeof catalogue) => (c.items['pole-breaker']!.lowYuan = 1e9),
    /\/items\/pole-breaker: prices must rise/,
  ],
  [
    'a part of a fen',
    (c: typeof catalogue) => (c.items['pole-breaker']!.highYuan = 70_000.001),
    /\/items\/pole-breaker\/highYuan/,
  ],
  [
    'a conductor without reactance',
    (c: typeof catalogue) => delete c.items['mv-cable-70']!.xOhmPerKm,
    /mv-cable-70: an item of the layer mv-cable needs xOhmPerKm/,
  ],
  [
    'a transformer without rating',
    (c: typeof catalogue) => delete c.items['box-transformer-400']!.ratingKva,
    /box-transformer-400: .* needs ratingKva/,
  ],
  [
    'a crossing without a way of laying',
    (c: typeof catalogue) => delete c.items['crossing-canal']!.layings,
    /crossing-canal: a crossing needs both/,
  ],
  [
    'a surface with two grounds',
    (c: typeof catalogue) => (c.items['duct-green']!.surfaces = ['soil']),
    /the surface soil needs one item, found 2/,
  ],
  [
    'a surface with none',
    (c: typeof catalogue) => delete c.items['trench-soil']!.surfaces,
    /the surface gravel needs one item, found 0/,
  ],
  [
    'two prices for one crossing',
    (c: typeof catalogue) => c.items['crossing-canal']!.crosses!.push('river'),
    /two items cross river by cable/,
  ],
  ['an unknown field', (c: typeof catalogue) => Object.assign(c, { extra: 1 }), /c\.json is not valid/],
])('%s: the catalogue does not load and says where', (_, damage, message) => {
  const broken = structuredClone(catalogue);
  damage(broken);
  expect(() => parseCatalogue('c.json', JSON.stringify(broken))).toThrow(message);
});
