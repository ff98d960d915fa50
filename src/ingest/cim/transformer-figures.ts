import { tapPu } from '../bus-grid/tap-pu.ts';
import type { TransformerFigures } from '../bus-grid/bus-grid.ts';
import type { CimModel, CimObject } from './cim-model.ts';

type Ends = readonly [high: CimObject, low: CimObject];

/** Ohms and siemens of both ends, as seen from the first: z by the square of the ratio, y by its inverse. */
const fromFirst = (model: CimModel, [first, second]: Ends) => {
  const figure = (end: CimObject, name: string): number =>
    model.figure(end, `PowerTransformerEnd.${name}`) ?? 0;
  const [u1, u2] = [figure(first, 'ratedU'), figure(second, 'ratedU')];
  const ratio = u1 === 0 || u2 === 0 ? 1 : u1 / u2;
  const z = (name: string): number => figure(first, name) + figure(second, name) * ratio ** 2;
  const y = (name: string): number => figure(first, name) + figure(second, name) / ratio ** 2;
  return { r: z('r'), x: z('x'), g: y('g'), b: y('b'), u1, u2 };
};

/** Where the tap changer of an end stands: as solved, else as the state gives it, else the normal step. */
const stepOf = (model: CimModel, changer: CimObject): number | null => {
  const [solved] = model.from(changer, 'SvTapStep', 'SvTapStep.TapChanger');
  return (
    (solved === undefined ? null : model.figure(solved, 'SvTapStep.position')) ??
    model.figure(changer, 'TapChanger.step') ??
    model.figure(changer, 'TapChanger.normalStep')
  );
};

/** The ratio that a table of the changer gives for its step; `null` = it has none. */
const tabledRatio = (model: CimModel, changer: CimObject): number | null => {
  const table = model.to(changer, 'RatioTapChanger.RatioTapChangerTable');
  if (table === null) return null;
  const step = stepOf(model, changer) ?? model.figure(changer, 'TapChanger.neutralStep');
  const point = model
    .from(table, 'RatioTapChangerTablePoint', 'RatioTapChangerTablePoint.RatioTapChangerTable')
    .find((each) => model.figure(each, 'TapChangerTablePoint.step') === step);
  const ratio = point === undefined ? null : model.figure(point, 'TapChangerTablePoint.ratio');
  if (ratio !== null && ratio > 0) return ratio;
  model.flaw(changer, 'RatioTapChanger.RatioTapChangerTable', 'wrong-value', [
    `step ${step ?? 'unknown'}`,
    'a step of the table with a ratio above 0',
  ]);
  return null;
};

const ratioOf = (model: CimModel, end: CimObject, side: 'hv' | 'lv'): number => {
  const [changer] = model.from(end, 'RatioTapChanger', 'RatioTapChanger.TransformerEnd');
  if (changer === undefined) return 1;
  const figure = (name: string): number | null => model.figure(changer, name);
  const tabled = tabledRatio(model, changer);
  if (tabled !== null) return side === 'hv' ? tabled : 1 / tabled;
  // Steps are of the neutral voltage, which is not always the rated one.
  const [neutral, rated] = [figure('TapChanger.neutralU'), model.figure(end, 'PowerTransformerEnd.ratedU')];
  const share = neutral === null || rated === null || neutral === 0 || rated === 0 ? 1 : neutral / rated;
  return tapPu({
    side,
    position: stepOf(model, changer),
    neutral: figure('TapChanger.neutralStep'),
    stepPercent: (figure('RatioTapChanger.stepVoltageIncrement') ?? 0) * share,
    stepDegree: null,
  });
};

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

/**
 * Nameplate figures of a transformer of two windings from the ohms and siemens of its ends; MVA, kV and ohms as the
 * equipment profile has them.
 *
 * @source IEC 60076-1: u_k = |z|·S/U², P_k = r·S²/U², P_0 = g·U², i_0 = |y|·U²/S.
 */
export const figuresOf = (model: CimModel, ends: Ends): TransformerFigures => {
  const [high, low] = ends;
  const ratedS = (end: CimObject) => positive(model.figure(end, 'PowerTransformerEnd.ratedS'));
  const { r, x, g, b, u1, u2 } = fromFirst(model, ends);
  const mva = ratedS(high) ?? ratedS(low);
  const known = mva !== null && u1 > 0;
  return {
    rating_kva: mva === null ? null : mva * 1000,
    hv_kv: positive(u1),
    lv_kv: positive(u2),
    uk_percent: known ? (100 * Math.hypot(r, x) * mva) / u1 ** 2 : null,
    pk_kw: known ? (1000 * r * mva ** 2) / u1 ** 2 : null,
    p0_kw: u1 > 0 ? 1000 * g * u1 ** 2 : null,
    i0_percent: known ? (100 * Math.hypot(g, b) * u1 ** 2) / mva : null,
    tap_pu: ratioOf(model, high, 'hv') * ratioOf(model, low, 'lv'),
  };
};
