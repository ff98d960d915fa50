import { tapPu } from '../bus-grid/tap-pu.ts';
import type { Parsed } from './parsed.ts';
import type { PpRow } from './tables.ts';

type Trafo = PpRow<'trafo'>;

const unsupported = (row: Trafo): string | null => {
  if (row.tap_changer_type === 'Tabular') return 'Tabular';
  const second = (row.tap2_pos ?? 0) - (row.tap2_neutral ?? 0);
  return second !== 0 && row.tap2_step_percent ? 'a second tap changer off its neutral position' : null;
};

/** An ideal phase shifter turns the voltage and leaves its size; an empty type is a changer that is not at work. */
const isNominal = ({ tap_changer_type: type, tap_phase_shifter }: Trafo): boolean =>
  type === null || type === 'Ideal' || tap_phase_shifter === true;

/** The tap of a transformer (`tapPu`); flawed where its steps stand in a table or there are two changers at work. */
export const tapOf = (row: Trafo): Parsed<number> => {
  const received = unsupported(row);
  if (received !== null) {
    const allowed = 'one tap changer with equal steps';
    return { flaws: [{ field: null, reason: 'unsupported-tap-changer', received, allowed }] };
  }
  if (isNominal(row)) return { value: 1 };
  return {
    value: tapPu({
      side: row.tap_side ?? null,
      position: row.tap_pos ?? null,
      neutral: row.tap_neutral ?? null,
      stepPercent: row.tap_step_percent ?? null,
      stepDegree: row.tap_step_degree ?? null,
    }),
  };
};
