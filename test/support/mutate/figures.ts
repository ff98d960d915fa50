import { apart, pick, withRows, type Mutation } from './mutation.ts';

/** High and low side of a transformer change places. */
export const upsideDown: Mutation = (rows, random) => {
  const table = random() < 0.2 ? ('main_transformers' as const) : ('distribution_transformers' as const);
  const known = rows[table].filter((row) => row.hv_kv !== null && row.lv_kv !== null);
  const turned = pick(known, random);
  if (turned === undefined) return null;
  const { id, hv_kv, lv_kv } = turned;
  const changed =
    table === 'main_transformers'
      ? withRows(rows, table, (row) => (row.id === id ? { ...row, hv_kv: lv_kv, lv_kv: hv_kv } : row))
      : withRows(rows, table, (row) => (row.id === id ? { ...row, hv_kv: lv_kv, lv_kv: hv_kv } : row));
  return { rows: changed, code: 'transformer-upside-down', ids: [id] };
};

/** A node or point, or a transformer's plate, says another voltage than all around it. */
export const otherVoltage: Mutation = (rows, random) => {
  const kind = Math.floor(3 * random());
  if (kind === 0) {
    const section = pick(rows.sections, random);
    if (section === undefined) return null;
    const changed = withRows(rows, 'nodes', (row) =>
      row.id === section.to_node_id ? { ...row, kv: 35 } : row,
    );
    return { rows: changed, code: 'voltage-mismatch', ids: [section.id], subject: 'section' };
  }
  if (kind === 1) {
    const line = pick(rows.lv_lines, random);
    if (line === undefined) return null;
    const changed = withRows(rows, 'lv_points', (row) =>
      row.id === line.to_point_id ? { ...row, kv: 0.69 } : row,
    );
    return { rows: changed, code: 'voltage-mismatch', ids: [line.id], subject: 'lv-line' };
  }
  const transformer = pick(rows.distribution_transformers, random);
  if (transformer === undefined) return null;
  const changed = withRows(rows, 'distribution_transformers', (row) =>
    row.id === transformer.id ? { ...row, hv_kv: 35 } : row,
  );
  return { rows: changed, code: 'voltage-mismatch', ids: [transformer.id] };
};

const SLIPS = [0, 0.001, 0.1, 10, 1000];

/** A stated length in the wrong unit, with a digit lost or doubled, or zero; not of lines of a few metres. */
export const wrongLength: Mutation = (rows, random) => {
  const slip = pick(SLIPS, random)!;
  if (random() < 0.5) {
    const places = new Map(rows.nodes.map((row) => [row.id, row]));
    const far = rows.sections.filter(
      (row) => row.length_m > 12 && apart(places.get(row.from_node_id)!, places.get(row.to_node_id)!) > 12,
    );
    const section = pick(far, random);
    if (section === undefined) return null;
    const changed = withRows(rows, 'sections', (row) =>
      row.id === section.id ? { ...row, length_m: slip * row.length_m } : row,
    );
    return { rows: changed, code: 'length-mismatch', ids: [section.id], subject: 'section' };
  }
  const points = new Map(rows.lv_points.map((row) => [row.id, row]));
  const far = rows.lv_lines.filter(
    (row) => row.length_m > 12 && apart(points.get(row.from_point_id)!, points.get(row.to_point_id)!) > 12,
  );
  const line = pick(far, random);
  if (line === undefined) return null;
  const changed = withRows(rows, 'lv_lines', (row) =>
    row.id === line.id ? { ...row, length_m: slip * row.length_m } : row,
  );
  return { rows: changed, code: 'length-mismatch', ids: [line.id], subject: 'lv-line' };
};

/** An ampacity, impedance or rating a thousand times too large or too small: kA for A, Ω/m for Ω/km, MVA for kVA. */
export const slippedUnit: Mutation = (rows, random) => {
  const factor = random() < 0.5 ? 1000 : 0.001;
  const kind = Math.floor(6 * random());
  const used = new Set([...rows.sections, ...rows.lv_lines].map((row) => row.conductor_type_id));
  const column = (['r_ohm_per_km', 'x_ohm_per_km', 'ampacity_a'] as const)[kind];
  if (column !== undefined) {
    const type = pick(
      rows.conductor_types.filter((row) => used.has(row.id) && (row[column] ?? 0) > 0),
      random,
    );
    if (type === undefined) return null;
    const changed = withRows(rows, 'conductor_types', (row) =>
      row.id === type.id ? { ...row, [column]: (row[column] ?? 0) * factor } : row,
    );
    return { rows: changed, code: 'implausible-figure', ids: [type.id], subject: 'conductor-type' };
  }
  const plate = (['rating_kva', 'uk_percent', 'pk_kw'] as const)[kind - 3]!;
  const transformer = pick(
    rows.distribution_transformers.filter((row) => (row[plate] ?? 0) > 0 && (row.rating_kva ?? 0) > 0),
    random,
  );
  if (transformer === undefined) return null;
  const changed = withRows(rows, 'distribution_transformers', (row) =>
    row.id === transformer.id ? { ...row, [plate]: (row[plate] ?? 0) * factor } : row,
  );
  return { rows: changed, code: 'implausible-figure', ids: [transformer.id] };
};
