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

interface TypicalTransformer {
  readonly ratedKva: number;
  readonly ukPercent: number;
  readonly pkKw: number;
  readonly p0Kw: number;
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
  /** Figures of distribution transformers by size, ascending: for those whose impedance the record lacks, and new ones. */
  readonly typicalTransformers: {
    readonly sizes: readonly TypicalTransformer[];
    /** Rated low voltage of a new one, kV. */
    readonly lvKv: number;
  };
  /** What a customer between one phase and neutral gets. */
  readonly singlePhase: {
    /** kV to neutral; `low` and `high` are shares of it. */
    readonly nominalKv: number;
    readonly low: number;
    readonly high: number;
    /** How much more its load drops on its own phase than spread over three. */
    readonly factors: { readonly line: number; readonly transformer: number };
    /** How far existing loads pull the worst phase below the mean, pu. */
    readonly unbalancePu: number;
  };
}
