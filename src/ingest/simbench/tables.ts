import { z } from 'zod';

/**
 * What is read of a SimBench folder: files, and the columns of each that are used. Cells are text, `NULL` none. Units:
 * kV (`vmR`), pu (`vmSetp`), km, Ω/km, µS/km, A, MW, Mvar, MVA, %, kW; angles in degrees.

 */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const id = z.string().min(1);
const text = z.string().nullable();
const number = z.string().regex(NUMBER, { error: 'a number' }).transform(Number);
const optional = number.nullable();
/** A column that may be missing: only some of the rows have a use for it. */
const rare = optional.default(null);
const share = number.pipe(z.number().positive()).nullable();

/** The files, and the shape of their rows; a file that is `needed` must be there. */
export const FILES = {
  Node: { needed: true, row: z.object({ id, type: text, vmSetp: optional, vmR: number, coordID: text }) },
  Coordinates: { needed: true, row: z.object({ id, x: number, y: number }) },
  ExternalNet: {
    needed: false,
    row: z.object({ id, node: id, calc_type: id, pExtNet: rare, qExtNet: rare }),
  },
  Line: {
    needed: false,
    row: z.object({ id, nodeA: id, nodeB: id, type: id, length: number, loadingMax: share }),
  },
  LineType: {
    needed: false,
    row: z.object({ id, r: number, x: number, b: optional, iMax: optional, type: text }),
  },
  Transformer: {
    needed: false,
    row: z.object({ id, nodeHV: id, nodeLV: id, type: id, tappos: optional, loadingMax: share }),
  },
  TransformerType: {
    needed: false,
    row: z.object({
      id,
      sR: number,
      vmHV: number,
      vmLV: number,
      vmImp: optional,
      pCu: optional,
      pFe: optional,
      iNoLoad: optional,
      tapside: text,
      dVm: optional,
      dVa: optional,
      tapNeutr: optional,
    }),
  },
  Transformer3W: { needed: false, row: z.object({ id, nodeHV: id, nodeMV: id, nodeLV: id }) },
  Shunt: { needed: false, row: z.object({ id, node: id, p0: number, q0: number, step: optional }) },
  Switch: { needed: false, row: z.object({ id, nodeA: id, nodeB: id, cond: z.enum(['0', '1']) }) },
  Load: { needed: false, row: z.object({ id, node: id, pLoad: number, qLoad: optional, sR: optional }) },
  RES: {
    needed: false,
    row: z.object({ id, node: id, type: text, pRES: number, qRES: optional, sR: optional }),
  },
  PowerPlant: {
    needed: false,
    row: z.object({ id, node: id, type: text, calc_type: text, pPP: number, qPP: optional, sR: optional }),
  },
  DCLineType: { needed: false, row: z.object({ id }) },
  Storage: {
    needed: false,
    row: z.object({ id, node: id, type: text, pStor: optional, qStor: optional, sR: optional }),
  },
  Measurement: { needed: false, row: z.object({ id }) },
} as const;

export type FileName = keyof typeof FILES;

/** A row of the right shape, with its line in the file. */
export type SbRow<F extends FileName> = z.infer<(typeof FILES)[F]['row']> & { readonly line: number };

/** All files of a folder; rows have ids of their own per file. */
export type Folder = { readonly [F in FileName]: readonly SbRow<F>[] };
