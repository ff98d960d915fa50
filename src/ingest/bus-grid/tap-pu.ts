/** Where a tap changer stands, as pandapower and SimBench state it. */
export interface Tap {
  readonly side: string | null;
  readonly position: number | null;
  readonly neutral: number | null;
  readonly stepPercent: number | null;
  readonly stepDegree: number | null;
}

/**
 * Ratio of the actual to the nominal turns ratio, high side over low side. No position, or no step, is the nominal
 * ratio. A step with an angle lengthens the voltage along that angle.
 *
 * @source pandapower documentation, two-winding transformer, tap changer of ratio type: |1 + n·s·e^{jθ}|.
 */
export const tapPu = ({ side, position, neutral, stepPercent, stepDegree }: Tap): number => {
  const step = ((position ?? neutral ?? 0) - (neutral ?? 0)) * ((stepPercent ?? 0) / 100);
  const angle = ((stepDegree ?? 0) * Math.PI) / 180;
  const ratio = Math.hypot(1 + step * Math.cos(angle), step * Math.sin(angle));
  return side?.toLowerCase() === 'lv' ? 1 / ratio : ratio;
};
