import type { Defect } from '../../model/store.ts';
import type { BusGrid, Element, Line, Transformer, Unsupported } from '../bus-grid/bus-grid.ts';
import { derated } from '../bus-grid/derated.ts';
import { generatorKind } from '../bus-grid/generator-kind.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { tapPu } from '../bus-grid/tap-pu.ts';
import type { ToLonLat } from '../crs/read-crs.ts';
import type { ReadFolder } from './read-folder.ts';
import type { FileName, Folder, SbRow } from './tables.ts';

const LAYING: Readonly<Record<string, Line['type']['laying']>> = { ohl: 'overhead', cable: 'cable' };

/** How a node is held whose voltage is given: the slack of the network. */
const SLACK = 'vavm';
/** How an external net is told that gives its power whatever the voltage. */
const FEEDING = ['pq', 'pvm'];

const known = (value: number | null, factor: number): number | null =>
  value === null ? null : value * factor;
const positive = (value: number | null, factor: number): number | null => (value ? value * factor : null);

/** Share of a rating that may be used; none stated, or more than all, is all. */
const shareOf = (percent: number | null): number => Math.min(percent ?? 100, 100) / 100;

/** Turns the rows of one folder into elements, and notes what cannot be one. */
class Translator {
  readonly defects: Defect[] = [];
  readonly #stem: string;
  readonly #folder: Folder;
  readonly #toLonLat: ToLonLat;

  constructor(stem: string, folder: Folder, toLonLat: ToLonLat) {
    this.#stem = stem;
    this.#folder = folder;
    this.#toLonLat = toLonLat;
  }

  toGrid(): BusGrid {
    const { Node, Switch, Load } = this.#folder;
    const places = new Map(this.#folder.Coordinates.map(({ id, x, y }) => [id, this.#toLonLat(x, y)]));
    return {
      stem: this.#stem,
      buses: Node.map((row) => ({
        ...this.#element('Node', row),
        kv: row.vmR,
        place: places.get(row.coordID ?? '') ?? null,
        isBar: row.type !== null && row.type.includes('busbar'),
      })),
      lines: this.#lines(),
      busSwitches: Switch.map((row) => ({
        ...this.#element('Switch', row),
        ends: [this.#id(row.nodeA), this.#id(row.nodeB)],
        closed: row.cond === '1',
        ratedA: null,
      })),
      lineSwitches: [],
      transformers: this.#transformers(),
      sources: this.#sources(),
      loads: Load.map((row) => ({
        ...this.#element('Load', row),
        bus: this.#id(row.node),
        kw: row.pLoad * 1000,
        kvar: (row.qLoad ?? 0) * 1000,
        contractedKva: positive(row.sR, 1000),
      })),
      generators: this.#generators(),
      unsupported: this.#unsupported(),
    };
  }

  #id(id: string): string {
    return `${this.#stem}/${id}`;
  }

  #element(table: FileName, { id, line }: { id: string; line: number }): Element {
    return { id: this.#id(id), name: id, at: { file: `${table}.csv`, line, table, id } };
  }

  /** What no row can stand for, with the nodes at which it hangs. */
  #unsupported(): readonly Unsupported[] {
    const of = (
      table: 'Transformer3W' | 'Line' | 'ExternalNet',
      row: { id: string; line: number },
      {
        nodes,
        ...told
      }: { readonly nodes: readonly string[] } & Pick<Unsupported, 'field' | 'received' | 'allowed'>,
    ): Unsupported => ({
      ...this.#element(table, row),
      buses: nodes.map((node) => this.#id(node)),
      isTransformer: table === 'Transformer3W',
      reason: 'unsupported-element',
      ...told,
    });
    const { Transformer3W, Line, ExternalNet } = this.#folder;
    return [
      ...Transformer3W.map((row) => {
        const nodes = [row.nodeHV, row.nodeMV, row.nodeLV];
        return of('Transformer3W', row, {
          nodes,
          field: null,
          received: 'Transformer3W',
          allowed: 'Transformer',
        });
      }),
      ...Line.filter(({ type }) => this.#isDc(type)).map((row) => {
        const nodes = [row.nodeA, row.nodeB];
        return of('Line', row, { nodes, field: 'type', received: 'DCLineType', allowed: 'LineType' });
      }),
      ...ExternalNet.filter(({ calc_type }) => ![SLACK, ...FEEDING].includes(calc_type)).map((row) => {
        const told = { field: 'calc_type', received: row.calc_type, allowed: [SLACK, ...FEEDING].join(' ') };
        return of('ExternalNet', row, { nodes: [row.node], ...told });
      }),
    ];
  }

