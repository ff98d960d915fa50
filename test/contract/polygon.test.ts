import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../src/contract/parse.ts';
import { supplyPlansBody } from '../../src/contract/supply-plans-request.ts';
import { codes, issuesOf, withPlot } from './requests.ts';

const SQUARE = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
];

describe('a plot', () => {
  it('may have holes', () => {
    const hole = [
      [0.2, 0.2],
      [0.4, 0.2],
      [0.4, 0.4],
      [0.2, 0.2],
    ];
    expect(parseBody(supplyPlansBody, withPlot(SQUARE, hole)).plot?.coordinates).toHaveLength(2);
  });

  it.each([
    [
      'open',
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      '/plot/coordinates/0 ring-not-closed',
    ],
    [
      'a bow tie',
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      '/plot/coordinates/0 ring-crosses-itself',
    ],
    [
      'touching itself',
      [
        [0, 0],
        [2, 0],
        [1, 1],
        [2, 2],
        [0, 2],
        [1, 1],
        [0, 0],
      ],
      '/plot/coordinates/0 ring-crosses-itself',
    ],
    [
      'folded back',
      [
        [0, 0],
        [2, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
      '/plot/coordinates/0 ring-crosses-itself',
    ],
    [
      'without area',
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ],
      '/plot/coordinates/0 ring-crosses-itself',
    ],
    [
      'repeating a corner',
      [
        [0, 0],
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
      '/plot/coordinates/0 ring-crosses-itself',
    ],
    [
      'too short',
      [
        [0, 0],
        [1, 0],
        [0, 0],
      ],
      '/plot/coordinates/0 too-short',
    ],
    [
      'of triples',
      [
        [0, 0, 1],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
      '/plot/coordinates/0/0 too-long',
    ],
    [
      'off the globe',
      [
        [0, 0],
        [200, 0],
        [1, 1],
        [0, 0],
      ],
      '/plot/coordinates/0/1/0 out-of-range',
    ],
  ])('that is %s is refused', (_name, ring, issue) => {
    expect(codes(issuesOf(withPlot(ring)))).toContain(issue);
  });

  it('has at most 1,000 positions, in one ring or in several', () => {
    const circle = (n: number) =>
      Array.from({ length: n + 1 }, (_, i) => {
        const angle = (2 * Math.PI * (i % n)) / n;
        return [113 + Math.cos(angle), 34 + Math.sin(angle)];
      });
    expect(parseBody(supplyPlansBody, withPlot(circle(999))).plot?.coordinates[0]).toHaveLength(1000);
    expect(codes(issuesOf(withPlot(circle(1000))))).toContain('/plot/coordinates/0 too-long');
    expect(codes(issuesOf(withPlot(circle(600), circle(600))))).toEqual(['/plot/coordinates too-long']);
  });

  it('drawn around a centre is simple, and no longer so once two far corners are swapped', () => {
    const corners = fc.array(fc.double({ min: 0.5, max: 1, noNaN: true }), { minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(corners, (radii) => {
        const ring = radii.map((r, i) => {
          const angle = (2 * Math.PI * i) / radii.length;
          return [113 + r * Math.cos(angle), 34 + r * Math.sin(angle)];
        });
        expect(parseBody(supplyPlansBody, withPlot([...ring, ring[0]])).plot).not.toBeNull();
        const far = Math.floor(ring.length / 2);
        [ring[1], ring[far + 1]] = [ring[far + 1]!, ring[1]!];
        expect(codes(issuesOf(withPlot([...ring, ring[0]])))).toEqual([
          '/plot/coordinates/0 ring-crosses-itself',
        ]);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
