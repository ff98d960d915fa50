import { describe, expect, test } from 'vitest';
import { dayInChina, dayInWords } from '../../src/papers/letter/day-in-words.ts';
import { loadFonts } from '../../src/papers/load-fonts.ts';
import { frameMap, scaleLength } from '../../src/papers/map-frame.ts';
import { printable } from '../../src/papers/printable.ts';
import { letterTermsOf, parseLetterTerms } from '../../src/policy/letter-terms.ts';
import { folderOf } from '../support/temp-folder.ts';
import { fonts, termsFile } from './reply-inputs.ts';

describe('the font', () => {
  test('that is missing, or none, stops the start', async () => {
    expect(() => loadFonts('/nowhere')).toThrow(/noto-sans-sc-regular\.ttf/u);
    const folder = await folderOf({ 'noto-sans-sc-regular.ttf': 'x', 'noto-sans-sc-bold.ttf': 'x' });
    expect(() => loadFonts(folder)).toThrow(/Unknown font format/u);
  });

  test('has all of GB 2312, the General Standard’s rarer names and the symbols of the field', () => {
    const decoder = new TextDecoder('gb18030');
    for (let high = 0xb0; high <= 0xf7; high++)
      for (let low = 0xa1; low <= (high === 0xd7 ? 0xf9 : 0xfe); low++)
        expect(fonts.covers(decoder.decode(new Uint8Array([high, low])).codePointAt(0)!)).toBe(true);
    for (const one of '①②⑩℃Ωφ≤≥→㎥㎡μ±×°²³·、。，；：？！“”‘’（）《》【】〔〕—…堃喆玥珺翀镕')
      expect(fonts.covers(one.codePointAt(0)!), one).toBe(true);
    expect(fonts.covers(0x20bb7)).toBe(false);
  });
});

test('what a font lacks is printed as its code; accents are put together first', () => {
  const onlyLatin = (code: number) => code < 0x250 || code === 0x3014 || code === 0x3015;
  expect(printable('a中e\u0301\tb\r\n', onlyLatin)).toBe('a〔U+4E2D〕é b  ');
});

test('the scale is the longest of 1, 2, 5 × 10ⁿ metres that fits', () => {
  const lengths = [0.05, 0.1, 0.9, 1, 1.9, 2.1, 90, 100].map((points) => scaleLength(points, 90));
  expect(lengths).toEqual([1000, 500, 100, 50, 20, 20, 1, 0.5]);
});

test('the map is true to angle and scale, with its middle in the middle', () => {
  const { toPoint, pointsPerMetre } = frameMap(
    [
      [113, 34],
      [113.01, 34.004],
    ],
    500,
    200,
  );
  const [[x1, y1], [x2, y2]] = [toPoint([113, 34]), toPoint([113.01, 34.004])];
  expect((x1 + x2) / 2).toBeCloseTo(250, 6);
  expect((y1 + y2) / 2).toBeCloseTo(100, 6);
  expect((x2 - x1) / pointsPerMetre).toBeCloseTo(921.8, 0);
  expect((y1 - y2) / pointsPerMetre).toBeCloseTo(444.8, 0);
  expect(Math.min(x1, y2)).toBeGreaterThan(20);
  const alone = frameMap([[113, 34]], 500, 200);
  expect([...alone.toPoint([113, 34])]).toEqual([250, 100]);
  expect(Number.isFinite(alone.pointsPerMetre)).toBe(true);
});

test('days are those of China', () => {
  expect(dayInChina('2026-11-28T16:00:00Z')).toBe('2026-11-29');
  expect(dayInChina('2026-11-28T23:59:59+08:00')).toBe('2026-11-28');
  expect([dayInWords('2026-01-05', 'zh'), dayInWords('2026-01-05', 'en')]).toEqual([
    '2026年1月5日',
    '5 January 2026',
  ]);
});

describe('the terms of letters', () => {
  test('are those of the region and of the standard in force on the day', () => {
    const office = {
      region: 'demo',
      name: { zh: '甲', en: 'A' },
      address: null,
      phone: null,
      source: 'x',
      confidence: 'high',
    } as const;
    const file = { ...termsFile, offices: [office] };
    expect(letterTermsOf(file, 'demo', '2026-11-28')).toMatchObject({
      office,
      efficiencyStandard: 'GB 20052-2024',
    });
    expect(letterTermsOf(file, 'other', '2025-01-31')).toMatchObject({
      office: null,
      efficiencyStandard: 'GB 20052-2020',
    });
    expect(letterTermsOf(file, 'demo', '2020-01-01').efficiencyStandard).toBeNull();
    expect(termsFile.hotlines.map(({ number }) => number)).toEqual(['95598', '12398', null]);
  });

  test('with faults are refused, each with its place', () => {
    expect(() => parseLetterTerms('t.json', '{')).toThrow(/^letter terms t\.json are not JSON/u);
    const [first, ...rest] = termsFile.hotlines;
    const text = JSON.stringify({
      ...termsFile,
      hotlines: [{ ...first, number: 'call me' }, ...rest],
      colour: 1,
    });
    expect(() => parseLetterTerms('t.json', text)).toThrow(
      /t\.json are not valid:[^]*\/hotlines\/0\/number: a telephone number/u,
    );
  });
});
