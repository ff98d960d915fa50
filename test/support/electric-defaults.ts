import { readFileSync } from 'node:fs';
import type { VoltageFactors } from '../../src/electric/fault-level.ts';
import type { MotorStart } from '../../src/electric/motor-dip.ts';
import type { VoltageBand } from '../../src/electric/voltage-limits.ts';

interface ElectricDefaults {
  readonly voltageFactors: { readonly greatest: VoltageFactors; readonly least: VoltageFactors };
  readonly sourceROverX: { readonly value: number };
  readonly motorStart: Omit<MotorStart, 'ratedKw'>;
  readonly voltageBands: { readonly bands: readonly VoltageBand[] };
}

export const electricDefaults = JSON.parse(
  readFileSync(new URL('../../data/electrical/defaults.json', import.meta.url), 'utf8'),
) as ElectricDefaults;
