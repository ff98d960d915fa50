/** A line piece as data sheets describe it: positive sequence, per phase. */
export interface Line {
  readonly kind: 'line';
  readonly lengthKm: number;
  readonly rOhmPerKm: number;
  readonly xOhmPerKm: number;
  /** Shunt susceptance (charging), µS/km; half of it stands at each end. */
  readonly bUsPerKm: number;
  /** Shunt conductance, µS/km. */
  readonly gUsPerKm: number;
  /** Permanent current, A; 0 = unknown. */
  readonly ratingA: number;
}

/** A two-winding transformer as its nameplate describes it. */
export interface Transformer {
  readonly kind: 'transformer';
  /** Rated power, kVA; above 0, because every other figure is relative to it. */
  readonly ratedKva: number;
  /** Rated voltages, kV; with the nodes' own voltages they make the nominal ratio. */
  readonly hvKv: number;
  readonly lvKv: number;
  /** Short-circuit voltage, %. */
  readonly ukPercent: number;
  /** Short-circuit (copper) loss at rated current, kW. */
  readonly pkKw: number;
  /** No-load (iron) loss, kW. */
  readonly p0Kw: number;
  /** No-load current, % of the rated one. */
  readonly i0Percent: number;
  /** Tap on the high-voltage winding: its turns over the nominal ones. */
  readonly tapPu: number;
  /** Winding that faces the source. */
  readonly fedFrom: 'hv' | 'lv';
}

export type Branch = Line | Transformer;
