import type { MeasurementsAnswer, MeasurementsInput } from '../contract/measurements.ts';
import { findMeasurementFiles } from '../ingest/measurements/find-measurement-files.ts';
import { readMeasurements } from '../ingest/measurements/read-measurements.ts';
import type { Row } from '../model/record.ts';
import type { Defect } from '../model/store.ts';
import { askServer } from './ask-server.ts';
import { CommandFailure } from './failure.ts';
import { printLine } from './print.ts';

interface Service {
  readonly server: string;
  readonly token: string;
}

interface Wanted {
  readonly region: string;
  readonly quarantine: boolean;
  readonly json: boolean;
}

const toMeasurement = (row: Row<'measurements'>): NonNullable<MeasurementsInput['measurements']>[number] => ({
  elementKind: row.element_kind,
  elementId: row.element_id,
  season: row.season,
  from: row.from_on,
  to: row.to_on,
  peakKva: row.peak_kva,
  measuredOn: row.measured_on,
  quality: row.quality,
  maskedKva: row.masked_kva,
  curveKva: row.curve_kva === null ? null : [...row.curve_kva],
});

const toPeriod = (
  row: Row<'abnormal_periods'>,
): NonNullable<MeasurementsInput['abnormalPeriods']>[number] => ({
  elementKind: row.element_kind,
  elementId: row.element_id,
  from: row.from_on,
  to: row.to_on,
});

async function read(
  paths: readonly string[],
): Promise<{ body: MeasurementsInput; defects: readonly Defect[] }> {
  const defects: Defect[] = [];
  const [measurements, abnormalPeriods]: [
    MeasurementsInput['measurements'] & object,
    MeasurementsInput['abnormalPeriods'] & object,
  ] = [[], []];
  for await (const item of readMeasurements(await findMeasurementFiles(paths))) {
    if ('defect' in item) defects.push(item.defect);
    // The table tells what the row is; the reader has checked every column of it.
    else if (item.staged.table === 'measurements')
      measurements.push(toMeasurement(item.staged.row as Row<'measurements'>));
    else abnormalPeriods.push(toPeriod(item.staged.row as Row<'abnormal_periods'>));
  }
  return { body: { measurements, abnormalPeriods }, defects };
}

/**
 * Sends files of measurements to a running service, in one request: all or nothing.
 *
 * @throws CommandFailure where a file has defects and they are not to be left out, or the service refuses.
 */
export async function sendMeasurements(
  { server, token }: Service,
  paths: readonly string[],
  { region, quarantine, json }: Wanted,
): Promise<void> {
  const { body, defects } = await read(paths);
  const said = defects.map(
    ({ file, line, field, reason }) => `${file}:${line ?? 1} ${field ?? ''} ${reason}`,
  );
  if (defects.length > 0 && !quarantine)
    throw new CommandFailure(`${defects.length} defects, nothing was sent: ${said.slice(0, 10).join('; ')}`);
  const url = new URL('/v1/measurements', server);
  const sent = JSON.stringify({ ...body, region, quarantine } satisfies MeasurementsInput);
  const text = await askServer(url, token, { method: 'POST', body: sent });
  if (json) {
    printLine(text);
    return;
  }
  const { outcome, counts, leftOut, setAside, ledgerVersion } = JSON.parse(text) as MeasurementsAnswer;
  for (const line of said) printLine(`left out: ${line}`);
  for (const { pointer, reason, received } of [...leftOut, ...setAside])
    printLine(`${reason}: ${pointer} ${received ?? ''}`);
  const { inserted, updated, unchanged } = counts;
  printLine(`${inserted} new, ${updated} changed, ${unchanged} as before`);
  printLine(`region ${region}: ${outcome}, ledger version ${ledgerVersion}`);
}
