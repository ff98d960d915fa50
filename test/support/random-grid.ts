import type { RegionRows, Row } from '../../src/model/record.ts';
import { placeAt, rowOf } from './drawn-grid.ts';

/** mulberry32: small, seeded, good enough for test networks. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Draft = { -readonly [T in keyof RegionRows]: RegionRows[T][number][] };

const EMPTY = (): Draft =>
  ({
    substations: [], incoming_lines: [], main_transformers: [], nodes: [], busbar_sections: [], feeders: [], bays: [],
    conductor_types: [], sections: [], switches: [], lv_points: [], distribution_transformers: [], lv_lines: [],
    customers: [], generators: [], peaks: [], curves: [], measurements: [],
    abnormal_periods: [], commitments: [], roads: [], barriers: [], areas: [], addresses: [],
  }); // prettier-ignore

/**
 * A random radial grid within about 1 km: two busbars, feeders as random trees of all node kinds, transformers with and
 * without low voltage, some figures missing, some feeders full, some cases in flight.
 */
export function randomGrid(seed: number, size = 40): RegionRows {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const maybe = <T>(share: number, value: T): T | null => (random() < share ? value : null);
  const between = (low: number, high: number): number =>
    Math.round((low + random() * (high - low)) * 10) / 10;
  const rows = EMPTY();
  const at = () => {
    const { lon, lat } = placeAt([between(-900, 900), between(-900, 900)]);
    return { lon_deg: lon, lat_deg: lat };
  };
  const peak = (element_kind: Row<'peaks'>['element_kind'], element_id: string, kva: number): void => {
    for (const season of random() < 0.7
      ? (['summer', 'winter'] as const)
      : [pick(['summer', 'winter'] as const)]) {
      const measured_on = maybe(0.9, random() < 0.8 ? '2026-07-20' : '2024-01-15');
      rows.peaks.push(
        rowOf('peaks', {
          element_kind,
          element_id,
          season,
          peak_kva: Math.round(kva * (0.7 + random() * 0.3)),
          measured_on,
          quality: pick(['measured', 'measured', 'estimated', 'default'] as const),
        }),
      );
    }
  };
  rows.substations.push(rowOf('substations', { id: 'SUB', kv: 110, ...at() }));
  rows.conductor_types.push(
    rowOf('conductor_types', {
      id: 'MV',
      laying: 'overhead',
      r_ohm_per_km: 0.2,
      x_ohm_per_km: 0.35,
      ampacity_a: 300,
    }),
    rowOf('conductor_types', {
      id: 'LV',
      laying: 'cable',
      r_ohm_per_km: 0.3,
      x_ohm_per_km: 0.08,
      ampacity_a: 200,
    }),
    rowOf('conductor_types', {
      id: 'NIL',
      laying: 'unknown',
      r_ohm_per_km: 0.3,
      x_ohm_per_km: 0.08,
      ampacity_a: 0,
    }),
  );
  for (const b of [1, 2]) {
    const main = maybe(0.8, `M${b}`);
    if (main !== null) {
      rows.main_transformers.push(
        rowOf('main_transformers', {
          id: main,
          substation_id: 'SUB',
          rating_kva: maybe(0.8, pick([8000, 20_000])),
        }),
      );
      if (random() < 0.7) peak('main-transformer', main, between(2000, 15_000));
    }
    rows.nodes.push(rowOf('nodes', { id: `B${b}`, kind: 'busbar', kv: 10, ...at() }));
    rows.busbar_sections.push(
      rowOf('busbar_sections', {
        id: `BB${b}`,
        substation_id: 'SUB',
        node_id: `B${b}`,
        main_transformer_id: main,
        rating_a: maybe(0.7, 1250),
      }),
    );
    for (let i = 0; i < Math.floor(random() * 3); i++) {
      rows.bays.push(
        rowOf('bays', {
          id: `B${b}-bay${i}`,
          node_id: `B${b}`,
          status: pick(['spare', 'used'] as const),
          rating_a: maybe(0.7, pick([200, 630])),
        }),
      );
    }
  }
  for (let f = 0; f < 4; f++) {
    const feeder = `F${f}`;
    const busbar = pick([1, 2]);
    rows.feeders.push(
      rowOf('feeders', {
        id: feeder,
        kind: random() < 0.85 ? 'public' : 'dedicated',
        busbar_id: `BB${busbar}`,
        outlet_limit_a: maybe(0.85, pick([200, 400])),
      }),
    );
    if (random() < 0.8) peak('feeder', feeder, between(500, 6000));
    if (random() < 0.3)
      rows.bays.push(
        rowOf('bays', {
          id: `${feeder}-bay`,
          node_id: `B${busbar}`,
          status: 'used',
          feeder_id: feeder,
          rating_a: maybe(0.8, 630),
        }),
      );
    const tree = [`B${busbar}`];
    for (let n = 0; n < 2 + random() * (size / 4); n++) {
      const id = `${feeder}-N${n}`;
      const kind = pick(['pole', 'pole', 'rmu', 'switching-station', 'branch-box', 'node'] as const);
      rows.nodes.push(
        rowOf('nodes', { id, kind, kv: 10, ...at(), bays_spare: maybe(0.8, Math.floor(random() * 3)) }),
      );
      const above = pick(tree);
      const [from_node_id, to_node_id] = random() < 0.5 ? [above, id] : [id, above];
      rows.sections.push(
        rowOf('sections', {
          id: `${id}-s`,
          feeder_id: feeder,
          from_node_id,
          to_node_id,
          conductor_type_id: random() < 0.95 ? 'MV' : 'NIL',
          length_m: between(20, 900),
          limit_a: maybe(0.3, pick([100, 250])),
        }),
      );
      tree.push(id);
      if (random() < 0.2) peak('section', `${id}-s`, between(50, 2000));
      if (random() < 0.6) {
        const t = `${id}-T`;
        const root = maybe(0.6, `${id}-L`);
        if (root !== null) {
          const points = [root];
          rows.lv_points.push(rowOf('lv_points', { id: root, kind: 'busbar', kv: 0.4, ...at() }));
          for (let l = 0; l < random() * 4; l++) {
            const point = `${root}${l}`;
            rows.lv_points.push(rowOf('lv_points', { id: point, kind: 'pole', kv: 0.4, ...at() }));
            rows.lv_lines.push(
              rowOf('lv_lines', {
                id: `${point}-w`,
                from_point_id: pick(points),
                to_point_id: point,
                conductor_type_id: random() < 0.9 ? 'LV' : 'NIL',
                length_m: between(10, 80),
              }),
            );
            points.push(point);
            if (random() < 0.6)
              rows.customers.push(
                rowOf('customers', {
                  id: `${point}-c`,
                  at_kind: 'lv-point',
                  at_id: point,
                  load_kw: maybe(0.8, between(1, 40)),
                  load_kvar: maybe(0.5, between(0, 10)),
                  contracted_kva: maybe(0.5, 50),
                }),
              );
          }
        }
        rows.distribution_transformers.push(
          rowOf('distribution_transformers', {
            id: t,
            node_id: id,
            lv_point_id: root,
            ownership: random() < 0.8 ? 'public' : 'customer',
            rating_kva: maybe(0.9, pick([100, 315, 630])),
            ...at(),
          }),
        );
        if (random() < 0.6) peak('distribution-transformer', t, between(20, 500));
        if (random() < 0.1)
          rows.commitments.push(
            rowOf('commitments', {
              id: `C-${t}`,
              origin: 'books',
              external_number: maybe(0.3, 'same'),
              at_kind: 'distribution-transformer',
              at_id: t,
              kva: between(5, 200),
              category: 'industrial',
            }),
          );
      }
      if (random() < 0.08)
        rows.commitments.push(
          rowOf('commitments', {
            id: `C-${id}`,
            origin: 'books',
            at_kind: 'node',
            at_id: id,
            kva: between(50, 900),
          }),
        );
    }
  }
  addCables(rows, seed);
  addStations(rows, seed);
  return rows;
}

