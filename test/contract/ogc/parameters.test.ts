import { describe, expect, it } from 'vitest';
import { boxesOf } from '../../../src/contract/ogc/boxes-of.ts';
import { crsNamed } from '../../../src/contract/ogc/crs-named.ts';
import { readCursor, writeCursor } from '../../../src/contract/ogc/cursor.ts';
import { timeSpan } from '../../../src/contract/ogc/time-span.ts';
import { Refusal } from '../../../src/contract/refusal.ts';
import { CRS84, crsFor } from '../../../src/model/crs.ts';

const refused = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.issues.map(({ pointer }) => pointer).join()}`;
  }
  return 'taken';
};
const byCode = (code: number) => crsFor([[113, 33, 114, 35]]).find(({ uri }) => uri.endsWith(`/${code}`))!;

describe('systems', () => {
  it('are the same everywhere, and the zones of the regions, each written in both ways', () => {
    const codes = (...boxes: number[][]) => crsFor(boxes).map(({ uri }) => uri.split('/').at(-1));
    expect(codes([113, 33, 114, 35])).toEqual(['CRS84', '4326', '4490', '3857', '4526', '4547']);
    // Zone 39 has the meridian 117; two regions of one zone name it once.
    expect(codes([116, 30, 117, 31], [117, 30, 118, 31])).toEqual([
      'CRS84',
      '4326',
      '4490',
      '3857',
      '4527',
      '4548',
    ]);
    expect(codes([], [2, 48, 3, 49])).toEqual(['CRS84', '4326', '4490', '3857']);
    expect(codes([74, 38, 76, 39], [134, 48, 136, 49]).slice(4)).toEqual(['4513', '4533', '4534', '4554']);
  });

  it('are named by their whole URI', () => {
    expect(crsNamed([CRS84], undefined, 'crs')).toBe(CRS84);
    expect(refused(() => crsNamed([CRS84], 'EPSG:4326', 'bbox-crs'))).toBe(
      'invalid-parameter /query/bbox-crs',
    );
  });
});

describe('a bbox', () => {
  it('is read in the axis order of its system, and its heights are not looked at', () => {
    expect(boxesOf([113, 33, 114, 34], CRS84)).toEqual([[113, 33, 114, 34]]);
    expect(boxesOf([33, 113, 34, 114], byCode(4490))).toEqual([[113, 33, 114, 34]]);
    expect(boxesOf([113, 33, -5, 114, 34, 9], CRS84)).toEqual([[113, 33, 114, 34]]);
    expect(boxesOf([3_700_000, 400_000, 3_800_000, 600_000], byCode(4547))).toEqual([
      [400_000, 3_700_000, 600_000, 3_800_000],
    ]);
  });

  it('over the 180th meridian is two', () => {
    expect(boxesOf([170, -10, -170, 10], CRS84)).toEqual([
      [170, -10, 180, 10],
      [-180, -10, -170, 10],
    ]);
  });

  it.each([
    [[113, 34, 114, 33], 4326],
    [[113, 33, 114, 34, 5], 4326],
    [[181, 33, 182, 34], 4326],
    [[113, 33, 114, 91], 4326],
    [[113, 33, 114, 134], 4326],
    [[2, 0, 1, 1], 3857],
    [[0, 0, 3e7, 1], 3857],
    [[400_000, 3_700_000, 600_000, 3_800_000], 4547],
  ])('%j in %i is none', (bbox, code) => {
    const crs = code === 4326 ? CRS84 : byCode(code);
    expect(refused(() => boxesOf(bbox, crs))).toBe('invalid-parameter /query/bbox');
  });
});

describe('a datetime', () => {
  const at = (text: string) => Date.parse(text);
  it.each([
    ['2026-11-20T08:00:00+08:00', at('2026-11-20T00:00:00Z'), at('2026-11-20T00:00:00Z')],
    ['2026-11-20', at('2026-11-20T00:00:00Z'), at('2026-11-20T23:59:59.999Z')],
    ['2026-11-20T00:00:00Z/2026-11-21T00:00:00Z', at('2026-11-20T00:00:00Z'), at('2026-11-21T00:00:00Z')],
    ['../2026-11-20T00:00:00Z', -Infinity, at('2026-11-20T00:00:00Z')],
    ['/2026-11-20T00:00:00Z', -Infinity, at('2026-11-20T00:00:00Z')],
    ['2026-11-20T00:00:00Z/..', at('2026-11-20T00:00:00Z'), Infinity],
    ['2026-11-20T00:00:00Z/', at('2026-11-20T00:00:00Z'), Infinity],
  ])('%s is a span', (text, from, to) => {
    expect(timeSpan(text)).toEqual({ from, to });
  });

  it.each(['yesterday', '../..', '/', '2026-11-21/2026-11-20', 'a/b', '2026-11-20/../x', '2026-13-01'])(
    '%s is none',
    (text) => {
      expect(refused(() => timeSpan(text))).toBe('invalid-parameter /query/datetime');
    },
  );
});

describe('a cursor', () => {
  it('is what it was', () => {
    const cursor = { region: 'demo', after: 'c0-号/1', matched: 5 };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    expect(readCursor(writeCursor({ ...cursor, after: null }))).toEqual({ ...cursor, after: null });
  });

  it.each(['abc', 'W10', Buffer.from('["demo","x",-1]').toString('base64url')])('%s is none', (text) => {
    expect(refused(() => readCursor(text))).toBe('invalid-parameter /query/cursor');
  });
});
