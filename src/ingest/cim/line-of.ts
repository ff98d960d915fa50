import { nearDistanceM } from '../../model/geodesic.ts';
import type { Line } from '../bus-grid/bus-grid.ts';
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

/** The least permanent current limit at a line or its terminals, A. */
const limitA = (model: CimModel, line: CimObject, ends: readonly Terminal[]): number | null => {
  const sets = [
    ...model.from(line, 'OperationalLimitSet', 'OperationalLimitSet.Equipment'),
    ...ends.flatMap(({ of }) => model.from(of, 'OperationalLimitSet', 'OperationalLimitSet.Terminal')),
  ];
  const limits = sets
    .flatMap((set) => model.from(set, 'CurrentLimit', 'OperationalLimit.OperationalLimitSet'))
    .filter((limit) => isPermanent(model, limit))
    .flatMap(
      (limit) =>
        model.figure(limit, 'CurrentLimit.value') ?? model.figure(limit, 'CurrentLimit.normalValue') ?? [],
    );
  const known = limits.filter((amperes) => amperes > 0);
  return known.length === 0 ? null : Math.min(...known);
};

const pathLengthM = (path: readonly number[] | null): number | null => {
  if (path === null) return null;
  let metres = 0;
  for (let i = 2; i < path.length; i += 2) {
    metres += nearDistanceM(path[i - 2] ?? 0, path[i - 1] ?? 0, path[i] ?? 0, path[i + 1] ?? 0);
  }
  return metres > 0 ? metres : null;
};

/**
 * A line with its impedance per km of its stated length; where none is stated, of the length of its path. One that has
 * neither is a defect.
 */
export const lineOf = (
  model: CimModel,
  object: CimObject,
  { ends, places }: { readonly ends: readonly [Terminal, Terminal]; readonly places: CimPlaces },
): readonly Line[] => {
  const path = places.path(object);
  const stated = model.figure(object, 'Conductor.length');
  const lengthM = stated !== null && stated > 0 ? stated * 1000 : pathLengthM(path);
  if (lengthM === null) {
    model.flaw(object, 'Conductor.length', 'missing', ['', 'a length above 0 km, or a path']);
    return [];
  }
  const perKm = (name: string): number | null => {
    const whole = model.figure(object, `ACLineSegment.${name}`);
    return whole === null ? null : rounded((whole * 1000) / lengthM);
  };
  const susceptance = perKm('bch');
  const type = {
    name: null,
    laying: 'unknown' as const,
    r_ohm_per_km: perKm('r') ?? 0,
    x_ohm_per_km: perKm('x') ?? 0,
    b_us_per_km: susceptance === null ? null : rounded(susceptance * 1e6),
    ampacity_a: limitA(model, object, ends),
  };
  const { id, name, at } = elementOf(object);
  const [one, other] = ends;
  return [{ id, name, at, ends: [one.bus, other.bus], lengthM, type, limitA: null, path }];
};
