import { RECORD, TABLE_NAMES } from '../../src/model/record.ts';
import type { NodeKind, RegionRows, Row, TableName } from '../../src/model/record.ts';

type Drawn = Partial<{ -readonly [T in TableName]: readonly Row<T>[] }>;
type Metres = readonly [east: number, north: number];

/** A small grid as a drawing; every name is an id. */
export interface Drawing {
  /**
   * Medium-voltage ways, `<feeder>: <node> -<metres>- <node> …`. The first letter of a node is its kind: B busbar,
   * P pole, R ring main unit, S switching station, X branch box, N plain node. `-500/200-` limits the section to
   * 200 A; `-500!-` puts a normally open tie switch at its left end. A section's id is `<node>-<node>`.
   */
  readonly mv: readonly string[];
  /** Transformers: node, rating (`null` = unknown), the low-voltage busbar when it has one. */
  readonly transformers?: Readonly<
    Record<string, { at: string; kva: number | null; lv?: string; ownership?: 'public' | 'customer' }>
  >;
  /** Low-voltage ways without feeder: `L1 -40- L2 -40- L3`. */
  readonly lv?: readonly string[];
  /** Main transformers by busbar; a busbar without one has an unknown main transformer. */
  readonly mains?: Readonly<Record<string, { id: string; kva: number | null }>>;
  /** Summer peaks, kVA, measured on 2026-07-20, by feeder, transformer or main transformer id. */
  readonly peaks?: Readonly<Record<string, number>>;
  /** Spare bays at a node. */
  readonly spare?: Readonly<Record<string, number>>;
  /** Capacity promised at a node, transformer or low-voltage point, kVA. */
  readonly committed?: Readonly<Record<string, number>>;
  /** Places, metres east and north of the origin, for nodes that should not stand where the way puts them. */
  readonly at?: Readonly<Record<string, Metres>>;
}

/** Where the drawn metres begin: degrees WGS 84. */
const ORIGIN = { lon: 113.2, lat: 33.97 } as const;

/** Degrees of a place given in metres east and north of {@link ORIGIN}, on a sphere of 6371 km. */
export const placeAt = ([east, north]: Metres): { lon: number; lat: number } => {
  const metresPerDegree = (Math.PI / 180) * 6_371_000;
  return {
    lon: ORIGIN.lon + east / (metresPerDegree * Math.cos((ORIGIN.lat * Math.PI) / 180)),
    lat: ORIGIN.lat + north / metresPerDegree,
  };
};

const NODE_KIND: Readonly<Record<string, NodeKind>> = {
  B: 'busbar',
  P: 'pole',
  R: 'rmu',
  S: 'switching-station',
  X: 'branch-box',
  N: 'node',
};

interface Piece {
  readonly from: string;
  readonly to: string;
  readonly lengthM: number;
  readonly limitA: number | null;
  readonly open: boolean;
  readonly feeder: string | null;
}

