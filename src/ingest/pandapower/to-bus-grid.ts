import type { Defect } from '../../model/store.ts';
import type { BusGrid, Element, Generator, Line, Transformer, Unsupported } from '../bus-grid/bus-grid.ts';
import { derated } from '../bus-grid/derated.ts';
import { generatorKind } from '../bus-grid/generator-kind.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import type { ToLonLat } from '../crs/read-crs.ts';
import type { JsonFile } from '../find-json-files.ts';
import type { Parsed } from './parsed.ts';
import { placesOf } from './places.ts';
import type { Net, ReadNet } from './read-net.ts';
import { tapOf } from './tap-of.ts';
import { byPhase, ofMotor, ofShunt, ofWard, type Drawn } from './injections-of.ts';
import { TABLES, type PpRow, type PpUnsupported, type TableName } from './tables.ts';

const LAYING: Readonly<Record<string, Line['type']['laying']>> = { ol: 'overhead', cs: 'cable' };

const known = (value: number | null | undefined, factor: number): number | null =>
  value === null || value === undefined ? null : value * factor;

/** What is stated as 0 is not stated. */
const positive = (value: number | null | undefined, factor: number): number | null =>
  value ? value * factor : null;

interface Means {
  readonly leaveOut: LeaveOut;
  /** Of the positions of buses and lines. */
  readonly toLonLat: ToLonLat;
}

/** Turns the rows of one file into elements, and notes what cannot be one. */
class Translator {
  readonly defects: Defect[] = [];
  readonly #net: Net;
  readonly #file: JsonFile;
  readonly #leaveOut: LeaveOut;
  readonly #places: ReturnType<typeof placesOf>;
  /** Buses out of service; pandapower leaves what hangs on them out, too. */
  readonly #idle: ReadonlySet<string>;

  constructor(file: JsonFile, net: Net, { leaveOut, toLonLat }: Means) {
    this.#net = net;
    this.#file = file;
    this.#leaveOut = leaveOut;
    this.#places = placesOf(net, toLonLat);
    this.#idle = new Set(net.bus.filter((row) => row.in_service === false).map(({ index }) => index));
  }

