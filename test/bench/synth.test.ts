import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countyRows, drawCounty } from '../../bench/synth/county.ts';
import { geodesicLength } from '../../bench/synth/earth.ts';
import { CONDUCTORS, KVA_PER_A, POWER_FACTOR } from '../../bench/synth/equipment.ts';
import { DEMO_SEED, SIZES } from '../../bench/synth/sizes.ts';
import { writeProvince } from '../../bench/synth/write-province.ts';
import type { Place } from '../../src/model/geometry.ts';
import { RECORD, TABLE_NAMES, type RegionRows, type Row } from '../../src/model/record.ts';

const DEMO = new URL('../../data/demo/', import.meta.url).pathname;
/** The demo county, and two others drawn with the same rules from other streams. */
const COUNTIES = [0, 5, 250];

const places = (flat: readonly number[]): Place[] =>
  flat.flatMap((lon, i) => (i % 2 === 0 ? [{ lon, lat: flat[i + 1]! }] : []));

const by = <R extends { id: string }>(rows: readonly R[]): ReadonlyMap<string, R> =>
  new Map(rows.map((row) => [row.id, row]));

const at = (row: { lon_deg: number; lat_deg: number }): Place => ({ lon: row.lon_deg, lat: row.lat_deg });

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** A county's rows with the tree that its closed sections make, walked from the busbars. */
const walk = (rows: RegionRows) => {
  const open = new Set(rows.switches.filter((s) => s.normally_open).map((s) => s.section_id));
  const closed = rows.sections.filter((s) => !open.has(s.id));
  const around = new Map<string, Row<'sections'>[]>();
  for (const s of closed) {
    for (const end of [s.from_node_id, s.to_node_id]) around.set(end, [...(around.get(end) ?? []), s]);
  }
  const up = new Map<string, Row<'sections'>>();
  const order: string[] = [];
  const stack = rows.busbar_sections.map((b) => b.node_id);
  const seen = new Set(stack);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order.push(node);
    for (const s of around.get(node) ?? []) {
      const next = s.from_node_id === node ? s.to_node_id : s.from_node_id;
      if (seen.has(next)) continue;
      seen.add(next);
      up.set(next, s);
      stack.push(next);
    }
  }
  return { open, closed, up, order };
};

const digest = async (folder: string): Promise<Record<string, string>> => {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.csv')).sort();
  const hash = async (name: string): Promise<[string, string]> => [
    name,
    createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex'),
  ];
  return Object.fromEntries(await Promise.all(names.map(hash)));
};

describe('the written tables', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'synth-'));
    await writeProvince(join(folder, 'demo'), { ...SIZES.get('demo')!, seed: DEMO_SEED }, () => undefined);
    await writeProvince(join(folder, 'S'), { ...SIZES.get('S')!, seed: DEMO_SEED }, () => undefined);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('are those of data/demo byte for byte', async () => {
    expect(await digest(join(folder, 'demo'))).toEqual(await digest(DEMO));
    expect(Object.keys(await digest(DEMO))).toHaveLength(TABLE_NAMES.length + 1);
  });

  it('begin with the same county in every size', async () => {
    for (const table of TABLE_NAMES) {
      const demo = await readFile(join(folder, 'demo', `${table}.csv`), 'utf8');
      const larger = await readFile(join(folder, 'S', `${table}.csv`), 'utf8');
      expect(larger.startsWith(demo), table).toBe(true);
    }
  });

  it('differ under another seed', async () => {
    await writeProvince(join(folder, 'other'), { name: 'x', counties: 1, seed: 1 }, () => undefined);
    const [other, demo] = [await digest(join(folder, 'other')), await digest(DEMO)];
    expect(other['nodes.csv']).not.toBe(demo['nodes.csv']);
    expect(other['conductor_types.csv']).toBe(demo['conductor_types.csv']);
  });

  it('give coordinates with at most six decimals', async () => {
    const roads = await readFile(join(DEMO, 'roads.csv'), 'utf8');
    expect(roads).toMatch(/\d\.\d{6}/);
    expect(roads).not.toMatch(/\d\.\d{7}/);
  });

  it('lie apart from county to county', async () => {
    const nodes = (await readFile(join(folder, 'S', 'nodes.csv'), 'utf8'))
      .split('\n')
      .map((l) => l.split(','));
    const lons = (county: string): number[] =>
      nodes.filter((cells) => cells[0]!.startsWith(`${county}-`)).map((cells) => Number(cells[4]));
    expect(Math.max(...lons('c0'))).toBeLessThan(Math.min(...lons('c1')));
  });
});