const STEP = /^-(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?(!)?-$/;

const readWay = (way: string): Piece[] => {
  const [, feeder, chain] = /^(?:(\S+):\s+)?(.*)$/.exec(way)!;
  const words = chain!.trim().split(/\s+/);
  return words.flatMap((word, i) => {
    if (i % 2 === 0) return [];
    const step = STEP.exec(word);
    if (step === null || words[i + 1] === undefined) throw new Error(`cannot read "${word}" in "${way}"`);
    const [, metres, amps, open] = step;
    return {
      from: words[i - 1]!,
      to: words[i + 1]!,
      lengthM: Number(metres),
      limitA: amps === undefined ? null : Number(amps),
      open: open !== undefined,
      feeder: feeder ?? null,
    };
  });
};

/** Way after way: the first runs east, the next north, west, south, each from where it joins what is drawn. */
const DIRECTIONS: readonly Metres[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

const layOut = (ways: readonly (readonly Piece[])[], given: Readonly<Record<string, Metres>>) => {
  const places = new Map<string, Metres>(Object.entries(given));
  ways.forEach((way, i) => {
    const [east, north] = DIRECTIONS[i % 4]!;
    for (const { from, to, lengthM } of way) {
      const [x, y] = places.get(from) ?? [0, 0];
      places.set(from, [x, y]);
      if (!places.has(to)) places.set(to, [x + east * lengthM, y + north * lengthM]);
    }
  });
  return places;
};

/** A row with the given values and `null` in every other column. Give all required ones. */
export const rowOf = <T extends TableName>(table: T, values: Partial<Row<T>>): Row<T> => {
  const unknown = Object.fromEntries(Object.keys(RECORD[table].columns).map((name) => [name, null]));
  return { ...unknown, ...values } as Row<T>;
};

const placesOf = (drawing: Drawing, mv: readonly Piece[][], lv: readonly Piece[][]) => {
  const places = layOut(mv, drawing.at ?? {});
  for (const { at, lv: point } of Object.values(drawing.transformers ?? {})) {
    if (point !== undefined && !places.has(point)) places.set(point, places.get(at)!);
  }
  const all = layOut(lv, Object.fromEntries(places));
  return (id: string) => {
    const { lon, lat } = placeAt(all.get(id)!);
    return { lon_deg: lon, lat_deg: lat };
  };
};

const endsOf = (pieces: readonly Piece[]) => [...new Set(pieces.flatMap(({ from, to }) => [from, to]))];

/** Ordered as the record orders rows: by code unit of the id, peaks by kind first. */
const byKey = <R extends object>(rows: readonly R[]): readonly R[] => {
  const key = (row: R) => {
    const { id, element_kind, element_id, season } = row as Readonly<Record<string, string>>;
    return id ?? [element_kind, element_id, season].join('\u0000');
  };
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};

/**
 * All rows of a region from a drawing, each table ordered by its key, tables that are not drawn empty.
 * One substation (`SUB`, 110 kV) holds every busbar; 10 kV and 0.4 kV; two conductor types (`MV` 400 A, `LV` 250 A).
 *
 * @example
 * const rows = drawGrid({
 *   mv: ['F1: B -500- P1 -300/200- P2', 'F1: P1 -100- R1', 'F1: P2 -50!- P9'],
 *   transformers: { T1: { at: 'P2', kva: 315, lv: 'L1' } },
 *   lv: ['L1 -40- L2 -40- L3'],
 *   mains: { B: { id: 'M1', kva: 40_000 } },
 *   peaks: { F1: 2000, T1: 150, M1: 20_000 },
 *   spare: { R1: 1 },
 * });
 */
export const drawGrid = (drawing: Drawing): RegionRows => {
  const { transformers = {}, mains = {}, peaks = {}, spare = {}, committed = {} } = drawing;
  const mv = drawing.mv.map(readWay);
  const lv = (drawing.lv ?? []).map(readWay);
  const at = placesOf(drawing, mv, lv);
  const pieces = mv.flat();
  const nodes = endsOf(pieces);
  const busbars = nodes.filter((id) => id.startsWith('B'));
  const lvBusbars = Object.values(transformers).flatMap((t) => t.lv ?? []);
  const points = [...new Set([...lvBusbars, ...endsOf(lv.flat())])];
  const mainIds = Object.values(mains).map(({ id }) => id);
  const busbarOf = (feeder: string) =>
    pieces.find((piece) => piece.feeder === feeder && busbars.includes(piece.from))?.from ?? busbars[0]!;
  const connectedAt = (id: string) =>
    id in transformers ? 'distribution-transformer' : nodes.includes(id) ? 'node' : 'lv-point';
  const meteredAt = (id: string) =>
    id in transformers ? 'distribution-transformer' : mainIds.includes(id) ? 'main-transformer' : 'feeder';
  const idOf = ({ from, to }: Piece) => `${from}-${to}`;
  const sizes = (piece: Piece) => ({ id: idOf(piece), length_m: piece.lengthM, limit_a: piece.limitA });
  const conductor = { laying: 'overhead', r_ohm_per_km: 0.2, x_ohm_per_km: 0.35 } as const;

  const drawn: Drawn = {
    substations: [rowOf('substations', { id: 'SUB', kv: 110, ...at(busbars[0]!) })],
    main_transformers: Object.values(mains).map(({ id, kva }) =>
      rowOf('main_transformers', { id, substation_id: 'SUB', rating_kva: kva, hv_kv: 110, lv_kv: 10 }),
    ),
    nodes: nodes.map((id) => {
      const kind = NODE_KIND[id[0]!] ?? 'node';
      return rowOf('nodes', { id, kind, kv: 10, ...at(id), bays_spare: spare[id] ?? null });
    }),
    busbar_sections: busbars.map((id) => {
      const main_transformer_id = mains[id]?.id ?? null;
      return rowOf('busbar_sections', { id, substation_id: 'SUB', node_id: id, main_transformer_id });
    }),
    feeders: [...new Set(pieces.flatMap((piece) => piece.feeder ?? []))].map((id) =>
      rowOf('feeders', { id, kind: 'public', busbar_id: busbarOf(id), outlet_limit_a: 400 }),
    ),
    conductor_types: [
      rowOf('conductor_types', { id: 'LV', ...conductor, ampacity_a: 250 }),
      rowOf('conductor_types', { id: 'MV', ...conductor, ampacity_a: 400 }),
    ],
    sections: pieces.map((piece) => {
      const { from: from_node_id, to: to_node_id, feeder: feeder_id } = piece;
      return rowOf('sections', {
        ...sizes(piece),
        ...{ feeder_id, from_node_id, to_node_id, conductor_type_id: 'MV' },
      });
    }),
    switches: pieces
      .filter((piece) => piece.open)
      .map((piece) => {
        const ids = { id: `tie-${idOf(piece)}`, section_id: idOf(piece), node_id: piece.from };
        return rowOf('switches', { ...ids, kind: 'tie', normally_open: true });
      }),
    lv_points: points.map((id) => {
      const kind = lvBusbars.includes(id) ? 'busbar' : 'pole';
      return rowOf('lv_points', { id, kind, kv: 0.4, ...at(id) });
    }),
    distribution_transformers: Object.entries(transformers).map(([id, t]) =>
      rowOf('distribution_transformers', {
        ...{ id, node_id: t.at, lv_point_id: t.lv ?? null, ownership: t.ownership ?? 'public' },
        ...{ rating_kva: t.kva, hv_kv: 10, lv_kv: 0.4, uk_percent: 4, ...at(t.at) },
      }),
    ),
    lv_lines: lv.flat().map((piece) => {
      const { from: from_point_id, to: to_point_id } = piece;
      return rowOf('lv_lines', { ...sizes(piece), from_point_id, to_point_id, conductor_type_id: 'LV' });
    }),
    peaks: Object.entries(peaks).map(([element_id, peak_kva]) => {
      const element = { element_kind: meteredAt(element_id), element_id } as const;
      const measured = { season: 'summer', measured_on: '2026-07-20', quality: 'measured' } as const;
      return rowOf('peaks', { ...element, peak_kva, ...measured });
    }),
    commitments: Object.entries(committed).map(([at_id, kva]) => {
      const place = { at_kind: connectedAt(at_id), at_id } as const;
      return rowOf('commitments', { id: `C-${at_id}`, origin: 'books', ...place, kva });
    }),
  };
  const tables = TABLE_NAMES.map((table) => [table, byKey<object>(drawn[table] ?? [])]);
  return Object.fromEntries(tables) as RegionRows;
};
