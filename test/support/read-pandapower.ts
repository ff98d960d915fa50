import type { ElectricGrid, GridBranch } from './electric-grid.ts';

type Cell = string | number | boolean | null;
type TableRow = Record<string, Cell>;

/** A table of a pandapower file: a data frame as JSON within JSON. */
function tableOf(file: { _object: Record<string, unknown> }, name: string): Map<number, TableRow> {
  const frame = file._object[name] as { _object: string } | undefined;
  if (frame === undefined) return new Map();
  const { columns, index, data } = JSON.parse(frame._object) as {
    columns: string[];
    index: number[];
    data: Cell[][];
  };
  return new Map(
    index.map((id, row) => [id, Object.fromEntries(columns.map((name, k) => [name, data[row]![k]!]))]),
  );
}

const number = (row: TableRow, name: string, absent = 0): number => (row[name] as number | null) ?? absent;

/**
 * A pandapower network in service, as switched: an open switch at a line's end leaves that end hanging, as the line
 * stays energised from the other one. Loads are multiplied by `loadScaling` where given, by their own scaling else;
 * static generators by their own.
 *
 * Ids: `bus N`, `line N`, `trafo N` with the indices of the file. Knows what the test networks use: switches at lines,
 * ratio taps on the high-voltage side, loads of constant power; throws at anything else.
 */
export function readPandapower(text: string, loadScaling: number | null = null): ElectricGrid {
  const file = JSON.parse(text) as { _object: Record<string, unknown> };
  const table = (name: string) => [...tableOf(file, name)].filter(([, row]) => row['in_service'] !== false);
  const nodes = table('bus').map(([id, row]) => ({ id: `bus ${id}`, kv: number(row, 'vn_kv') }));
  const kvOf = new Map(nodes.map(({ id, kv }) => [id, kv]));
  const open = new Set<string>();
  for (const [id, row] of table('switch')) {
    if (row['et'] !== 'l') throw new Error(`switch ${id} is at no line`);
    if (row['closed'] === false) open.add(`${row['element']} at ${row['bus']}`);
  }
  const branches: GridBranch[] = [];
  const hertz = file._object['f_hz'] as number;
  for (const [id, row] of table('line')) {
    const ends = ['from_bus', 'to_bus'].map((side) => {
      if (!open.has(`${id} at ${row[side]}`)) return `bus ${row[side]}`;
      const hanging = `line ${id} open at ${row[side]}`;
      nodes.push({ id: hanging, kv: kvOf.get(`bus ${row[side]}`)! });
      return hanging;
    });
    const parallel = number(row, 'parallel', 1);
    branches.push({
      ...{ id: `line ${id}`, from: ends[0]!, to: ends[1]! },
      data: {
        ...{ kind: 'line', lengthKm: number(row, 'length_km') },
        rOhmPerKm: number(row, 'r_ohm_per_km') / parallel,
        xOhmPerKm: number(row, 'x_ohm_per_km') / parallel,
        bUsPerKm: 2e-3 * Math.PI * hertz * number(row, 'c_nf_per_km') * parallel,
        gUsPerKm: number(row, 'g_us_per_km') * parallel,
        ratingA: 1000 * number(row, 'max_i_ka') * number(row, 'df', 1) * parallel,
      },
    });
  }
  for (const [id, row] of table('trafo')) {
    const steps = number(row, 'tap_pos', number(row, 'tap_neutral')) - number(row, 'tap_neutral');
    if (steps !== 0 && row['tap_side'] !== 'hv') throw new Error(`trafo ${id} has its tap on the lower side`);
    if (number(row, 'parallel', 1) !== 1 || number(row, 'df', 1) !== 1)
      throw new Error(`trafo ${id}: not alone`);
    const ratedKva = 1000 * number(row, 'sn_mva');
    branches.push({
      ...{ id: `trafo ${id}`, from: `bus ${row['hv_bus']}`, to: `bus ${row['lv_bus']}` },
      data: {
        ...{ kind: 'transformer', ratedKva, hvKv: number(row, 'vn_hv_kv'), lvKv: number(row, 'vn_lv_kv') },
        ...{ ukPercent: number(row, 'vk_percent'), pkKw: (number(row, 'vkr_percent') / 100) * ratedKva },
        ...{ p0Kw: number(row, 'pfe_kw'), i0Percent: number(row, 'i0_percent') },
        tapPu: 1 + (steps * number(row, 'tap_step_percent')) / 100,
      },
    });
  }
  const power = (row: TableRow, scaling: number) => ({
    ...{ node: `bus ${row['bus']}`, kw: 1000 * scaling * number(row, 'p_mw') },
    kvar: 1000 * scaling * number(row, 'q_mvar'),
  });
  return {
    nodes,
    branches,
    loads: [
      ...table('load').map(([id, row]) => {
        if (number(row, 'const_z_percent') + number(row, 'const_i_percent') !== 0)
          throw new Error(`load ${id}`);
        return power(row, loadScaling ?? number(row, 'scaling'));
      }),
      ...table('sgen').map(([, row]) => power(row, -number(row, 'scaling'))),
    ],
    sources: table('ext_grid').map(([, row]) => ({ node: `bus ${row['bus']}`, pu: number(row, 'vm_pu') })),
  };
}
