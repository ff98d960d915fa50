interface Factor {
  readonly upToKv: number;
  readonly factor: number;
}

interface Band {
  readonly fromKv: number;
  readonly toKv: number;
  readonly nominalKv: number;
  readonly low: number;
  readonly high: number;
}

/** Figures the electrical checks fall back on, and the voltages they hold to; from data, each with its source there. */
export interface ElectricalRules {
  /** Voltage factors c of IEC 60909 by nominal voltage. */
  readonly voltageFactors: { readonly greatest: readonly Factor[]; readonly least: readonly Factor[] };
  /** Resistance over reactance of the network above a busbar. */
  readonly sourceROverX: { readonly value: number };
  /** Voltage held at busbars, pu of nominal. */
  readonly busbarVoltagePu: { readonly value: number };
  /** Power factor of loads of which only kVA are known. */
  readonly loadPowerFactor: { readonly value: number };
  /** A new distribution transformer of which only the rating is given; losses as a share of the rating. */
  readonly distributionTransformer: {
    readonly ukPercent: number;
    readonly pkPercent: number;
    readonly p0Percent: number;
    readonly i0Percent: number;
    readonly lvKv: number;
  };
  readonly motorStart: {
    readonly efficiency: number;
    readonly powerFactor: number;
    readonly startMultiple: number;
    readonly startPowerFactor: number;
  };
  readonly voltageBands: { readonly bands: readonly Band[] };
}
