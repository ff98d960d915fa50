import { describe, expect, it } from 'vitest';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { SMALL, defect, smallGrid, staged } from '../support/staged-items.ts';

process.env['TZ'] = 'Asia/Shanghai';

describe.each(databases())('defects of an import on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const { bring, rowsOf } = record;
  const reasons = (report: { defects: readonly { reason: string; id: string | null }[] }) =>
    report.defects.map(({ reason, id }) => `${reason} ${String(id)}`);

  it('refuses a shared row on which two origins disagree, naming both files', async () => {
    const items = [
      staged('nodes', SMALL.node('BUS', { kv: 10 }), 'a', 7),
      staged('nodes', SMALL.node('BUS', { kv: 20 }), 'b', 8),
    ];
    const report = await bring(items, { origins: ['a', 'b'] });
    expect(report).toMatchObject({ outcome: 'refused', counts: {}, state: null });
    expect(report.defects).toEqual([
      defect({
        line: 7,
        id: 'BUS',
        field: null,
        reason: 'conflicting-duplicate',
        received: 'also in b.csv:8',
      }),
      defect({
        file: 'b.csv',
        line: 8,
        id: 'BUS',
        field: null,
        reason: 'conflicting-duplicate',
        received: 'also in a.csv:7',
      }),
    ]);
  });

  it('refuses a row that differs from what another origin brought before', async () => {
    await bring([staged('nodes', SMALL.node('BUS'))]);
    const report = await bring([staged('nodes', SMALL.node('BUS', { kv: 20 }), 'b')], { origins: ['b'] });
    expect(report.outcome).toBe('refused');
    expect(report.defects).toEqual([
      defect({
        file: 'b.csv',
        line: 2,
        id: 'BUS',
        reason: 'conflicting-duplicate',
        received: 'differs from the row brought by a',
      }),
    ]);
    expect((await rowsOf()).nodes).toEqual([SMALL.node('BUS')]);
  });

  it('refuses a key that comes twice from one origin', async () => {
    const report = await bring([
      staged('peaks', SMALL.peak('F1'), 'a', 2),
      staged('peaks', SMALL.peak('F1'), 'a', 3),
      ...smallGrid().filter((item) => !('staged' in item) || item.staged.table !== 'peaks'),
    ]);
    expect(report.outcome).toBe('refused');
    expect(report.defects).toEqual([
      defect({
        line: 3,
        table: 'peaks',
        id: 'feeder/F1/summer',
        field: null,
        reason: 'duplicate-key',
        received: 'also in a.csv:2',
      }),
    ]);
  });

  it('refuses references to nothing, each on its own', async () => {
    const report = await bring([
      ...smallGrid(),
      staged('sections', SMALL.section('L2', 'N1', 'N9', { conductor_type_id: 'Q' }), 'a', 5),
    ]);
    expect(report.outcome).toBe('refused');
    expect(report.defects).toEqual([
      defect({
        line: 5,
        table: 'sections',
        id: 'L2',
        field: 'to_node_id',
        reason: 'missing-reference',
        received: 'N9',
        allowed: 'an id of nodes',
      }),
      defect({
        line: 5,
        table: 'sections',
        id: 'L2',
        field: 'conductor_type_id',
        reason: 'missing-reference',
        received: 'Q',
        allowed: 'an id of conductor_types',
      }),
    ]);
    expect(await record.store.regions()).toEqual([]);
  });

  it('refers by kind and id only to the table of that kind', async () => {
    const report = await bring([
      ...smallGrid(),
      staged('peaks', SMALL.peak('N1'), 'a', 5),
      staged('peaks', SMALL.peak('B1', { element_kind: 'busbar' }), 'a', 6),
      staged('commitments', SMALL.commitment('C2', 'N1', { at_kind: 'lv-point' }), 'a', 7),
      staged(
        'customers',
        {
          id: 'K',
          at_kind: 'distribution-transformer',
          at_id: 'N1',
          category: null,
          contracted_kva: null,
          load_kw: -3,
          load_kvar: null,
        },
        'a',
        8,
      ),
    ]);
    expect(report.defects.map(({ id, field, allowed }) => [id, field, allowed])).toEqual([
      ['K', 'at_id', 'an id of distribution_transformers'],
      ['feeder/N1/summer', 'element_id', 'an id of feeders'],
      ['C2', 'at_id', 'an id of lv_points'],
    ]);
  });

  it('refuses to take away what other origins or this service still refer to', async () => {
    await bring(smallGrid());
    await bring([staged('sections', SMALL.section('L2', 'N2', 'N1'), 'b')], { origins: ['b'] });
    await record.db.run(
      `insert into commitments (region_id, id, origin, at_kind, at_id, kva) values ('r', 'H', 'service', 'node', 'N1', 100)`,
    );
    const report = await bring([]);
    expect(report.outcome).toBe('refused');
    expect(
      report.defects.map(({ file, id, field, reason, received }) => [file, id, field, reason, received]),
    ).toEqual([
      ['this service', 'H', 'at_id', 'still-referenced', 'N1'],
      ['b', 'L2', 'feeder_id', 'still-referenced', 'F1'],
      ['b', 'L2', 'from_node_id', 'still-referenced', 'N2'],
      ['b', 'L2', 'conductor_type_id', 'still-referenced', 'LGJ'],
      ['a', 'F1', 'busbar_id', 'still-referenced', 'B1'],
      ['a', 'B1', 'substation_id', 'still-referenced', 'S1'],
    ]);
    expect((await rowsOf()).sections).toHaveLength(2);
    const quarantined = await bring([], { quarantine: true });
    expect(quarantined.outcome).toBe('imported');
    const rows = await rowsOf();
    expect(rows.sections.map(({ id }) => id)).toEqual(['L2']);
    expect(rows.nodes.map(({ id }) => id)).toEqual(['N1', 'N2']);
    expect(rows.commitments.map(({ id }) => id)).toEqual(['H']);
  });

  it("counts the reader's defects and refuses for them", async () => {
    await bring(smallGrid());
    const before = await record.store.readRegion('r');
    const report = await bring([...smallGrid(), staged('nodes', SMALL.node('N3')), { defect: defect() }]);
    expect(report).toMatchObject({
      outcome: 'refused',
      defects: [defect()],
      counts: {},
      state: before!.state,
    });
    expect(await record.store.readRegion('r')).toEqual(before);
  });

  it('leaves out what depends on a defective row, and imports the rest', async () => {
    const items = [
      ...smallGrid(),
      { defect: defect({ id: 'N7' }) },
      staged('sections', SMALL.section('L7', 'N2', 'N7'), 'a', 5),
      staged(
        'switches',
        { id: 'K7', name: null, kind: 'tie', section_id: 'L7', node_id: 'N2', normally_open: true },
        'a',
        6,
      ),
      staged('peaks', SMALL.peak('L7', { element_kind: 'section' }), 'a', 7),
      staged(
        'bays',
        {
          id: 'Y',
          name: null,
          node_id: 'N8',
          status: 'spare',
          feeder_id: null,
          rating_a: null,
          breaking_ka: null,
        },
        'a',
        8,
      ),
    ];
    const refused = await bring(items);
    expect(reasons(refused)).toEqual(['not-a-number N7', 'missing-reference Y']);
    const report = await bring(items, { quarantine: true });
    expect(report.outcome).toBe('imported');
    expect(reasons(report)).toEqual([
      'not-a-number N7',
      'missing-reference Y',
      'depends-on-quarantined L7',
      'depends-on-quarantined K7',
      'depends-on-quarantined section/L7/summer',
    ]);
    const rows = await rowsOf();
    expect(rows.sections.map(({ id }) => id)).toEqual(['L1']);
    expect([rows.switches, rows.bays]).toEqual([[], []]);
    expect(rows.peaks).toEqual([SMALL.peak('F1')]);
  });

  it('leaves out every copy of a conflicting row, and one of a repeated one', async () => {
    const report = await bring(
      [
        staged('nodes', SMALL.node('A'), 'a', 2),
        staged('nodes', SMALL.node('A', { kv: 20 }), 'a', 3),
        staged('nodes', SMALL.node('B'), 'a', 4),
        staged('nodes', SMALL.node('B'), 'a', 5),
      ],
      { quarantine: true },
    );
    expect(reasons(report)).toEqual([
      'conflicting-duplicate A',
      'conflicting-duplicate A',
      'duplicate-key B',
    ]);
    expect((await rowsOf()).nodes.map(({ id }) => id)).toEqual(['B']);
  });
});
