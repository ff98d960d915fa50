import type { RadialNetwork } from './radial-network.ts';

/** How much more a load between one phase and neutral drops than the same load spread over three. */
export interface SinglePhaseFactors {
  /** On a line, whose neutral carries the current back. */
  readonly line: number;
  /** In a transformer. */
  readonly transformer: number;
}

/** A load, per unit of the network's base power. */
interface Power {
  readonly p: number;
  readonly q: number;
}

/**
 * What a single-phase load drops on its own phase beyond what the balanced load flow gives, first order:
 * Σ (factor − 1) · (r·p + x·q) over the branches from the customer up to and with the transformer, per unit.
 *
 * A load S on one phase draws S/(U/√3), three times the current of S spread over three phases; on a line the neutral
 * drops as much again (same cross-section), so 6 on a line and 3 in a Dyn transformer (Z₀ ≈ Z₁).
 *
 * @param node where the customer stands.
 */
export function singlePhaseDropPu(
  network: RadialNetwork,
  node: number,
  { p, q }: Power,
  factors: SinglePhaseFactors,
): number {
  let drop = 0;
  for (let i = node; (network.parent[i] ?? -1) >= 0; i = network.parent[i] ?? -1) {
    const transformer = (network.nameplateX[i] ?? 0) > 0;
    const factor = transformer ? factors.transformer : factors.line;
    drop += (factor - 1) * ((network.r[i] ?? 0) * p + (network.x[i] ?? 0) * q);
    if (transformer) return drop;
  }
  return drop;
}