  #isDc(type: string): boolean {
    return this.#folder.DCLineType.some(({ id }) => id === type);
  }

  #flaw(
    table: FileName,
    row: { id: string; line: number },
    reason: string,
    [received, allowed, field]: readonly [string, string, string?],
  ): void {
    this.defects.push({ ...this.#element(table, row).at, field: field ?? null, reason, received, allowed });
  }

  #lines(): readonly Line[] {
    const types = new Map(this.#folder.LineType.map((row) => [row.id, row]));
    return this.#folder.Line.filter(({ type }) => !this.#isDc(type)).flatMap((row) => {
      const type = types.get(row.type);
      if (type === undefined) {
        this.#flaw('Line', row, 'missing-reference', [row.type, 'an id in LineType.csv', 'type']);
        return [];
      }
      const [ampacity, share] = [positive(type.iMax, 1), shareOf(row.loadingMax)];
      return {
        ...this.#element('Line', row),
        ends: [this.#id(row.nodeA), this.#id(row.nodeB)],
        lengthM: row.length * 1000,
        type: {
          name: type.id,
          laying: LAYING[type.type ?? ''] ?? ('unknown' as const),
          r_ohm_per_km: type.r,
          x_ohm_per_km: type.x,
          b_us_per_km: type.b,
          ampacity_a: ampacity,
        },
        limitA: ampacity !== null && share < 1 ? ampacity * share : null,
        path: null,
      };
    });
  }

  #transformers(): readonly Transformer[] {
    const types = new Map(this.#folder.TransformerType.map((row) => [row.id, row]));
    return this.#folder.Transformer.flatMap((row) => {
      const type = types.get(row.type);
      if (type === undefined) {
        this.#flaw('Transformer', row, 'missing-reference', [
          row.type,
          'an id in TransformerType.csv',
          'type',
        ]);
        return [];
      }
      return {
        ...this.#element('Transformer', row),
        high: this.#id(row.nodeHV),
        low: this.#id(row.nodeLV),
        connected: true,
        figures: this.#figures(row, type),
      };
    });
  }

  #figures(row: SbRow<'Transformer'>, type: SbRow<'TransformerType'>): Transformer['figures'] {
    const tap = { side: type.tapside, neutral: type.tapNeutr, stepPercent: type.dVm, stepDegree: type.dVa };
    const figures = {
      rating_kva: type.sR * 1000,
      hv_kv: type.vmHV,
      lv_kv: type.vmLV,
      uk_percent: type.vmImp,
      pk_kw: type.pCu,
      p0_kw: type.pFe,
      i0_percent: type.iNoLoad,
      tap_pu: tapPu({ ...tap, position: row.tappos }),
    };
    return derated(figures, shareOf(row.loadingMax));
  }

  #sources(): BusGrid['sources'] {
    const setPoints = new Map(this.#folder.Node.map(({ id, vmSetp }) => [id, vmSetp]));
    const toSource = (
      table: 'ExternalNet' | 'PowerPlant',
      row: { id: string; node: string; line: number },
    ) => ({
      ...this.#element(table, row),
      bus: this.#id(row.node),
      voltagePu: setPoints.get(row.node) ?? null,
      faultMva: null,
    });
    const held = ({ calc_type }: { calc_type: string | null }) => calc_type === SLACK;
    return [
      ...this.#folder.ExternalNet.filter(held).map((row) => toSource('ExternalNet', row)),
      ...this.#folder.PowerPlant.filter(held).map((row) => toSource('PowerPlant', row)),
    ];
  }

  #generators(): BusGrid['generators'] {
    const { RES, PowerPlant, Shunt, Storage, ExternalNet } = this.#folder;
    // A shunt draws what it states; its steps all do.
    const shunts = Shunt.map((row) => ({
      ...this.#element('Shunt', row),
      bus: this.#id(row.node),
      outputKw: -row.p0 * (row.step ?? 1) * 1000 + 0,
      outputKvar: -row.q0 * (row.step ?? 1) * 1000 + 0,
      ratedKva: null,
      kind: 'other' as const,
    }));
    const feeding = [
      ...RES.map((row) => ({ ...row, table: 'RES' as const, p: row.pRES, q: row.qRES })),
      ...PowerPlant.filter(({ calc_type }) => calc_type !== SLACK).map((row) => {
        return { ...row, table: 'PowerPlant' as const, p: row.pPP, q: row.qPP };
      }),
      ...ExternalNet.filter(({ calc_type }) => FEEDING.includes(calc_type)).map((row) => {
        const none = { type: null, sR: null };
        return { ...row, table: 'ExternalNet' as const, ...none, p: row.pExtNet ?? 0, q: row.qExtNet };
      }),
    ].map((row) => ({
      ...this.#element(row.table, row),
      bus: this.#id(row.node),
      outputKw: row.p * 1000,
      outputKvar: known(row.q, 1000),
      ratedKva: positive(row.sR, 1000),
      kind: generatorKind(row.type),
    }));
    // A storage is stated as a load: positive while it is charged.
    const storages = Storage.map((row) => ({
      ...this.#element('Storage', row),
      bus: this.#id(row.node),
      outputKw: -(row.pStor ?? 0) * 1000 + 0,
      outputKvar: row.qStor === null ? null : -row.qStor * 1000 + 0,
      ratedKva: positive(row.sR, 1000),
      kind: 'storage' as const,
    }));
    return [...feeding, ...shunts, ...storages];
  }
}

/**
 * A SimBench folder as a network of buses and branches.
 *
 * Ids are `<folder's name>/<id in the file>`. Profiles are not read: loads and generation are the figures of their
 * tables. `loadingMax` of a line is its limit, of a transformer it is taken into the rating. Measurements are left out.
 */
export const toBusGrid = (
  stem: string,
  { folder, defects }: ReadFolder,
  { leaveOut, toLonLat }: { readonly leaveOut: LeaveOut; readonly toLonLat: ToLonLat },
): { grid: BusGrid; defects: readonly Defect[] } => {
  const translator = new Translator(stem, folder, toLonLat);
  const grid = translator.toGrid();
  for (let i = 0; i < folder.Measurement.length; i++) leaveOut('Measurement');
  return { grid, defects: [...defects, ...translator.defects] };
};
