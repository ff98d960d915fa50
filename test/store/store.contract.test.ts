import { describe, expect, it } from 'vitest';
import { plainRow } from '../../src/model/packed-table.ts';
import { TABLE_NAMES, type Row } from '../../src/model/record.ts';
import { MOST_CHANGES, type ImportItem, type ImportProgress } from '../../src/model/store.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { SMALL, defect, from, run, smallGrid, staged } from '../support/staged-items.ts';

process.env['TZ'] = 'Asia/Shanghai';

describe.each(databases())('the record on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const { bring, rowsOf } = record;

  it('names its kind and its PostGIS', async () => {
    expect(await record.store.describe()).toEqual({
      kind: record.db.kind,
      postgis: expect.stringMatching(/^3\./) as string,
    });
  });

  it('gives back every row as it came, by key, in one state', async () => {
    const report = await bring(smallGrid(), { regionName: '郏县' });
    expect(report).toMatchObject({ outcome: 'imported', defects: [] });
    expect(report.counts.nodes).toEqual({ inserted: 2, updated: 0, removed: 0, unchanged: 0 });
    const read = (await record.store.readRegion('r'))!;
    expect(read.state).toEqual({
      id: 'r',
      name: '郏县',
      dataVersion: 1,
      ledgerVersion: 1,
      ledgerMark: expect.any(String) as string,
      dataAsOf: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    expect(Math.abs(Date.parse(read.state.dataAsOf) - Date.now())).toBeLessThan(60_000);
    expect(Object.keys(read.rows)).toEqual(TABLE_NAMES);
    expect(read.rows.nodes).toEqual([SMALL.node('N1', { kind: 'busbar' }), SMALL.node('N2')]);
    expect(read.rows.commitments).toEqual([SMALL.commitment('C1', 'N2')]);
    expect(read.rows.peaks).toEqual([SMALL.peak('F1')]);
    expect(await record.store.regions()).toEqual([read.state]);
    const packed = (await record.store.readPacked('r', TABLE_NAMES))!;
    expect(packed.state).toEqual(read.state);
    for (const table of TABLE_NAMES) {
      expect(Array.from<object>(packed.rows[table]).map(plainRow)).toEqual(read.rows[table]);
    }
  });

  it('knows no region that was never imported', async () => {
    expect(await record.store.readRegion('nowhere')).toBeNull();
    expect(await record.store.readPacked('nowhere', TABLE_NAMES)).toBeNull();
  });

  it('keeps lines and polygons to the last bit', async () => {
    const path = [113.1 + 0.2, 33.3333333333333357, 113.5, 5e-324, -0.1, 33.9];
    const rings = [
      [113, 33, 113.1, 33, 113.1, 33.10000000000001, 113, 33],
      [113.01, 33.01, 113.02, 33.01, 113.02, 33.02, 113.01, 33.01],
    ];
    await bring([
      staged('barriers', { id: 'R', name: '汝河', kind: 'river', path_wkt: path }),
      staged('areas', { id: 'P', name: null, kind: 'park', polygon_wkt: rings }),
    ]);
    const rows = await rowsOf();
    expect(rows.barriers[0]!.path_wkt).toEqual(path);
    expect(rows.areas[0]!.polygon_wkt).toEqual(rings);
  });

  it('orders rows by the bytes of their keys', async () => {
    const ids = ['b', 'B', 'a', 'Ä', '10', '9', '_', '站'];
    await bring(ids.map((id, i) => staged('nodes', SMALL.node(id), 'a', i)));
    expect((await rowsOf()).nodes.map(({ id }) => id)).toEqual(['10', '9', 'B', '_', 'a', 'b', 'Ä', '站']);
  });

  it('orders the points of a curve by their number', async () => {
    const point = (number: number, over: Partial<Row<'curves'>> = {}): ImportItem =>
      staged('curves', {
        ...{ element_kind: 'feeder', element_id: 'F1', season: 'summer', points: 24 },
        ...{ point: number, kva: 100 * number, ...over },
      });
    await bring([...smallGrid(), point(10), point(2), point(2, { season: 'winter' })]);
    const { curves } = await rowsOf();
    expect(curves.map(({ season, point: at, kva }) => [season, at, kva])).toEqual([
      ['summer', 2, 200],
      ['summer', 10, 1000],
      ['winter', 2, 200],
    ]);
    expect(await bring([...smallGrid(), point(2), point(2, { kva: 7 })])).toMatchObject({
      outcome: 'refused',
      defects: [{ table: 'curves', id: 'feeder/F1/summer/2' }, { id: 'feeder/F1/summer/2' }],
    });
  });

  it('refuses generators and curves of what is not there, by the kind beside the id', async () => {
    const { defects } = await bring([
      ...smallGrid(),
      staged('generators', {
        ...{ id: 'G', at_kind: 'lv-point', at_id: 'N2', rated_kva: 30 },
        ...{ output_kw: 12.5, output_kvar: null, kind: 'pv' },
      }),
      staged('curves', {
        ...{ element_kind: 'section', element_id: 'F1', season: 'summer', points: 96, point: 95, kva: 1 },
      }),
    ]);
    expect(defects.map(({ table, field, reason, allowed }) => [table, field, reason, allowed])).toEqual([
      ['generators', 'at_id', 'missing-reference', 'an id of lv_points'],
      ['curves', 'element_id', 'missing-reference', 'an id of sections'],
    ]);
  });

  it('takes ids that look like SQL or COPY as they are', async () => {
    const ids = [`'; drop table nodes; --`, '\\N', '\\.', 'a\tb', `"{x,y}"`, '$1', 'NULL'];
    await bring(
      ids.map((id, i) => staged('nodes', SMALL.node(id), `o'"\\{,}`, i)),
      { origins: [`o'"\\{,}`] },
    );
    expect(new Set((await rowsOf()).nodes.map(({ id }) => id))).toEqual(new Set(ids));
    expect((await bring([], { origins: [`o'"\\{,}`] })).counts.nodes).toMatchObject({ removed: ids.length });
  });

  it('changes nothing when the same comes again', async () => {
    const first = await bring(smallGrid());
    const again = await bring(smallGrid());
    expect(again).toMatchObject({ outcome: 'unchanged', defects: [], state: first.state });
    expect(again.counts.nodes).toEqual({ inserted: 0, updated: 0, removed: 0, unchanged: 2 });
  });

  it('names what an import adds, changes and removes, and nothing that it leaves as it was', async () => {
    const first = await bring(smallGrid());
    expect(first.changes.nodes).toEqual({ inserted: ['N1', 'N2'], updated: [], removed: [] });
    expect(first.changes.peaks).toEqual({ inserted: ['feeder/F1/summer'], updated: [], removed: [] });
    const without = smallGrid().filter(
      (item) => !('staged' in item && ['commitments', 'peaks'].includes(item.staged.table)),
    );
    const changed = without.map((item) =>
      'staged' in item && item.staged.table === 'sections'
        ? staged('sections', SMALL.section('L1', 'N1', 'N2', { length_m: 61 }))
        : item,
    );
    const second = await bring([
      ...changed,
      staged('nodes', SMALL.node('N3')),
      staged('nodes', SMALL.node('N10')),
    ]);
    expect(second.changes).toEqual({
      nodes: { inserted: ['N10', 'N3'], updated: [], removed: [] },
      sections: { inserted: [], updated: ['L1'], removed: [] },
      peaks: { inserted: [], updated: [], removed: ['feeder/F1/summer'] },
      commitments: { inserted: [], updated: [], removed: ['C1'] },
    });
    expect((await bring([defect()].map((each) => ({ defect: each })))).changes).toEqual({});
  });

  it('names the first thousand of many changes, and counts them all', async () => {
    const ids = Array.from({ length: 1_003 }, (_, i) => `P${String(i).padStart(5, '0')}`);
    const report = await bring(ids.toReversed().map((id) => staged('nodes', SMALL.node(id))));
    expect(report.counts.nodes).toMatchObject({ inserted: 1_003 });
    expect(report.changes.nodes?.inserted).toEqual(ids.slice(0, MOST_CHANGES));
  });

  it('counts updates, raises the data version, and the ledger version only for commitments', async () => {
    await bring(smallGrid());
    const renamed = smallGrid().map((item) =>
      'staged' in item && item.staged.table === 'nodes' && item.staged.line === 3
        ? staged('nodes', SMALL.node('N2', { name: '新名' }))
        : item,
    );
    const report = await bring(renamed);
    expect(report.counts.nodes).toEqual({ inserted: 0, updated: 1, removed: 0, unchanged: 1 });
    expect(report.state).toMatchObject({ dataVersion: 2, ledgerVersion: 1 });
    const more = await bring([...renamed, staged('commitments', SMALL.commitment('C2', 'N1'))]);
    expect(more.state).toMatchObject({ dataVersion: 3, ledgerVersion: 2 });
  });

  it('removes what an origin no longer brings, and nothing of other origins', async () => {
    await bring(smallGrid());
    await bring([staged('nodes', SMALL.node('X'), 'b')], { origins: ['b'] });
    const without = smallGrid().filter((item) => !('staged' in item) || item.staged.table !== 'commitments');
    const report = await bring(without);
    expect(report.counts.commitments).toEqual({ inserted: 0, updated: 0, removed: 1, unchanged: 0 });
    expect(report.state).toMatchObject({ dataVersion: 3, ledgerVersion: 2 });
    expect((await rowsOf()).nodes.map(({ id }) => id)).toEqual(['N1', 'N2', 'X']);
  });

  it('keeps regions apart', async () => {
    await bring(smallGrid());
    await bring([staged('nodes', SMALL.node('N1', { kv: 20 }))], { region: 'q' });
    expect((await rowsOf('q')).nodes).toEqual([SMALL.node('N1', { kv: 20 })]);
    expect((await rowsOf()).nodes).toHaveLength(2);
    expect((await record.store.regions()).map(({ id }) => id)).toEqual(['q', 'r']);
  });

  it('lets several origins share a row until the last one drops it', async () => {
    const bus = (origin: string) => staged('nodes', SMALL.node('BUS', { kind: 'busbar' }), origin);
    const both = await bring([bus('a'), bus('b')], { origins: ['a', 'b'] });
    expect(both).toMatchObject({ outcome: 'imported', defects: [] });
    expect(both.counts.nodes).toMatchObject({ inserted: 1 });
    expect(await bring([bus('c')], { origins: ['c'] })).toMatchObject({ outcome: 'unchanged', defects: [] });
    for (const origin of ['a', 'c']) {
      expect((await bring([], { origins: [origin] })).outcome).toBe('unchanged');
      expect((await rowsOf()).nodes).toHaveLength(1);
    }
    expect((await bring([], { origins: ['b'] })).counts.nodes).toMatchObject({ removed: 1 });
    expect((await rowsOf()).nodes).toEqual([]);
  });

  it('refers to rows that another import left in the record', async () => {
    await bring(smallGrid());
    const report = await bring([staged('sections', SMALL.section('L2', 'N2', 'N1'), 'b')], {
      origins: ['b'],
    });
    expect(report.outcome).toBe('imported');
  });

  it('never removes or rewrites what this service promised', async () => {
    await bring(smallGrid());
    await record.db.run(
      `insert into commitments (region_id, id, origin, at_kind, at_id, kva) values ('r', 'H', 'service', 'node', 'N2', 100)`,
    );
    expect((await bring(smallGrid())).outcome).toBe('unchanged');
    const clash = await bring([...smallGrid(), staged('commitments', SMALL.commitment('H', 'N2'))]);
    expect(clash.outcome).toBe('refused');
    expect(clash.defects[0]).toMatchObject({ id: 'H', reason: 'conflicting-duplicate', field: 'origin' });
    const same = SMALL.commitment('H', 'N2', {
      origin: 'service',
      kva: 100,
      category: null,
      committed_on: null,
    });
    expect((await bring([...smallGrid(), staged('commitments', same)])).outcome).toBe('unchanged');
    expect((await bring(smallGrid())).outcome).toBe('unchanged');
    expect((await rowsOf()).commitments.map(({ id }) => id)).toEqual(['C1', 'H']);
  });

  it('changes nothing when the source fails', async () => {
    await bring(smallGrid());
    const before = await record.store.readRegion('r');
    const broken = async function* () {
      yield* from([staged('nodes', SMALL.node('N3'))]);
      throw new Error('disk gone');
    };
    await expect(record.store.importRows(run(), broken())).rejects.toThrow('disk gone');
    expect(await record.store.readRegion('r')).toEqual(before);
  });

  it('changes nothing when a value slips through that the schema forbids', async () => {
    const report = bring([staged('nodes', SMALL.node('N1', { kv: -1 }))]);
    await expect(report).rejects.toMatchObject({ name: 'StoreFault', code: '23514' });
    expect(await record.store.regions()).toEqual([]);
  });

  it('rejects rows of an origin that the run does not name', async () => {
    await expect(bring([staged('nodes', SMALL.node('N1'), 'z')])).rejects.toThrow('brings origin z');
  });

  it('lets two imports into one region follow each other', async () => {
    const reports = await Promise.all(
      ['a', 'b', 'c'].map((origin) => bring(smallGrid(origin), { origins: [origin] })),
    );
    expect(reports.map(({ outcome }) => outcome).sort()).toEqual(['imported', 'unchanged', 'unchanged']);
    expect((await record.store.regions())[0]).toMatchObject({ dataVersion: 1 });
  });

  it('logs each import with its counts and defects', async () => {
    await bring([{ defect: defect({ received: 'a\tb\nc' }) }]);
    await bring(smallGrid());
    const runs = await record.db.query(
      'select outcome, format, to_jsonb(origins) as origins, data_version, counts, finished_at >= started_at as ordered from import_runs order by id',
    );
    expect(runs).toEqual([
      { outcome: 'refused', format: 'tables', origins: ['a'], data_version: null, counts: {}, ordered: true },
      expect.objectContaining({ outcome: 'imported', data_version: 1, ordered: true }),
    ]);
    expect(runs[1]!['counts']).toMatchObject({ nodes: { inserted: 2 } });
    expect(
      await record.db.query(
        'select run_id, position, file, line, table_name, row_id, field, reason, received from import_defects',
      ),
    ).toEqual([
      {
        run_id: 1,
        position: 0,
        file: 'a.csv',
        line: 9,
        table_name: 'nodes',
        row_id: null,
        field: 'kv',
        reason: 'not-a-number',
        received: 'a\tb\nc',
      },
    ]);
  });

  it('tells how far it has come', async () => {
    const seen: ImportProgress[] = [];
    await record.store.importRows(run(), from(smallGrid()), (progress) => seen.push(progress));
    expect(seen).toEqual([
      { phase: 'reading', rows: 9 },
      { phase: 'checking', rows: 9 },
      { phase: 'merging', rows: 9 },
    ]);
  });

  it('carries many chunks, and reads thirty thousand rows quickly', async () => {
    const count = 30_000;
    const many = function* () {
      for (let i = 0; i < count; i += 1)
        yield staged('nodes', SMALL.node(`N${i}`, { lon_deg: 113 + i / 1e6 }), 'a', i);
    };
    const report = await record.store.importRows(run(), from(many()));
    expect(report.counts.nodes).toMatchObject({ inserted: count });
    const [started, cpuBefore] = [performance.now(), process.cpuUsage()];
    const rows = await rowsOf();
    const { user, system } = process.cpuUsage(cpuBefore);
    const elapsed = performance.now() - started;
    console.log(`${record.db.kind}: ${count} rows read in ${elapsed.toFixed(0)} ms`);
    expect(rows.nodes).toHaveLength(count);
    // Processor time, because the machine may be busy.
    expect((user + system) / 1e6).toBeLessThan(2);
    expect((await record.store.importRows(run(), from(many()))).outcome).toBe('unchanged');
  });
});
