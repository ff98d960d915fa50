import { z } from 'zod';
import type { Plan } from '../model/plan.ts';
import type { Facts } from './facts.ts';
import { rule } from './words.ts';

/** The metering part of a pack. */
export const meteringPart = z.strictObject({ rule, lvMeteringBelowKva: z.number().positive() });
type MeteringPart = z.infer<typeof meteringPart>;

/** Whether a medium-voltage customer is metered behind its transformer. */
export const metersLow = (part: MeteringPart, capacityKva: number): boolean =>
  capacityKva < part.lvMeteringBelowKva;

/** On which side a supply is metered. */
export function meteringModeOf(
  part: MeteringPart,
  voltage: Facts['voltage'],
  capacityKva: number,
): NonNullable<Facts['metering']> {
  if (voltage === 'lv') return 'lv-supply-lv-metering';
  return metersLow(part, capacityKva) ? 'hv-supply-lv-metering' : 'hv-supply-hv-metering';
}

const POINTS: Readonly<Record<NonNullable<Facts['metering']>, string>> = {
  'lv-supply-lv-metering': 'meter-box',
  'hv-supply-lv-metering': 'customer-transformer',
  'hv-supply-hv-metering': 'customer-switch-room',
};

/** How and where a supply is metered. */
export function meteringOf(
  part: MeteringPart,
  voltage: Facts['voltage'],
  capacityKva: number,
): Plan['metering'] {
  const mode = meteringModeOf(part, voltage, capacityKva);
  return { mode, point: POINTS[mode] };
}
