import { describe, expect, test } from 'vitest';
import { conductorType } from '../../../src/ingest/roseau/conductor-type.ts';
import { loadPower } from '../../../src/ingest/roseau/load-power.ts';
import { transformerFigures } from '../../../src/ingest/roseau/transformer-figures.ts';

type Complex = readonly [re: number, im: number];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const turn = (thirds: number): Complex => [
  Math.cos((2 * Math.PI * thirds) / 3),
  Math.sin((2 * Math.PI * thirds) / 3),
];

/** Positive sequence by the definition: the middle element of A⁻¹ Z A, with a = 1∠120°. */
const byTransformation = (re: number[][], im: number[][]): Complex => {
  let sum: Complex = [0, 0];
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const term = times([re[i]![j]! / 3, im[i]![j]! / 3], times(turn(i), turn(-j)));
      sum = [sum[0] + term[0], sum[1] + term[1]];
    }
  }
  return sum;
};

describe('a conductor type', () => {
  // An untransposed flat line with its neutral: every mutual term differs, none is zero.
  const re = [
    [0.3, 0.06, 0.05, 0.07],
    [0.06, 0.31, 0.04, 0.07],
    [0.05, 0.04, 0.32, 0.07],
    [0.07, 0.07, 0.07, 0.9],
  ];
  const im = [
    [0.42, 0.21, 0.17, 0.3],
    [0.21, 0.4, 0.19, 0.3],
    [0.17, 0.19, 0.41, 0.3],
    [0.3, 0.3, 0.3, 0.8],
  ];

  test('has the positive sequence of the phases, not of the neutral', () => {
    const row = conductorType('f/x', { id: 'x', z_line: [re, im] }, 'abcn');
    const [r, x] = byTransformation(re, im);
    expect(row.r_ohm_per_km).toBeCloseTo(r, 12);
    expect(row.x_ohm_per_km).toBeCloseTo(x, 12);
    expect(row).toMatchObject({
      id: 'f/x',
      name: 'x',
      laying: 'unknown',
      b_us_per_km: null,
      ampacity_a: null,
    });
  });

  test('has the susceptance in µS and the ampacity of the weakest phase', () => {
    const params = {
      ...{
        id: 'x',
        z_line: [re, im] as [number[][], number[][]],
        y_shunt: [re, im] as [number[][], number[][]],
      },
      ampacities: [300, null, 280, 100],
    };
    const row = conductorType('x', params, 'abcn');
    expect(row.b_us_per_km).toBeCloseTo(byTransformation(re, im)[1] * 1e6, 6);
    expect(row.ampacity_a).toBe(280);
  });

  test('of a single-phase file is its one phase', () => {
    const row = conductorType('x', { id: 'x', z_line: [0.2, 0.3], y_shunt: [0, 5e-5], ampacity: 200 }, 'abc');
    expect(row).toMatchObject({ r_ohm_per_km: 0.2, x_ohm_per_km: 0.3, ampacity_a: 200 });
    expect(row.b_us_per_km).toBeCloseTo(50, 9);
  });

  test.each([
    ['OVERHEAD', 'overhead'],
    ['TWISTED', 'overhead'],
    ['UNDERGROUND', 'cable'],
    [null, 'unknown'],
    ['constructor', 'unknown'],
  ])('laid as %s is %s', (line_type, laying) => {
    expect(conductorType('x', { id: 'x', z_line: [0, 0], line_type }, 'abc').laying).toBe(laying);
  });
});

describe('the figures of a transformer', () => {
  // 100 kVA, 20/0.4 kV, of the French files: test figures and the impedances derived from them.
  const both = {
    ...{ id: 't', sn: 100_000, uhv: 20_000, ulv: 400 },
    ...{ z2: [0.0344, 0.053968879921673374] as [number, number] },
    ...{ ym: [1.75e-7, -2.075970321988679e-6] as [number, number] },
  };
  const expected = { rating_kva: 100, hv_kv: 20, lv_kv: 0.4, uk_percent: 4, pk_kw: 2.15, i0_percent: 2.5 };

  test('come from its tests', () => {
    const figures = transformerFigures({ ...both, vsc: 0.04, psc: 2150, i0: 0.025, p0: 210 });
    expect(figures).toEqual({ ...expected, p0_kw: 0.21 });
  });

  test('follow from its impedances where the tests are not given', () => {
    const figures = transformerFigures(both);
    expect(figures.uk_percent).toBeCloseTo(4, 9);
    expect(figures.pk_kw).toBeCloseTo(2.15, 9);
    expect(figures.p0_kw).toBeCloseTo(0.07, 9);
    expect(figures.i0_percent).toBeCloseTo(0.8333, 3);
  });
});

describe('the power of a load', () => {
  const load = { id: 'x', bus: 'b' };
  test('is summed over its phases', () => {
    const powers: [number, number][] = [
      [1000, 0],
      [2000, -500],
    ];
    expect(loadPower({ ...load, type: 'power', powers })).toEqual({ kw: 3, kvar: -0.5 });
  });
  test('of a single-phase file is its one figure', () => {
    expect(loadPower({ ...load, type: 'power', power: [1000, 200] })).toEqual({ kw: 1, kvar: 0.2 });
  });
  test.each([
    { ...load, type: 'current', powers: [[1, 1]] as [number, number][] },
    { ...load, type: 'power' },
    { ...load, type: 'power', powers: [[1, 1]] as [number, number][], flexible_params: [{}] },
  ])('is unknown unless it is constant: %j', (other) => {
    expect(loadPower(other)).toBeNull();
  });
});
