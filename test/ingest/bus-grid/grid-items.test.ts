import { describe, expect, test } from 'vitest';
import { read, switchAt } from '../pandapower/read-small-net.ts';
import { anotherBus, anotherLine } from '../pandapower/small-net.ts';

describe('switches', () => {
  test('on the end of a line sit on its section; an open one is a tie of the feeder behind the other end', async () => {
    const { rows, defects } = await read((net) => {
      net['switch'] = {
        1: switchAt('l', 10, 1, true, { in_ka: 0.25 }),
        2: switchAt('l', 20, 2, true),
        3: switchAt('l', 40, 3, false),
      };
    });
    expect(defects).toEqual([]);
    expect(
      rows.switches.map(({ kind, section_id, node_id, normally_open }) => [
        kind,
        section_id,
        node_id,
        normally_open,
      ]),
    ).toEqual([
      ['outlet', 'n/line/1', 'n/bus/10', false],
      ['sectionalising', 'n/line/2', 'n/bus/20', false],
      ['tie', 'n/line/3', 'n/bus/40', true],
    ]);
    expect(rows.sections.map(({ feeder_id }) => feeder_id)).toEqual(Array(3).fill('n/line/1/feeder'));
    expect(rows.feeders).toMatchObject([{ outlet_limit_a: 250 }]);
  });

  test('an open line is of no feeder when both its ends are open, and a feeder when it is live from the busbar', async () => {
    const { rows } = await read((net) => {
      net['line']![8] = anotherLine(10, 40, { name: 'Reserve' });
      net['line']![9] = anotherLine(20, 40);
      net['switch'] = {
        1: switchAt('l', 40, 8, false),
        2: switchAt('l', 20, 9, false),
        3: switchAt('l', 40, 9, false),
      };
    });
    const feederOf = new Map(rows.sections.map(({ id, feeder_id }) => [id, feeder_id]));
    expect(feederOf.get('n/line/8')).toBe('n/line/8/feeder');
    expect(feederOf.get('n/line/9')).toBeNull();
    expect(rows.feeders.map(({ name }) => name)).toEqual(['First', 'Reserve']);
  });

  test('between buses are sections of no length; the rated current limits them', async () => {
    const { rows, defects } = await read((net) => {
      net['bus']![41] = anotherBus(20, 8.03);
      net['switch'] = {
        1: switchAt('b', 40, 41, true, { in_ka: 0.63 }),
        2: switchAt('b', 20, 41, false),
      };
    });
    expect(defects).toEqual([]);
    expect(rows.sections.slice(3)).toMatchObject([
      { id: 'n/switch/1', length_m: 0, limit_a: 630, feeder_id: 'n/line/1/feeder', to_node_id: 'n/bus/41' },
      {
        id: 'n/switch/2',
        length_m: 0,
        limit_a: null,
        feeder_id: 'n/line/1/feeder',
        from_node_id: 'n/bus/20',
      },
    ]);
    expect(rows.switches).toMatchObject([
      { id: 'n/switch/1', kind: 'sectionalising', section_id: 'n/switch/1', normally_open: false },
      { id: 'n/switch/2', kind: 'tie', section_id: 'n/switch/2', normally_open: true },
    ]);
  });

  test('join busbars into one, from which each joint leads a feeder', async () => {
    const { rows, defects, leftOut } = await read((net) => {
      net['bus']![11] = anotherBus(20, 8, { type: 'b' });
      net['bus']![12] = anotherBus(20, 8);
      net['bus']![13] = anotherBus(20, 8.05);
      net['line']![8] = anotherLine(12, 13);
      net['load']![2] = { bus: 11, p_mw: 1, q_mvar: 0 };
      net['switch'] = { 1: switchAt('b', 10, 11, true), 2: switchAt('b', 11, 12, true) };
    });
    expect(defects).toEqual([]);
    expect(rows.busbar_sections.map(({ id }) => id)).toEqual(['n/bus/10']);
    expect(rows.nodes.map(({ id }) => id)).not.toContain('n/bus/11');
    expect(rows.customers[2]).toMatchObject({ at_id: 'n/bus/10' });
    expect(rows.feeders.map(({ id }) => id)).toEqual(['n/line/1/feeder', 'n/switch/2/feeder']);
    expect(rows.sections.at(-1)).toMatchObject({ from_node_id: 'n/bus/10', to_node_id: 'n/bus/12' });
    expect(rows.switches).toMatchObject([{ id: 'n/switch/2', kind: 'outlet' }]);
    expect(leftOut).toMatchObject({ 'switch within a busbar': 1, 'bus that is part of a busbar': 1 });
  });

  test('at a transformer take it off the grid', async () => {
    const { rows, leftOut } = await read((net) => {
      net['switch'] = { 1: switchAt('t', 50, 6, false), 2: switchAt('t', 10, 5, true) };
    });
    expect(rows.distribution_transformers).toEqual([]);
    expect(rows.busbar_sections).toMatchObject([{ main_transformer_id: 'n/trafo/5' }]);
    expect(leftOut).toMatchObject({ 'transformer behind an open switch': 1, 'switch at a transformer': 2 });
  });

  test('on low voltage leave a line, or nothing where it is open', async () => {
    const { rows, leftOut } = await read((net) => {
      net['bus']![61] = anotherBus(0.4, 8.021);
      net['bus']![62] = anotherBus(0.4, 8.021);
      net['switch'] = {
        1: switchAt('b', 60, 61, true),
        2: switchAt('b', 60, 62, false),
        3: switchAt('l', 50, 4, false),
      };
    });
    expect(rows.lv_lines).toMatchObject([{ id: 'n/switch/1', length_m: 0 }]);
    expect(rows.switches).toEqual([]);
    expect(leftOut).toMatchObject({ 'open low-voltage line': 1, 'open low-voltage switch': 1 });
  });
});

