import type { Row } from '../../model/record.ts';
import type { TransformerParams } from './network.ts';

type Figures = Pick<
  Row<'distribution_transformers'>,
  'rating_kva' | 'hv_kv' | 'lv_kv' | 'uk_percent' | 'pk_kw' | 'p0_kw' | 'i0_percent'
>;

/**
 * Rating, voltages and losses of a transformer type. Where the file has no test figures they follow from the
 * impedance `z2` (Ω, low-voltage side) and the admittance `ym` (S, high-voltage side).
 *
 * @source IEC 60076-1: u_k = |Z|·S/U², P_k = R·(S/U)², i₀ = |Y|·U²/S, P₀ = G·U².
 */
export const transformerFigures = ({ sn, uhv, ulv, z2, ym, ...tests }: TransformerParams): Figures => {
  const vsc = tests.vsc ?? (Math.hypot(...z2) * sn) / ulv ** 2;
  const psc = tests.psc ?? z2[0] * (sn / ulv) ** 2;
  const i0 = tests.i0 ?? (Math.hypot(...ym) * uhv ** 2) / sn;
  const p0 = tests.p0 ?? ym[0] * uhv ** 2;
  return {
    rating_kva: sn / 1000,
    hv_kv: uhv / 1000,
    lv_kv: ulv / 1000,
    uk_percent: vsc * 100,
    pk_kw: psc / 1000,
    p0_kw: p0 / 1000,
    i0_percent: i0 * 100,
  };
};
