import type { PpRow } from './tables.ts';

/** What an element draws, MW and Mvar. */
export interface Drawn {
  readonly mw: number;
  readonly mvar: number;
}

const scaled = (scaling: number | null | undefined, mw: number, mvar: number): Drawn => ({
  mw: mw * (scaling ?? 1),
  mvar: mvar * (scaling ?? 1),
});

/** All three phases together. */
export const byPhase = (row: PpRow<'asymmetric_load' | 'asymmetric_sgen'>): Drawn =>
  scaled(
    row.scaling,
    (row.p_a_mw ?? 0) + (row.p_b_mw ?? 0) + (row.p_c_mw ?? 0),
    (row.q_a_mvar ?? 0) + (row.q_b_mvar ?? 0) + (row.q_c_mvar ?? 0),
  );

/** Constant power and, at nominal voltage, what its impedance draws. */
export const ofWard = (row: PpRow<'ward'>): Drawn =>
  scaled(1, (row.ps_mw ?? 0) + (row.pz_mw ?? 0), (row.qs_mvar ?? 0) + (row.qz_mvar ?? 0));

/**
 * Electric power of a motor.
 *
 * @source pandapower documentation, motor: p = pn_mech · loading / efficiency · scaling, q by cos φ.
 */
export const ofMotor = (row: PpRow<'motor'>): Drawn => {
  const mw = (row.pn_mech_mw * (row.loading_percent ?? 100)) / row.efficiency_percent;
  return scaled(row.scaling, mw, mw * Math.tan(Math.acos(row.cos_phi)));
};

/** What a shunt draws at nominal voltage with its steps; a capacitor's reactive power is below 0. */
export const ofShunt = (row: PpRow<'shunt'>): Drawn => scaled(row.step, row.p_mw ?? 0, row.q_mvar ?? 0);
