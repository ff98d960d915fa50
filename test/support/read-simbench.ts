import { parse } from 'csv-parse/sync';
import type { ElectricGrid, GridBranch } from './electric-grid.ts';

type CsvRow = Record<string, string>;

/** A SimBench case: shares of loads and of renewables, and the voltage held at the external network. */
export interface SimbenchCase {
  readonly loadShare: number;
  readonly renewableShare: number;
  readonly sourcePu: number;
}

/** A SimBench network without switches from its CSV tables. Ids are those of the tables. */
export function readSimbench(table: (name: string) => string, studied: SimbenchCase): ElectricGrid {
  const rows = (name: string) => parse(table(name), { columns: true, delimiter: ';' }) as unknown as CsvRow[];
  const value = (row: CsvRow, name: string): number => Number(row[name]);
  const typeOf = (name: string) => new Map(rows(name).map((row) => [row['id']!, row]));
  const [lineTypes, transformerTypes] = [typeOf('LineType'), typeOf('TransformerType')];
  const lines = rows('Line').map((row): GridBranch => {
    const type = lineTypes.get(row['type']!)!;
    const data = {
      kind: 'line',
      lengthKm: value(row, 'length'),
      gUsPerKm: 0,
      ratingA: value(type, 'iMax'),
    } as const;
    const [rOhmPerKm, xOhmPerKm, bUsPerKm] = [value(type, 'r'), value(type, 'x'), value(type, 'b')];
    return {
      id: row['id']!,
      from: row['nodeA']!,
      to: row['nodeB']!,
      data: { ...data, rOhmPerKm, xOhmPerKm, bUsPerKm },
    };
  });
  const transformers = rows('Transformer').map((row): GridBranch => {
    const type = transformerTypes.get(row['type']!)!;
    const steps = value(row, 'tappos') - value(type, 'tapNeutr');
    return {
      ...{ id: row['id']!, from: row['nodeHV']!, to: row['nodeLV']! },
      data: {
        ...{ kind: 'transformer', ratedKva: 1000 * value(type, 'sR') },
        ...{ hvKv: value(type, 'vmHV'), lvKv: value(type, 'vmLV'), ukPercent: value(type, 'vmImp') },
        ...{ pkKw: value(type, 'pCu'), p0Kw: value(type, 'pFe'), i0Percent: value(type, 'iNoLoad') },
        tapPu: 1 + (steps * value(type, 'dVm')) / 100,
      },
    };
  });
  const power = (row: CsvRow, p: string, q: string, share: number) => ({
    ...{ node: row['node']!, kw: 1000 * share * value(row, p), kvar: 1000 * share * value(row, q) },
  });
  return {
    nodes: rows('Node').map((row) => ({ id: row['id']!, kv: value(row, 'vmR') })),
    branches: [...lines, ...transformers],
    loads: [
      ...rows('Load').map((row) => power(row, 'pLoad', 'qLoad', studied.loadShare)),
      ...rows('RES').map((row) => power(row, 'pRES', 'qRES', -studied.renewableShare)),
    ],
    sources: rows('ExternalNet').map((row) => ({ node: row['node']!, pu: studied.sourcePu })),
  };
}
