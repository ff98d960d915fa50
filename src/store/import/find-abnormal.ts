import type { Defect } from '../../model/store.ts';
import type { Queries } from '../db.ts';
import { keyText } from '../record-sql.ts';
import { numberOrNull, textOf } from '../sql-row.ts';

const SQL = `
  select distinct on (s.seq) s.file, s.line, ${keyText('measurements', 's')} as id, s.measured_on as received,
         p.element_kind || ' ' || p.element_id || ', ' || p.from_on || ' to ' || p.to_on as period
  from staged_measurements s
  join abnormal_periods p
    on p.region_id = $1 and s.measured_on between p.from_on and p.to_on
   and (p.element_kind = s.element_kind and p.element_id = s.element_id
        or p.element_kind = 'feeder' and s.element_kind = 'section' and exists (
             select from sections x where x.region_id = $1 and x.id = s.element_id and x.feeder_id = p.element_id))
  order by s.seq, p.element_kind, p.element_id, p.from_on`;

/** Staged measurements whose peak falls in a period of abnormal switching of their element, or of their feeder. */
export const findAbnormal = async (on: Queries, region: string): Promise<readonly Defect[]> =>
  (await on.query(SQL, [region])).map((row) => ({
    file: textOf(row, 'file'),
    line: numberOrNull(row, 'line'),
    table: 'measurements',
    id: textOf(row, 'id'),
    field: 'measured_on',
    reason: 'abnormal-switching',
    received: textOf(row, 'received'),
    allowed: `a peak outside ${textOf(row, 'period')}`,
  }));
