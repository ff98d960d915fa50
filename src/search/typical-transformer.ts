import type { Transformer } from '../electric/branch.ts';
import type { ElectricalRules } from '../model/electrical-rules.ts';

/** Nameplate of a distribution transformer, but for its voltages. */
type Nameplate = Omit<Transformer, 'hvKv' | 'lvKv' | 'tapPu'>;

/**
 * What a distribution transformer of a size is typically like: short-circuit voltage of the next listed size, losses in
 * proportion to it; of the largest where it is larger than all.
 */
export function typicalTransformer(rules: ElectricalRules, ratedKva: number): Nameplate {
  const { sizes } = rules.typicalTransformers;
  const next = sizes.find((size) => size.ratedKva >= ratedKva - 1e-9) ?? sizes.at(-1);
  if (next === undefined) throw new Error('the electrical rules list no typical transformer');
  const share = ratedKva / next.ratedKva;
  return {
    kind: 'transformer',
    ratedKva,
    ukPercent: next.ukPercent,
    pkKw: next.pkKw * share,
    p0Kw: next.p0Kw * share,
    i0Percent: 0,
    fedFrom: 'hv',
  };
}
