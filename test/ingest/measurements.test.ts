import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findMeasurementFiles } from '../../src/ingest/measurements/find-measurement-files.ts';
import { readMeasurements } from '../../src/ingest/measurements/read-measurements.ts';
import { collect } from '../support/collect-items.ts';
import { folderOf } from '../support/temp-folder.ts';

const HEADER =
  'element_kind,element_id,season,from_on,to_on,peak_kva,measured_on,quality,masked_kva,curve_kva';
const day = Array.from({ length: 24 }, (_, hour) => hour * 10);
const file = (...rows: string[]): string => [HEADER, ...rows, ''].join('\n');
const SOUND = `feeder,F1,summer,2026-08-01,2026-08-31,4200,2026-08-10,measured,100,${day.join(' ')}`;

const read = async (...paths: string[]) => collect(readMeasurements(await findMeasurementFiles(paths)));

test('files named after their table are read, of a folder and one by one; others of a folder are left alone', async () => {
  const folder = await folderOf({
    'measurements-2026-08.csv': file(SOUND),
    'measurements.csv': file(SOUND.replace('summer', 'winter')),
    'abnormal_periods.csv': 'element_kind,element_id,from_on,to_on\nfeeder,F1,2026-08-01,2026-08-03\n',
    'notes.csv': 'a\n',
  });
  const { rows, defects } = await read(folder);
  expect(defects).toEqual([]);
  expect(rows.measurements.map(({ season, curve_kva }) => [season, curve_kva])).toEqual([
    ['summer', day],
    ['winter', day],
  ]);
  expect(rows.abnormal_periods).toHaveLength(1);
  expect((await read(join(folder, 'measurements.csv'))).rows.measurements).toHaveLength(1);
});

test('a path that is missing, a name that tells no table, and a folder without any are refused', async () => {
  const folder = await folderOf({ 'notes.csv': 'a\n' });
  await expect(read(join(folder, 'nowhere'))).rejects.toThrow('no such file or folder');
  await expect(read(join(folder, 'notes.csv'))).rejects.toThrow(
    'must begin with measurements or abnormal_periods',
  );
  await expect(read(folder)).rejects.toThrow('no file named measurements….csv or abnormal_periods….csv');
});

test('days out of order, curves of another length and figures that are none are defects of their row', async () => {
  const folder = await folderOf({
    'measurements.csv': file(
      SOUND,
      SOUND.replace('2026-08-10', '2026-09-01'),
      SOUND.replace('2026-08-31', '2026-07-31'),
      SOUND.replace(' 230', ''),
      SOUND.replace(' 230', ' x'),
      SOUND.replace(' 230', ' -1'),
    ),
  });
  const { rows, defects } = await read(folder);
  expect(rows.measurements).toHaveLength(1);
  expect(defects.map(({ line, field, reason }) => [line, field, reason])).toEqual([
    [3, 'to_on', 'out-of-order'],
    [4, 'to_on', 'out-of-order'],
    [5, 'curve_kva', 'point-count'],
    [6, 'curve_kva', 'not-a-curve'],
    [7, 'curve_kva', 'out-of-range'],
  ]);
});