/** Some sections as cables of the same ampacity, half of them with a bent path. Draws of its own: the rest stays. */
function addCables(rows: Draft, seed: number): void {
  const random = seeded(seed + 1_000_003);
  const place = new Map(rows.nodes.map((node) => [node.id, [node.lon_deg, node.lat_deg] as const]));
  const cable = {
    id: 'CAB',
    laying: 'cable',
    r_ohm_per_km: 0.2,
    x_ohm_per_km: 0.1,
    ampacity_a: 300,
  } as const;
  rows.conductor_types.push(rowOf('conductor_types', cable));
  rows.sections = rows.sections.map((section) => {
    if (section.conductor_type_id !== 'MV' || random() < 0.5) return section;
    const [[a, b], [c, d]] = [place.get(section.from_node_id)!, place.get(section.to_node_id)!];
    const bent = [a, b, (a + c) / 2 + (random() - 0.5) * 0.004, (b + d) / 2 + (random() - 0.5) * 0.004, c, d];
    return { ...section, conductor_type_id: 'CAB', path_wkt: random() < 0.5 ? bent : null };
  });
}

/** Sometimes a second substation, and incoming lines of which some are not known. */
function addStations(rows: Draft, seed: number): void {
  const random = seeded(seed + 2_000_003);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  if (random() < 0.7) {
    rows.substations.push({ ...rows.substations[0]!, id: 'SUB2', name: 'second' });
    const moved = (row: { id: string }) => (row.id.endsWith('2') ? { substation_id: 'SUB2' } : {});
    rows.main_transformers = rows.main_transformers.map((row) => ({ ...row, ...moved(row) }));
    rows.busbar_sections = rows.busbar_sections.map((row) => ({ ...row, ...moved(row) }));
  }
  for (const { id } of rows.substations) {
    for (let i = 0; i < Math.floor(random() * 2.6 + 0.4); i++) {
      const others = id === 'SUB' ? ['UP1', 'UP1', 'UP2', 'second'] : ['UP1', 'UP3', 'UP3', 'UP4', 'SUB'];
      const upstream_source = pick([...others, ...others, null]);
      rows.incoming_lines.push(
        rowOf('incoming_lines', { id: `${id}-in${i}`, substation_id: id, kv: 110, upstream_source }),
      );
    }
  }
}

/** The same rows in another order. */
export function shuffled(rows: RegionRows, seed: number): RegionRows {
  const random = seeded(seed);
  const mix = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  };
  return Object.fromEntries(
    Object.entries(rows).map(([table, list]) => [table, mix<object>(list)]),
  ) as unknown as RegionRows;
}