describe.each(COUNTIES)('county %i', (index) => {
  const plan = drawCounty(DEMO_SEED, index);
  const rows: RegionRows = { ...countyRows(plan), conductor_types: CONDUCTORS };
  const tree = walk(rows);
  const nodes = by(rows.nodes);
  const conductors = by(rows.conductor_types);
  const transformers = rows.distribution_transformers;

  it('keeps every rule of the record: keys, references, ranges, words', () => {
    const ids = new Map(TABLE_NAMES.map((t) => [t, new Set(rows[t].map((r) => ('id' in r ? r.id : '')))]));
    for (const table of TABLE_NAMES) {
      const { key, columns } = RECORD[table];
      const cells = rows[table] as readonly Readonly<Record<string, unknown>>[];
      expect(new Set(cells.map((r) => key.map((k) => r[k]).join('|'))).size, table).toBe(cells.length);
      for (const [name, column] of Object.entries(columns)) {
        const wrong = cells.filter(({ [name]: value }) => {
          if (value === null) return column.required;
          if (column.among?.includes(value as number) === false) return true;
          if (column.oneOf && !column.oneOf.includes(value as string)) return true;
          if (column.references && !ids.get(column.references as 'nodes')!.has(value as string)) return true;
          const [low, high] = [column.min ?? -Infinity, column.max ?? Infinity];
          return typeof value === 'number' && !(value >= low && value <= high);
        });
        expect(wrong, `${table}.${name}`).toEqual([]);
      }
    }
  });

  it('has four substations, fifty feeders and about five thousand nodes', () => {
    expect(rows.substations.map((s) => s.kv)).toEqual([110, 110, 35, 35]);
    expect(rows.feeders).toHaveLength(50);
    expect(rows.nodes.length).toBeGreaterThan(4_500);
    expect(rows.nodes.length).toBeLessThan(6_500);
    expect(rows.feeders.filter((f) => f.kind === 'dedicated')).toHaveLength(3);
    expect(new Set(rows.nodes.map((n) => n.kind)).size).toBe(6);
  });

  it('is radial in the normal state: every node has one way to one busbar', () => {
    expect(tree.order).toHaveLength(rows.nodes.length);
    expect(tree.closed).toHaveLength(rows.nodes.length - rows.busbar_sections.length);
  });

  it('names each section after the feeder that feeds it', () => {
    const busOf = new Map(rows.busbar_sections.map((b) => [b.id, b.node_id]));
    const feeders = by(rows.feeders);
    for (const section of tree.up.values()) {
      const above = tree.up.get(section.from_node_id);
      const feeder = feeders.get(section.feeder_id!)!;
      if (above) expect(above.feeder_id).toBe(section.feeder_id);
      else expect(busOf.get(feeder.busbar_id)).toBe(section.from_node_id);
    }
  });

  it('ties only different feeders, some of them of two substations', () => {
    const feederAt = new Map([...tree.up].map(([node, section]) => [node, section.feeder_id!]));
    const station = (feeder: string): string =>
      rows.feeders.find((f) => f.id === feeder)!.busbar_id.replace(/-b\d$/, '');
    const ties = rows.sections.filter((s) => tree.open.has(s.id));
    const pairs = ties.map((s) => [feederAt.get(s.from_node_id)!, feederAt.get(s.to_node_id)!] as const);
    expect(ties.length).toBeGreaterThan(20);
    expect(pairs.filter(([a, b]) => a === b)).toEqual([]);
    expect(pairs.filter(([a, b]) => station(a) !== station(b)).length).toBeGreaterThan(2);
  });

  it('puts every switch on an end of its section, and only ties are open', () => {
    const sections = by(rows.sections);
    for (const s of rows.switches) {
      const section = sections.get(s.section_id)!;
      expect([section.from_node_id, section.to_node_id]).toContain(s.node_id);
      expect(s.normally_open).toBe(s.kind === 'tie');
    }
    expect(rows.switches.filter((s) => s.kind === 'outlet')).toHaveLength(rows.feeders.length);
  });

  it('states lengths that agree with the geometry within 2 %, never shorter', () => {
    const lvPoints = by(rows.lv_points);
    const check = (length: number, path: readonly Place[]): void => {
      const drawn = geodesicLength(path);
      expect(length).toBeGreaterThanOrEqual(drawn - 0.051);
      expect(length).toBeLessThanOrEqual(drawn * 1.02 + 0.051);
    };
    for (const s of rows.sections) {
      const ends = [at(nodes.get(s.from_node_id)!), at(nodes.get(s.to_node_id)!)];
      const path = s.path_wkt ? places(s.path_wkt) : ends;
      check(s.length_m, path);
      expect([path[0], path.at(-1)]).toEqual(ends);
      expect(s.length_m).toBeGreaterThan(0);
    }
    for (const l of rows.lv_lines) {
      check(l.length_m, [at(lvPoints.get(l.from_point_id)!), at(lvPoints.get(l.to_point_id)!)]);
    }
  });

  it('stands rural poles mostly 50–80 m apart, nowhere above 120 m', () => {
    const spans = tree.closed
      .filter((s) => conductors.get(s.conductor_type_id)!.laying === 'overhead')
      .map((s) => s.length_m);
    expect(Math.max(...spans)).toBeLessThan(120);
    expect(spans.filter((m) => m >= 45 && m <= 82).length / spans.length).toBeGreaterThan(0.8);
  });

  it('crosses the river by road on exactly three bridges', () => {
    const south = (p: Place): boolean => {
      const river = places(rows.barriers.find((b) => b.kind === 'river')!.path_wkt);
      const i = river.findIndex((q) => q.lon > p.lon);
      const [a, b] = [river[i - 1]!, river[i]!];
      return p.lat < a.lat + ((b.lat - a.lat) * (p.lon - a.lon)) / (b.lon - a.lon);
    };
    const crossing = rows.roads.filter((r) => new Set(places(r.path_wkt).map(south)).size === 2);
    expect(crossing).toHaveLength(3);
    expect(crossing.every((r) => r.bridge)).toBe(true);
    expect(rows.roads.filter((r) => r.bridge)).toHaveLength(3);
  });

  it('has one connected road network, joined by equal coordinates', () => {
    const leader = new Map<string, string>();
    const top = (k: string): string => {
      let k0 = k;
      for (let up = leader.get(k0); up !== undefined; up = leader.get(k0)) k0 = up;
      return k0;
    };
    const ends = rows.roads.flatMap((r) => {
      const path = places(r.path_wkt);
      const [a, b] = [path[0]!, path.at(-1)!].map((p) => `${p.lon} ${p.lat}`) as [string, string];
      if (top(a) !== top(b)) leader.set(top(a), top(b));
      return [a, b];
    });
    expect(new Set(ends.map(top)).size).toBe(1);
  });

  it('meets each head peak with its transformers and a coincidence of 0.6 to 1', () => {
    const feederAt = new Map([...tree.up].map(([node, section]) => [node, section.feeder_id!]));
    const known = new Map(
      rows.peaks.map((p) => [`${p.element_kind} ${p.element_id} ${p.season}`, p.peak_kva]),
    );
    for (const feeder of rows.feeders) {
      const mine = transformers.filter((t) => feederAt.get(t.node_id) === feeder.id);
      const head = known.get(`feeder ${feeder.id} summer`)!;
      const drawn = sum(
        plan.feeders
          .find((f) => f.id === feeder.id)!
          .nodes.flatMap((n) => n.transformers.map((t) => t.peakKva.summer)),
      );
      const metered = sum(mine.map((t) => known.get(`distribution-transformer ${t.id} summer`) ?? 0));
      expect(head / drawn).toBeGreaterThan(0.6);
      expect(head / drawn).toBeLessThan(1);
      expect(metered).toBeLessThanOrEqual(drawn + 1);
      expect(metered).toBeGreaterThan(0.6 * drawn - (mine.length < 4 ? drawn : 0));
    }
  });

  it('meets each main transformer peak with its feeders', () => {
    const peak = (kind: string, id: string): number =>
      rows.peaks.find((p) => p.element_kind === kind && p.element_id === id && p.season === 'summer')!
        .peak_kva;
    for (const bus of rows.busbar_sections) {
      const heads = sum(rows.feeders.filter((f) => f.busbar_id === bus.id).map((f) => peak('feeder', f.id)));
      const main = peak('main-transformer', bus.main_transformer_id!);
      expect(main / heads).toBeCloseTo(0.9, 3);
      expect(peak('busbar', bus.id)).toBe(main);
      const rating = rows.main_transformers.find((t) => t.id === bus.main_transformer_id)!.rating_kva!;
      expect(main / rating).toBeGreaterThan(0.2);
      expect(main / rating).toBeLessThan(0.95);
    }
  });

  it('has feeders with room, heavy ones and one above its limit', () => {
    const rates = plan.feeders.map(
      (f) => Math.max(f.headKva.summer, f.headKva.winter) / (f.outletLimitA * KVA_PER_A),
    );
    expect(rates.filter((r) => r > 1).length).toBeGreaterThanOrEqual(1);
    expect(rates.filter((r) => r > 0.8).length).toBeGreaterThanOrEqual(3);
    expect(rates.filter((r) => r > 0.64 && r <= 0.8).length).toBeGreaterThanOrEqual(3);
    expect(rates.filter((r) => r < 0.4).length).toBeGreaterThanOrEqual(12);
  });

  it('carries every section within its ampacity, and drops under 7 % but on the two weak feeders', () => {
    const load = new Map<string, number>();
    for (const t of plan.feeders.flatMap((f) => f.nodes.flatMap((n) => n.transformers))) {
      load.set(t.node.id, (load.get(t.node.id) ?? 0) + Math.max(t.peakKva.summer, t.peakKva.winter));
    }
    for (const node of tree.order.toReversed()) {
      const section = tree.up.get(node);
      if (section)
        load.set(section.from_node_id, (load.get(section.from_node_id) ?? 0) + (load.get(node) ?? 0));
    }
    const drop = new Map<string, number>();
    const worst = new Map<string, number>();
    const tan = Math.sqrt(1 / POWER_FACTOR ** 2 - 1);
    for (const node of tree.order) {
      const section = tree.up.get(node);
      if (!section) continue;
      const { r_ohm_per_km: r, x_ohm_per_km: x, ampacity_a } = conductors.get(section.conductor_type_id)!;
      const kva = 0.82 * (load.get(node) ?? 0);
      expect(kva / KVA_PER_A / ampacity_a!, section.id).toBeLessThan(1.25);
      const own = ((r + x * tan) * kva * POWER_FACTOR * section.length_m) / 1e6;
      const total = (drop.get(section.from_node_id) ?? 0) + own;
      drop.set(node, total);
      worst.set(section.feeder_id!, Math.max(worst.get(section.feeder_id!) ?? 0, total));
    }
    const weak = plan.feeders.filter((f) => f.isWeak).map((f) => f.id);
    expect(weak).toHaveLength(2);
    expect([...worst].filter(([id, d]) => d > 7 && !weak.includes(id))).toEqual([]);
    expect(Math.max(...weak.map((id) => worst.get(id)!))).toBeGreaterThan(7);
  });

  it('lays out low-voltage trees whose loads add up to the transformer', () => {
    const hv = by(transformers.filter((t) => t.lv_point_id !== null));
    expect(hv.size).toBeGreaterThan(0.5 * transformers.filter((t) => t.ownership === 'public').length);
    expect(rows.lv_lines).toHaveLength(rows.lv_points.length - hv.size);
    const loads = new Map<string, number>();
    for (const c of rows.customers) {
      const id = c.at_id.replace(/-l\d+$/, '');
      loads.set(id, (loads.get(id) ?? 0) + Math.hypot(c.load_kw!, c.load_kvar!));
    }
    for (const t of plan.feeders.flatMap((f) => f.nodes.flatMap((n) => n.transformers))) {
      const kva = loads.get(t.id);
      if (kva !== undefined) expect(Math.abs(kva - t.peakKva.summer)).toBeLessThan(0.5);
    }
    expect(loads.size).toBeGreaterThan(0.6 * transformers.length);
  });

  it('leaves something unknown, old, estimated and missing', () => {
    expect(transformers.filter((t) => t.rating_kva === null).length).toBeGreaterThan(0);
    expect(rows.incoming_lines.filter((l) => l.upstream_source === null)).toHaveLength(1);
    expect(rows.peaks.some((p) => p.measured_on !== null && p.measured_on < '2025-11-20')).toBe(true);
    expect(rows.peaks.some((p) => p.quality === 'estimated')).toBe(true);
    const metered = new Set(rows.peaks.map((p) => p.element_id));
    expect(transformers.some((t) => !metered.has(t.id))).toBe(true);
  });

  it('keeps the course of some peak days, the largest hour of which is the metered peak', () => {
    const peakOf = new Map(rows.peaks.map((p) => [`${p.element_id} ${p.season}`, p.peak_kva]));
    const days = new Map<string, typeof rows.curves>();
    for (const row of rows.curves) {
      const day = `${row.element_id} ${row.season}`;
      days.set(day, [...(days.get(day) ?? []), row]);
    }
    expect(days.size).toBe(20);
    for (const [day, points] of days) {
      expect(points.map((row) => row.point)).toEqual([...Array(24).keys()]);
      expect(Math.max(...points.map((row) => row.kva)), day).toBe(peakOf.get(day));
    }
  });

  it('holds busbars a little above nominal without load, on a tap there is', () => {
    const stations = by(rows.substations);
    for (const { substation_id, tap_pu } of rows.main_transformers) {
      const { kv, source_voltage_pu, source_fault_mva } = stations.get(substation_id)!;
      const idle = source_voltage_pu! / tap_pu!;
      expect(Math.abs(idle - 1.05)).toBeLessThan(kv === 110 ? 0.008 : 0.016);
      const steps = (tap_pu! - 1) / (kv === 110 ? 0.0125 : 0.025);
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-9);
      expect(source_fault_mva).toBeGreaterThan(kv === 110 ? 1_000 : 300);
    }
  });

  it('agrees between the list of substation bays and the counts at the busbar nodes', () => {
    for (const bus of rows.busbar_sections) {
      const here = rows.bays.filter((b) => b.node_id === bus.node_id);
      const node = nodes.get(bus.node_id)!;
      expect(here.filter((b) => b.status === 'spare')).toHaveLength(node.bays_spare!);
      expect(here.filter((b) => b.status === 'used')).toHaveLength(node.bays_used!);
    }
    expect(rows.nodes.some((n) => n.kind === 'rmu' && n.bays_spare === 0)).toBe(true);
    expect(rows.nodes.some((n) => n.kind === 'rmu' && (n.bays_spare ?? 0) > 0)).toBe(true);
  });

  it('gives every address once, with odd numbers on one side of a street and even ones on the other', () => {
    const texts = rows.addresses.map((a) => a.text);
    expect(new Set(texts).size).toBe(texts.length);
    const street = rows.addresses.filter((a) => a.text.includes('城关镇建设路'));
    const side = (rest: number): number[] =>
      street.filter((a) => Number(/(\d+)号$/.exec(a.text)![1]) % 2 === rest).map((a) => a.lat_deg);
    expect(street.length).toBeGreaterThan(50);
    expect(side(1).every((lat, i) => lat > side(0)[i]!)).toBe(true);
  });
});
