import type { Row } from '../../model/record.ts';
import type { LineParams } from './network.ts';

const LAYING: Readonly<Record<string, Row<'conductor_types'>['laying']>> = {
  OVERHEAD: 'overhead',
  // A bundle of insulated conductors strung between poles.
  TWISTED: 'overhead',
  UNDERGROUND: 'cable',
};

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean of the diagonal minus mean of the rest, over the leading phases (the neutral comes last). */
const positiveSequence = (matrix: readonly (readonly number[])[], phases: number): number => {
  const rows = matrix.slice(0, phases).map((row) => row.slice(0, phases));
  const own = rows.flatMap((row, i) => row.filter((_, j) => i === j));
  const mutual = rows.flatMap((row, i) => row.filter((_, j) => i !== j));
  return mean(own) - mean(mutual);
};

/** Real or imaginary part per phase, of matrices or of one number. */
const part = (value: LineParams['z_line'], which: 0 | 1, phases: number): number => {
  const chosen = value[which];
  return typeof chosen === 'number' ? chosen : positiveSequence(chosen, phases);
};

const least = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/**
 * Line parameters as a conductor type: positive sequence from the phase part of the impedance and admittance
 * matrices, the ampacity of the weakest phase.
 *
 * @param phases Phases of a line that uses it, such as `abcn`; the neutral has no part in the figures.
 * @source Fortescue, *Method of symmetrical coordinates*, 1918, for a transposed line: Z₁ = Z_self − Z_mutual.
 */
export const conductorType = (id: string, params: LineParams, phases: string): Row<'conductor_types'> => {
  const count = Math.max(1, phases.replace('n', '').length);
  return {
    id,
    name: params.id,
    laying: LAYING[params.line_type?.toUpperCase() ?? ''] ?? 'unknown',
    r_ohm_per_km: part(params.z_line, 0, count),
    x_ohm_per_km: part(params.z_line, 1, count),
    b_us_per_km: params.y_shunt ? part(params.y_shunt, 1, count) * 1e6 : null,
    ampacity_a: params.ampacity ?? least(params.ampacities?.slice(0, count) ?? []),
  };
};
