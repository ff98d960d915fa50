import type { Bus } from '../bus-grid/bus-grid.ts';
import { placePositions } from '../crs/place-positions.ts';
import type { CrsRegister, ToLonLat } from '../crs/read-crs.ts';
import type { CimModel, CimObject } from './cim-model.ts';
import type { Terminal } from './terminals.ts';

type Place = NonNullable<Bus['place']>;
type Position = readonly [x: number, y: number];

/** What contains what, from the inside to the outside. */
const CONTAINERS = [
  'ConnectivityNode.ConnectivityNodeContainer',
  'TopologicalNode.ConnectivityNodeContainer',
  'Bay.VoltageLevel',
  'VoltageLevel.Substation',
];

const containerOf = (model: CimModel, object: CimObject): CimObject | null => {
  for (const property of CONTAINERS) {
    const container = model.to(object, property);
    if (container !== null) return container;
  }
  return null;
};

/** Where things stand and lines run. */
export interface CimPlaces {
  /** The place of a bus: of what contains it, else of equipment at it. */
  readonly bus: (bus: CimObject) => Place | null;
  /** Longitudes and latitudes of a line in turn, from its first terminal on; `null` without two positions. */
  readonly path: (line: CimObject) => readonly number[] | null;
}

const positionsOf = (model: CimModel, location: CimObject): readonly Position[] =>
  [...model.from(location, 'PositionPoint', 'PositionPoint.Location')]
    .sort((a, b) => number(a, 'sequenceNumber') - number(b, 'sequenceNumber'))
    .map((point) => [number(point, 'xPosition'), number(point, 'yPosition')] as const)
    .filter((position) => position.every(Number.isFinite));

const number = ({ values }: CimObject, name: string): number => Number(values[`PositionPoint.${name}`]);

/** Positions of everything that has a location, as the files state them. */
const statedPositions = (model: CimModel): ReadonlyMap<string, readonly Position[]> => {
  const found = new Map<string, readonly Position[]>();
  for (const location of model.of('Location')) {
    const of = location.values['Location.PowerSystemResources'];
    const positions = positionsOf(model, location);
    if (of !== undefined && positions.length > 0) found.set(of, positions);
  }
  return found;
};

class Placed implements CimPlaces {
  readonly #model: CimModel;
  readonly #positions: ReadonlyMap<string, readonly Position[]>;
  readonly #toLonLat: ToLonLat;
  readonly #atBus = new Map<string, Position>();

  constructor(
    model: CimModel,
    [positions, toLonLat]: readonly [ReadonlyMap<string, readonly Position[]>, ToLonLat],
    terminals: ReadonlyMap<string, readonly Terminal[]>,
  ) {
    [this.#model, this.#positions, this.#toLonLat] = [model, positions, toLonLat];
    for (const [equipment, ends] of terminals) {
      const line = positions.get(equipment) ?? [];
      ends.forEach(({ bus }, i) => {
        const position = i === 0 ? line[0] : line.at(-1);
        if (position !== undefined && !this.#atBus.has(bus)) this.#atBus.set(bus, position);
      });
    }
  }

  readonly bus = (bus: CimObject): Place | null => {
    for (let at: CimObject | null = bus; at !== null; at = containerOf(this.#model, at)) {
      const [position] = this.#positions.get(at.id) ?? [];
      if (position !== undefined) return this.#toLonLat(...position);
    }
    const position = this.#atBus.get(bus.id);
    return position === undefined ? null : this.#toLonLat(...position);
  };

  readonly path = (line: CimObject): readonly number[] | null => {
    const positions = this.#positions.get(line.id) ?? [];
    if (positions.length < 2) return null;
    return positions.flatMap((position) => {
      const { lon_deg, lat_deg } = this.#toLonLat(...position);
      return [lon_deg, lat_deg];
    });
  };
}

/**
 * Places by the geographical profile: x is east and y north of the system that its `crsUrn` names.
 *
 * @throws {ImportRefused} when positions are no degrees and no system is named, or one that is not known.
 */
export const placesOf = async (
  model: CimModel,
  terminals: ReadonlyMap<string, readonly Terminal[]>,
  {
    name,
    crs,
    register,
  }: { readonly name: string; readonly crs: string | null; readonly register: CrsRegister },
): Promise<CimPlaces> => {
  const positions = statedPositions(model);
  const [system] = model.of('CoordinateSystem');
  const known = {
    file: system?.file ?? name,
    stated: system?.values['CoordinateSystem.crsUrn'] ?? null,
    given: crs,
    register,
  };
  const all = function* () {
    for (const each of positions.values()) yield* each;
  };
  const toLonLat = await placePositions(all(), known);
  return new Placed(model, [positions, toLonLat], terminals);
};
