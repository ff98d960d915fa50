import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { motorDipPercent, startKva, type MotorStart } from '../../src/electric/motor-dip.ts';
import { electricDefaults } from '../support/electric-defaults.ts';
import { solveGrid } from '../support/solve-grid.ts';

/** Dip behind one impedance, pu of a base. */
const dipBehind = (own: MotorStart, { r, x, baseKva }: { r: number; x: number; baseKva: number }) =>
  motorDipPercent(own, { r, x }, baseKva);

const motor = (ratedKw: number): MotorStart => ({ ratedKw, ...electricDefaults.motorStart });

describe('voltage dip of a starting motor', () => {
  test('by hand: 1000 kVA at start behind 1 % of reactance', () => {
    const plain = { ratedKw: 200, efficiency: 1, powerFactor: 1, startMultiple: 5, startPowerFactor: 0 };
    expect(startKva(plain)).toBe(1000);
    // 1 pu of motor behind 0.01 pu of source, both reactive: 1 − 1/1.01.
    expect(dipBehind(plain, { r: 0, x: 0.01, baseKva: 1000 })).toBeCloseTo(100 * (1 - 1 / 1.01), 12);
    expect(dipBehind(plain, { r: 0, x: 0.001, baseKva: 100 })).toBeCloseTo(100 * (1 - 1 / 1.01), 12);
  });

  test('is what the load flow finds for a load of constant impedance', () => {
    const kw = fc.integer({ min: 5, max: 400 });
    fc.assert(
      fc.property(
        kw,
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (ratedKw, r, x) => {
          const own = motor(ratedKw);
          const kva = startKva(own);
          const data = {
            kind: 'line',
            lengthKm: 1,
            rOhmPerKm: r,
            xOhmPerKm: x,
            bUsPerKm: 0,
            gUsPerKm: 0,
            ratingA: 0,
          } as const;
          const solved = solveGrid({
            nodes: [
              { id: 'a', kv: 10 },
              { id: 'b', kv: 10 },
            ],
            sources: [{ node: 'a', pu: 1 }],
            branches: [{ id: 'ab', from: 'a', to: 'b', data }],
            loads: [
              {
                node: 'b',
                kw: kva * own.startPowerFactor,
                kvar: kva * Math.sqrt(1 - own.startPowerFactor ** 2),
                impedance: 1,
              },
            ],
          });
          // 1000 kVA at 10 kV is a base of 100 Ω.
          const dip = dipBehind(own, { r: r / 100, x: x / 100, baseKva: 1000 });
          expect(Math.abs(dip - 100 * (1 - solved.pu('b')))).toBeLessThan(1e-6);
        },
      ),
      { seed: 20261120, numRuns: 200 },
    );
  });

  test('grows with the motor and with the impedance, and is unknown where that is', () => {
    const weak = { r: 0.02, x: 0.05, baseKva: 1000 };
    expect(dipBehind(motor(90), weak)).toBeGreaterThan(dipBehind(motor(75), weak));
    expect(dipBehind(motor(75), weak)).toBeGreaterThan(dipBehind(motor(75), { ...weak, x: 0.03 }));
    expect(dipBehind(motor(75), { ...weak, r: NaN })).toBeNaN();
  });
});
