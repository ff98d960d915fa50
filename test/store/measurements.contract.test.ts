import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/model/record.ts';
import type { ImportItem } from '../../src/model/store.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { SMALL, smallGrid, staged } from '../support/staged-items.ts';

const reading = (over: Partial<Row<'measurements'>> = {}, line = 2): ImportItem =>
  staged(
    'measurements',
    {
      ...{ element_kind: 'feeder', element_id: 'F1', season: 'summer', peak_kva: 4200, quality: 'measured' },
      ...{ from_on: '2026-08-01', to_on: '2026-08-31', measured_on: '2026-08-10' },
      ...{ masked_kva: null, curve_kva: null, ...over },
    },
    'measurements',
    line,
  );
const period = (over: Partial<Row<'abnormal_periods'>> = {}): ImportItem =>
  staged(
    'abnormal_periods',
    { element_kind: 'feeder', element_id: 'F1', from_on: '2026-08-09', to_on: '2026-08-12', ...over },
    'measurements',
  );

describe.each(databases())('measurements in the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const { bring, rowsOf } = record;
  const add = (items: ImportItem[], over = {}) =>
    bring(items, { format: 'measurements', origins: [], adds: true, ...over });

  it('raise the ledger version and leave the data version and its day as they were', async () => {
    const { state } = await bring(smallGrid());
    const report = await add([reading(), period()]);
    expect(report).toMatchObject({ outcome: 'imported', defects: [] });
    expect(report.state).toEqual({ ...state, ledgerVersion: 2, ledgerMark: report.state?.ledgerMark });
    expect(report.state?.ledgerMark).not.toBe(state?.ledgerMark);
    expect(await add([reading(), period()])).toMatchObject({ outcome: 'unchanged', state: report.state });
  });

  it('keep every digit of a curve of 24 or 96 points', async () => {
    await bring(smallGrid());
    const day = Array.from({ length: 96 }, (_, i) => 0.1 * i + 1 / 3);
    await add([
      reading({ curve_kva: day }),
      reading({
        from_on: '2026-07-01',
        to_on: '2026-07-31',
        measured_on: '2026-07-31',
        curve_kva: day.slice(0, 24),
      }),
    ]);
    expect((await rowsOf()).measurements.map(({ from_on, curve_kva }) => [from_on, curve_kva])).toEqual([
      ['2026-07-01', day.slice(0, 24)],
      ['2026-08-01', day],
    ]);
  });

  it('stay beside each other, take the place of the same period, and survive a new import of the grid', async () => {
    await bring(smallGrid());
    await add([reading(), reading({ season: 'winter' })]);
    const again = await add([reading({ peak_kva: 4300 }), reading({ from_on: '2026-08-05' })]);
    expect(again.counts.measurements).toEqual({ inserted: 1, updated: 1, removed: 0, unchanged: 0 });
    expect((await bring(smallGrid())).outcome).toBe('unchanged');
    expect(
      (await rowsOf()).measurements.map(({ season, from_on, peak_kva }) => [season, from_on, peak_kva]),
    ).toEqual([
      ['summer', '2026-08-01', 4300],
      ['summer', '2026-08-05', 4200],
      ['winter', '2026-08-01', 4200],
    ]);
  });

  it('of unknown elements are defects, row by row, and change nothing unless quarantined', async () => {
    const { state } = await bring(smallGrid());
    const items = [
      reading({}, 2),
      reading({ element_id: 'F9' }, 3),
      reading({ element_kind: 'section' }, 4),
      period({ element_kind: 'main-transformer', element_id: 'M' }),
    ];
    const refused = await add(items);
    expect(refused).toMatchObject({ outcome: 'refused', state, setAside: [] });
    expect(
      refused.defects.map(({ line, table, reason, received, allowed }) => [
        line,
        table,
        reason,
        received,
        allowed,
      ]),
    ).toEqual([
      [3, 'measurements', 'missing-reference', 'F9', 'an id of feeders'],
      [4, 'measurements', 'missing-reference', 'F1', 'an id of sections'],
      [2, 'abnormal_periods', 'missing-reference', 'M', 'an id of main_transformers'],
    ]);
    expect((await rowsOf()).measurements).toEqual([]);
    const rest = await add(items, { quarantine: true });
    expect(rest).toMatchObject({ outcome: 'imported', state: { dataVersion: 1, ledgerVersion: 2 } });
    expect((await rowsOf()).measurements.map(({ element_id }) => element_id)).toEqual(['F1']);
  });

  it('said twice in one import are defects', async () => {
    await bring(smallGrid());
    const { defects } = await add([reading({}, 2), reading({ peak_kva: 1 }, 3)]);
    expect(defects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'conflicting-duplicate'],
      [3, 'conflicting-duplicate'],
    ]);
  });

  it('whose peak falls in an abnormal period are taken in and named, row by row', async () => {
    await bring(smallGrid());
    await add([period()]);
    const report = await add([
      reading({}, 2),
      reading({ from_on: '2026-09-01', to_on: '2026-09-30', measured_on: '2026-09-01' }, 3),
      reading({ element_kind: 'section', element_id: 'L1', measured_on: '2026-08-12' }, 4),
      reading(
        { element_kind: 'section', element_id: 'L1', from_on: '2026-08-13', measured_on: '2026-08-13' },
        5,
      ),
    ]);
    expect(report.outcome).toBe('imported');
    expect(report.setAside).toEqual(
      [
        [2, 'feeder/F1/summer/2026-08-01', '2026-08-10'],
        [4, 'section/L1/summer/2026-08-01', '2026-08-12'],
      ].map(([line, id, received]) => ({
        ...{ file: 'measurements.csv', line, table: 'measurements', id, field: 'measured_on' },
        ...{
          reason: 'abnormal-switching',
          received,
          allowed: 'a peak outside feeder F1, 2026-08-09 to 2026-08-12',
        },
      })),
    );
  });

  it('go with their element when a new import of the grid takes it away', async () => {
    const more = [...smallGrid(), staged('feeders', SMALL.feeder('F2', 'B1'))];
    await bring(more);
    await add([reading(), reading({ element_id: 'F2' }), period({ element_id: 'F2' })]);
    const report = await bring(smallGrid());
    expect(report).toMatchObject({
      outcome: 'imported',
      defects: [],
      state: { dataVersion: 2, ledgerVersion: 3 },
    });
    expect(report.changes).toMatchObject({
      feeders: { removed: ['F2'] },
      measurements: { removed: ['feeder/F2/summer/2026-08-01'] },
      abnormal_periods: { removed: ['feeder/F2/2026-08-09'] },
    });
    expect((await rowsOf()).measurements.map(({ element_id }) => element_id)).toEqual(['F1']);
  });

  it('make no region that is not there', async () => {
    expect(await add([reading()], { region: 'nowhere' })).toMatchObject({ outcome: 'refused', state: null });
    const left = await add([reading()], { region: 'nowhere', quarantine: true });
    expect(left).toMatchObject({ outcome: 'unchanged', state: null });
    expect(await record.store.regions()).toEqual([]);
  });

  it('brought with the tables raise both versions only where the grid changed too', async () => {
    await bring(smallGrid());
    const both = [
      ...smallGrid(),
      staged('nodes', SMALL.node('N3')),
      staged('measurements', rowOfItem(reading())),
    ];
    expect((await bring(both)).state).toMatchObject({ dataVersion: 2, ledgerVersion: 2 });
  });
});

const rowOfItem = (item: ImportItem): Row<'measurements'> => {
  if ('staged' in item && item.staged.table === 'measurements') return item.staged.row as Row<'measurements'>;
  throw new Error('no measurement');
};