  toGrid(): BusGrid {
    const { stem } = this.#file;
    const slack = this.#inService('gen', this.#net.gen, ({ bus }) => [bus]);
    return {
      stem,
      buses: this.#buses(),
      lines: this.#lines(),
      ...this.#switches(),
      transformers: this.#transformers(),
      sources: [
        ...this.#inService('ext_grid', this.#net.ext_grid, ({ bus }) => [bus]).map((row) => ({
          ...this.#element('ext_grid', row),
          bus: this.#id('bus', row.bus),
          voltagePu: row.vm_pu ?? null,
          faultMva: positive(row.s_sc_max_mva, 1),
        })),
        ...slack
          .filter((row) => row.slack === true)
          .map((row) => ({
            ...this.#element('gen', row),
            bus: this.#id('bus', row.bus),
            voltagePu: row.vm_pu ?? null,
            faultMva: null,
          })),
      ],
      loads: this.#inService('load', this.#net.load, ({ bus }) => [bus])
        .map((row) => ({
          ...this.#element('load', row),
          bus: this.#id('bus', row.bus),
          kw: row.p_mw * (row.scaling ?? 1) * 1000,
          kvar: (row.q_mvar ?? 0) * (row.scaling ?? 1) * 1000,
          contractedKva: positive(row.sn_mva, 1000),
        }))
        .concat(this.#otherLoads()),
      generators: [
        ...this.#shunts(),
        ...this.#inService('sgen', this.#net.sgen, ({ bus }) => [bus]).map((row) => ({
          ...this.#generator('sgen', row, 1),
          outputKvar: known(row.q_mvar, (row.scaling ?? 1) * 1000),
          kind: generatorKind(row.type),
        })),
        ...slack
          .filter((row) => row.slack !== true)
          .map((row) => ({
            ...this.#generator('gen', row, 1),
            outputKvar: null,
            kind: generatorKind(row.type),
          })),
        // A storage is stated as a load: positive while it is charged.
        ...this.#inService('storage', this.#net.storage, ({ bus }) => [bus]).map((row) => ({
          ...this.#generator('storage', row, -1),
          outputKvar: known(row.q_mvar, -(row.scaling ?? 1) * 1000),
          kind: 'storage' as const,
        })),
      ],
      unsupported: this.#net.unsupported.map((each) => this.#unsupported(each)),
    };
  }

  /** Loads that state their power in other ways than `load`. */
  #otherLoads(): BusGrid['loads'][number][] {
    const loads = <T extends 'asymmetric_load' | 'ward' | 'motor'>(
      table: T,
      rows: readonly (PpRow<T> & { readonly bus: string })[],
      drawn: (row: PpRow<T>) => Drawn,
    ) =>
      this.#inService(table, rows, ({ bus }) => [bus]).map((row) => {
        const { mw, mvar } = drawn(row);
        const bus = this.#id('bus', row.bus);
        return { ...this.#element(table, row), bus, kw: mw * 1000, kvar: mvar * 1000, contractedKva: null };
      });
    return [
      ...loads('asymmetric_load', this.#net.asymmetric_load, byPhase),
      ...loads('ward', this.#net.ward, ofWard),
      ...loads('motor', this.#net.motor, ofMotor),
    ];
  }

  /** Shunts, which draw, and generation by phase, which feeds in. */
  #shunts(): readonly Generator[] {
    const of = (
      table: 'shunt' | 'asymmetric_sgen',
      row: PpRow<'shunt'> | PpRow<'asymmetric_sgen'>,
      [sign, { mw, mvar }]: readonly [1 | -1, Drawn],
    ) => ({
      ...this.#element(table, row),
      bus: this.#id('bus', row.bus),
      outputKw: sign * mw * 1000 + 0,
      outputKvar: sign * mvar * 1000 + 0,
    });
    return [
      ...this.#inService('shunt', this.#net.shunt, ({ bus }) => [bus]).map((row) => ({
        ...of('shunt', row, [-1, ofShunt(row)]),
        ratedKva: null,
        kind: 'other' as const,
      })),
      ...this.#inService('asymmetric_sgen', this.#net.asymmetric_sgen, ({ bus }) => [bus]).map((row) => ({
        ...of('asymmetric_sgen', row, [1, byPhase(row)]),
        ratedKva: positive(row.sn_mva, 1000),
        kind: generatorKind(row.type),
      })),
    ];
  }

  #unsupported({ table, index, buses }: PpUnsupported): Unsupported {
    return {
      id: `${this.#file.stem}/${table}/${index}`,
      name: null,
      at: { file: this.#file.file, line: null, table, id: index },
      buses: buses.map((bus) => this.#id('bus', bus)),
      isTransformer: table === 'trafo3w',
      field: null,
      reason: 'unsupported-element',
      received: table,
      allowed: Object.keys(TABLES).join(' '),
    };
  }

  #id(table: TableName, index: string): string {
    return `${this.#file.stem}/${table}/${index}`;
  }

  #element(table: TableName, row: { index: string; name?: string | number | null | undefined }): Element {
    const name = String(row.name ?? '').trim();
    const at = { file: this.#file.file, line: null, table, id: row.index };
    return { id: this.#id(table, row.index), name: name === '' ? null : name, at };
  }

  /** Rows in service, on buses that are. */
  #inService<R extends { readonly in_service?: boolean | null | undefined }>(
    table: TableName,
    rows: readonly R[],
    busesOf: (row: R) => readonly string[],
  ): readonly R[] {
    return rows.filter((row) => {
      const serves = row.in_service !== false && !busesOf(row).some((bus) => this.#idle.has(bus));
      if (!serves) this.#leaveOut(`${table} out of service`);
      return serves;
    });
  }

  /** The value, or `null` with a defect for every part of it at fault. */
  #parsed<T>(element: Element, field: string, result: Parsed<T>): T | null {
    if ('value' in result) return result.value;
    for (const { field: part, ...flaw } of result.flaws) {
      this.defects.push({ ...element.at, field: part === null ? field : `${field}/${part}`, ...flaw });
    }
    return null;
  }

  #buses(): BusGrid['buses'] {
    return this.#net.bus.flatMap((row) => {
      if (row.in_service === false) {
        this.#leaveOut('bus out of service');
        return [];
      }
      const element = this.#element('bus', row);
      const place = this.#parsed(element, 'geo', this.#places.bus(row));
      return { ...element, kv: row.vn_kv, place, isBar: row.type === 'b' };
    });
  }

  #lines(): BusGrid['lines'] {
    return this.#inService('line', this.#net.line, ({ from_bus, to_bus }) => [from_bus, to_bus]).map(
      (row) => {
        const element = this.#element('line', row);
        const parallel = row.parallel ?? 1;
        const ampacity = positive(row.max_i_ka, 1000 * parallel);
        const type = {
          name: `${row.std_type ?? ''}${parallel === 1 ? '' : ` ×${parallel}`}`.trim() || null,
          laying: LAYING[row.type ?? ''] ?? ('unknown' as const),
          r_ohm_per_km: row.r_ohm_per_km / parallel,
          x_ohm_per_km: row.x_ohm_per_km / parallel,
          // ω·C; nF/km → µS/km.
          b_us_per_km: known(row.c_nf_per_km, 2 * Math.PI * this.#net.frequencyHz * 1e-3 * parallel),
          ampacity_a: ampacity,
        };
        return {
          ...element,
          ends: [this.#id('bus', row.from_bus), this.#id('bus', row.to_bus)],
          lengthM: row.length_km * 1000,
          type,
          limitA: ampacity !== null && row.df && row.df !== 1 ? ampacity * row.df : null,
          path: this.#parsed(element, 'geo', this.#places.line(row)),
        };
      },
    );
  }

  #switches(): Pick<BusGrid, 'busSwitches' | 'lineSwitches'> {
    const gone = new Set(
      this.#net.line
        .filter(
          (row) => row.in_service === false || [row.from_bus, row.to_bus].some((bus) => this.#idle.has(bus)),
        )
        .map(({ index }) => index),
    );
    const busSwitches: BusGrid['busSwitches'][number][] = [];
    const lineSwitches: BusGrid['lineSwitches'][number][] = [];
    for (const row of this.#net.switch) {
      const shared = {
        ...this.#element('switch', row),
        closed: row.closed,
        ratedA: positive(row.in_ka, 1000),
      };
      const bus = this.#id('bus', row.bus);
      if (row.et === 't' || row.et === 't3') this.#leaveOut('switch at a transformer');
      else if (this.#idle.has(row.bus) || (row.et === 'b' ? this.#idle : gone).has(row.element)) {
        this.#leaveOut('switch out of service');
      } else if (row.et === 'l') lineSwitches.push({ ...shared, line: this.#id('line', row.element), bus });
      else busSwitches.push({ ...shared, ends: [bus, this.#id('bus', row.element)] });
    }
    return { busSwitches, lineSwitches };
  }

  #transformers(): readonly Transformer[] {
    const cutOff = new Set(
      this.#net.switch.filter(({ et, closed }) => et === 't' && !closed).map(({ element }) => element),
    );
    return this.#inService('trafo', this.#net.trafo, ({ hv_bus, lv_bus }) => [hv_bus, lv_bus]).map((row) => {
      const element = this.#element('trafo', row);
      const kva = row.sn_mva * 1000 * (row.parallel ?? 1);
      const figures = {
        rating_kva: kva,
        hv_kv: row.vn_hv_kv,
        lv_kv: row.vn_lv_kv,
        uk_percent: row.vk_percent ?? null,
        pk_kw: known(row.vkr_percent, kva / 100),
        p0_kw: known(row.pfe_kw, row.parallel ?? 1),
        i0_percent: row.i0_percent ?? null,
        tap_pu: this.#parsed(element, 'tap_changer_type', tapOf(row)),
      };
      return {
        ...element,
        high: this.#id('bus', row.hv_bus),
        low: this.#id('bus', row.lv_bus),
        connected: !cutOff.has(row.index),
        figures: derated(figures, row.df ?? 1),
      };
    });
  }

  #generator(table: 'sgen' | 'gen' | 'storage', row: PpRow<'sgen' | 'gen' | 'storage'>, sign: 1 | -1) {
    return {
      ...this.#element(table, row),
      bus: this.#id('bus', row.bus),
      outputKw: sign * row.p_mw * (row.scaling ?? 1) * 1000 + 0,
      ratedKva: positive(row.sn_mva, 1000),
    };
  }
}

/**
 * A pandapower network as a network of buses and branches.
 *
 * Ids are `<file's stem>/<table>/<index>`, whatever the names are: an index is unique and stays, a name need not.
 * Elements out of service, or on a bus that is, are left out. `df` of a line is its limit, `df` of a transformer is
 * taken into its rating; conductance of lines (`g_us_per_km`) and impedance of switches (`z_ohm`) are not kept.
 */
export const toBusGrid = (
  file: JsonFile,
  { net, defects }: ReadNet,
  means: Means,
): { grid: BusGrid; defects: readonly Defect[] } => {
  const translator = new Translator(file, net, means);
  const grid = translator.toGrid();
  return { grid, defects: [...defects, ...translator.defects] };
};
