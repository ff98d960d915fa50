import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatIn } from '../../src/web/language/format.ts';
import { readMapState, writeMapState } from '../../src/web/map/map-state.ts';

test('what a map shows survives the way through an address', () => {
  const state = fc.record({
    zoom: fc.double({ min: 0, max: 22, noNaN: true }),
    lat: fc.double({ min: -85, max: 85, noNaN: true }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(state, ({ zoom, lat, lon }) => {
      const read = readMapState(writeMapState({ zoom, lat, lon }))!;
      expect(read.zoom).toBeCloseTo(zoom, 1);
      expect(read.lat).toBeCloseTo(lat, 4);
      expect(read.lon).toBeCloseTo(lon, 4);
    }),
  );
});

test.each([null, '', 'x', '1/2', '99/0/0', '10/91/0', '10/0/181', '10/0/0/0', '-1/0/0'])(
  '%s names no place on a map',
  (text) => {
    expect(readMapState(text)).toBeNull();
  },
);

test('figures that are not known are a dash, never a nought; money and days are read as they are written', () => {
  const [zh, en] = [formatIn('zh'), formatIn('en')];
  expect([zh.kva(null), en.yuan(null), zh.day(null), en.percent(null)]).toEqual(['—', '—', '—', '—']);
  expect([zh.yuan(1_019_505), zh.yuan(950), en.yuan(1_019_505)]).toEqual([
    '101.95 万元',
    '950 元',
    '¥1,019,505',
  ]);
  expect(zh.yuanExact(1234.5)).toBe('1,234.50');
  expect([zh.day('2027-03-01'), en.day('2027-03-01')]).toEqual(['2027年3月1日', 'Mar 1, 2027']);
  // Midnight in China is the day before in Europe.
  expect(en.time('2026-11-28T16:30:00Z')).toBe('Nov 29, 2026, 12:30 AM');
  expect([en.metres(431.2), en.metres(2431.2)]).toEqual(['431 m', '2.4 km']);
});
