import { nearDistanceM } from '../../model/geodesic.ts';
import type { Line, Unsupported } from '../bus-grid/bus-grid.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { elementOf, type CimModel, type CimObject } from './cim-model.ts';
import type { CimPlaces } from './places.ts';
import type { Terminal } from './terminals.ts';

/** Files give the ohms of the whole line: per km they are rounded, so that lines of one type have one type. */
const DIGITS = 10;
const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

const isPermanent = (model: CimModel, limit: CimObject): boolean => {
  const type = model.to(limit, 'OperationalLimit.OperationalLimitType');
  const kind =
    type?.values['OperationalLimitType.limitType'] ?? type?.values['OperationalLimitType.kind'] ?? '';
  return kind === '' || /\.patl$/iu.test(kind);
};

/** Classes of limits and how many amperes one of a figure is, at a nominal voltage in kV. */
const LIMITS: readonly (readonly [type: string, toAmperes: (value: number, kv: number) => number])[] = [
  ['CurrentLimit', (amperes) => amperes],
  ['ApparentPowerLimit', (mva, kv) => (1000 * mva) / (Math.sqrt(3) * kv)],
];

/** The least permanent limit at a line or its terminals, A. */
const limitA = (
  model: CimModel,
  line: CimObject,
  { ends, kv }: Pick<LineGiven, 'ends' | 'kv'>,
): number | null => {
  const sets = [
    ...model.from(line, 'OperationalLimitSet', 'OperationalLimitSet.Equipment'),
    ...ends.flatMap(({ of }) => model.from(of, 'OperationalLimitSet', 'OperationalLimitSet.Terminal')),
  ];
  const amperes = LIMITS.flatMap(([type, toAmperes]) =>
    sets
      .flatMap((set) => model.from(set, type, 'OperationalLimit.OperationalLimitSet'))
      .filter((limit) => isPermanent(model, limit))
      .map((limit) => model.figure(limit, `${type}.value`) ?? model.figure(limit, `${type}.normalValue`))
      .map((value) => (value === null ? NaN : toAmperes(value, kv))),
  ).filter((each) => each > 0 && each < Infinity);
  return amperes.length === 0 ? null : Math.min(...amperes);
};

const pathLengthM = (path: readonly number[] | null): number | null => {
  if (path === null) return null;
  let metres = 0;
  for (let i = 2; i < path.length; i += 2) {
    metres += nearDistanceM(path[i - 2] ?? 0, path[i - 1] ?? 0, path[i] ?? 0, path[i + 1] ?? 0);
  }
  return metres > 0 ? metres : null;
};

interface LineGiven {
  readonly ends: readonly [Terminal, Terminal];
  /** Nominal voltage at its first end, kV; `NaN` = unknown. */
  readonly kv: number;
  readonly places: CimPlaces;
  readonly leaveOut: LeaveOut;
}

/** Length as stated; else of its path, else between the places of its ends, each counted. */
const lengthOf = (
  model: CimModel,
  object: CimObject,
  { ends, places, leaveOut }: LineGiven,
): number | null => {
  const stated = model.figure(object, 'Conductor.length');
  if (stated !== null && stated > 0) return stated * 1000;
  const drawn = pathLengthM(places.path(object));
  if (drawn !== null) {
    leaveOut('length of a line, which is not stated: that of its path is taken');
    return drawn;
  }
  const [from, to] = ends.map(({ bus }) => {
    const node = model.byId(bus);
    return node === null ? null : places.bus(node);
  });
  if (!from || !to) return null;
  const straight = nearDistanceM(from.lon_deg, from.lat_deg, to.lon_deg, to.lat_deg);
  if (straight <= 0) return null;
  leaveOut('length of a line, which is not stated: the straight way is taken');
  return straight;
};

const lacking = (
  object: CimObject,
  { ends }: LineGiven,
  [field, received, allowed]: readonly [string, string, string],
): Unsupported => {
  const { id, name, at } = elementOf(object);
  const buses = ends.map(({ bus }) => bus);
  return { id, name, at, buses, isTransformer: false, field, reason: 'missing', received, allowed };
};

const OF_THE_WHOLE = 'ohms of the whole line in ACLineSegment.r and .x, as the equipment profile has them';

/**
 * A line with its impedance per km of its length, or what it lacks: the figures of files are those of the whole line.
 */
export const lineOf = (model: CimModel, object: CimObject, given: LineGiven): Line | Unsupported => {
  const { ends, places } = given;
  const [r, x] = ['r', 'x'].map((name) => model.figure(object, `ACLineSegment.${name}`));
  if (r === undefined || x === undefined || r === null || x === null) {
    const perLength = object.values['ACLineSegment.PerLengthImpedance'];
    const received = perLength === undefined ? '' : `PerLengthImpedance ${perLength}`;
    return lacking(object, given, ['ACLineSegment.r', received, OF_THE_WHOLE]);
  }
  const lengthM = lengthOf(model, object, given);
  if (lengthM === null) {
    const allowed = 'a length above 0 km, a path, or places of both ends';
    return lacking(object, given, ['Conductor.length', object.values['Conductor.length'] ?? '', allowed]);
  }
  const perKm = (whole: number): number => rounded((whole * 1000) / lengthM);
  const susceptance = model.figure(object, 'ACLineSegment.bch');
  const type = {
    name: null,
    laying: 'unknown' as const,
    r_ohm_per_km: perKm(r),
    x_ohm_per_km: perKm(x),
    b_us_per_km: susceptance === null ? null : rounded(perKm(susceptance) * 1e6),
    ampacity_a: limitA(model, object, given),
  };
  const { id, name, at } = elementOf(object);
  const [one, other] = ends;
  const path = places.path(object);
  return { id, name, at, ends: [one.bus, other.bus], lengthM, type, limitA: null, path };
};
