import type { FeedingImpedance } from './fault-level.ts';

/** A motor started direct on line; figures the customer does not give come from the policy pack. */
export interface MotorStart {
  /** Shaft power, kW. */
  readonly ratedKw: number;
  /** At rated load, 0…1. */
  readonly efficiency: number;
  readonly powerFactor: number;
  /** Starting current over rated current. */
  readonly startMultiple: number;
  /** Power factor while the rotor stands still. */
  readonly startPowerFactor: number;
}

/**
 * Power a motor draws as it starts at full voltage, kVA.
 *
 * @returns start multiple × P / (η·cos φ).
 */
export function startKva(motor: MotorStart): number {
  return (motor.startMultiple * motor.ratedKw) / (motor.efficiency * motor.powerFactor);
}

/**
 * Voltage dip when a motor starts, as % of the voltage just before.
 *
 * A rotor at rest is an impedance Z_m = U²/S_start; with what feeds it, Z, the voltage falls to |Z_m / (Z_m + Z)| of
 * what it was. Other loads are left out (they damp the dip a little), and the motor is taken to hang at the place
 * itself: a transformer of the customer in between makes the dip at the place smaller.
 *
 * @param feeding impedance of source and path to the place; that of the least fault level gives the deepest dip.
 * @param baseKva base power of the network that `feeding` is of.
 * @returns 0…100; NaN when the feeding impedance is unknown.
 * @source IEC 60034-12 for the locked rotor as an impedance; voltage divider.
 */
export function motorDipPercent(motor: MotorStart, feeding: FeedingImpedance, baseKva: number): number {
  const size = baseKva / startKva(motor);
  const r = size * motor.startPowerFactor;
  const x = size * Math.sqrt(1 - motor.startPowerFactor ** 2);
  return 100 * (1 - size / Math.hypot(r + feeding.r, x + feeding.x));
}