describe('feeders', () => {
  test('that close into a ring are one, with both ways out of the busbar in it', async () => {
    const { rows } = await read((net) => (net['line']![8] = anotherLine(10, 40)));
    expect(rows.feeders.map(({ id }) => id)).toEqual(['n/line/1/feeder']);
    expect(new Set(rows.sections.map(({ feeder_id }) => feeder_id))).toEqual(new Set(['n/line/1/feeder']));
  });

  test('do not go on through another busbar', async () => {
    const { rows } = await read((net) => {
      net['bus']![8] = anotherBus(110, 8.03);
      net['trafo']![9] = { ...net['trafo']![5], hv_bus: 8, lv_bus: 40 };
      net['line']![8] = anotherLine(40, 20);
      net['switch'] = { 1: switchAt('l', 20, 8, false) };
    });
    expect(rows.substations.map(({ id }) => id)).toEqual(['n/bus/7', 'n/bus/8']);
    const feeders = rows.sections.map(({ id, feeder_id }) => [id, feeder_id]);
    expect(feeders).toContainEqual(['n/line/3', 'n/line/1/feeder']);
    expect(feeders).toContainEqual(['n/line/8', 'n/line/8/feeder']);
  });
});

describe('substations', () => {
  test('hold transformers whose high-voltage buses hang together; two on one busbar leave its feed unknown', async () => {
    const { rows } = await read((net) => {
      net['bus']![8] = anotherBus(110, 8);
      net['bus']![9] = anotherBus(110, 9);
      net['trafo']![9] = { ...net['trafo']![5], hv_bus: 8, lv_bus: 40 };
      net['trafo']![10] = { ...net['trafo']![5], hv_bus: 9, lv_bus: 40 };
      net['switch'] = { 1: switchAt('b', 7, 8, false) };
    });
    expect(rows.main_transformers.map(({ substation_id }) => substation_id)).toEqual(
      Array(3).fill('n/bus/7'),
    );
    expect(rows.busbar_sections.map(({ id, main_transformer_id }) => [id, main_transformer_id])).toEqual([
      ['n/bus/10', 'n/trafo/5'],
      ['n/bus/40', null],
    ]);
  });

  test('without a main transformer are the external grids themselves', async () => {
    const { rows, defects } = await read((net) => {
      delete net['trafo']![5];
      delete net['bus']![7];
      net['ext_grid']![0]!['bus'] = 10;
    });
    expect(defects).toEqual([]);
    expect(rows.substations).toMatchObject([
      { id: 'n/ext_grid/0', name: 'Grid', kv: 20, source_voltage_pu: 1.02, source_fault_mva: 1500 },
    ]);
    expect(rows.busbar_sections).toMatchObject([{ id: 'n/bus/10', main_transformer_id: null }]);
    expect(rows.feeders).toHaveLength(1);
  });

  test('stand above a low-voltage bus that is fed directly, with a transformer of unknown size', async () => {
    const { rows, defects } = await read((net) => {
      net['ext_grid']![1] = { name: null, bus: 60, vm_pu: 1, in_service: true };
    });
    expect(defects).toEqual([]);
    const id = 'n/ext_grid/1';
    expect(rows.substations[1]).toMatchObject({ id, kv: 0.4 });
    expect(rows.nodes.at(-1)).not.toMatchObject({ kv: 110 });
    expect(rows.distribution_transformers[0]).toMatchObject({
      ...{ id, node_id: id, lv_point_id: 'n/bus/60', rating_kva: null },
    });
  });

  test('may be fed by a generator that holds the voltage', async () => {
    const { rows, defects } = await read((net) => {
      delete net['ext_grid'];
      net['gen'] = { 0: { bus: 7, p_mw: 5, vm_pu: 1.05, slack: true, in_service: true } };
    });
    expect(defects).toEqual([]);
    expect(rows.substations).toMatchObject([{ id: 'n/bus/7', source_voltage_pu: 1.05 }]);
    expect(rows.generators.map(({ id }) => id)).toEqual(['n/sgen/0']);
  });
});
