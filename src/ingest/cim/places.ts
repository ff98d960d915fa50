import { nearDistanceM } from '../../model/geodesic.ts';
import type { Bus } from '../bus-grid/bus-grid.ts';
import { placePositions } from '../crs/place-positions.ts';
import type { CrsRegister } from '../crs/read-crs.ts';
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

/** A position that is none is a defect, and the place without it: a file's 0 is not what it means. */
const positionOf = (model: CimModel, point: CimObject): readonly Position[] => {
  const [x, y] = ['xPosition', 'yPosition'].map((name) => {
    const property = `PositionPoint.${name}`;
    if ((point.values[property] ?? '') === '') model.flaw(point, property, 'missing', ['', 'a number']);
    return model.figure(point, property);
  });
  return x === null || y === null || x === undefined || y === undefined ? [] : [[x, y]];
};

const sequence = ({ values }: CimObject): number => {
  const number = Number(values['PositionPoint.sequenceNumber']);
  return Number.isFinite(number) ? number : 0;
};

/** In the order of their numbers; points without one stay in the order of the file. */
const positionsOf = (model: CimModel, location: CimObject): readonly Position[] =>
  model
    .from(location, 'PositionPoint', 'PositionPoint.Location')
    .toSorted((a, b) => sequence(a) - sequence(b))
    .flatMap((point) => positionOf(model, point));

/** Where things stand and lines run. */
export interface CimPlaces {
  /** The place of a bus: of what contains it, else of equipment at it. */
  readonly bus: (bus: CimObject) => Place | null;
  /** Longitudes and latitudes of a line in turn, from its first terminal on; `null` without two positions. */
  readonly path: (line: CimObject) => readonly number[] | null;
}

class Placed implements CimPlaces {
  readonly #model: CimModel;
  readonly #places: Map<string, readonly Place[]>;
  readonly #atBus = new Map<string, Place>();

  constructor(
    model: CimModel,
    places: ReadonlyMap<string, readonly Place[]>,
    terminals: ReadonlyMap<string, readonly Terminal[]>,
  ) {
    [this.#model, this.#places] = [model, new Map(places)];
    const runs: (readonly [string, readonly Terminal[], readonly Place[]])[] = [];
    for (const [equipment, ends] of terminals) {
      const drawn = places.get(equipment) ?? [];
      if (drawn.length > 1 && ends.length > 1) runs.push([equipment, ends, drawn]);
      else for (const { bus } of ends) this.#note(bus, drawn[0]);
    }
    for (const [equipment, ends, drawn] of runs) {
      const way = this.#isReversed(ends, drawn) ? drawn.toReversed() : drawn;
      this.#places.set(equipment, way);
      this.#note(ends[0]?.bus, way[0]);
      this.#note(ends[1]?.bus, way.at(-1));
    }
  }

  #note(bus: string | undefined, place: Place | undefined): void {
    if (bus !== undefined && place !== undefined && !this.#atBus.has(bus)) this.#atBus.set(bus, place);
  }

  /** Positions are numbered along a line, from whichever end: the places of its buses tell from which. */
  #isReversed(ends: readonly Terminal[], drawn: readonly Place[]): boolean {
    const [first, last] = [drawn[0], drawn.at(-1)];
    if (first === undefined || last === undefined) return false;
    const [one, other] = ends.map(({ bus }) => this.#placeOf(bus));
    const off = (bus: Place | null | undefined, place: Place): number =>
      bus ? nearDistanceM(bus.lon_deg, bus.lat_deg, place.lon_deg, place.lat_deg) : 0;
    return off(one, last) + off(other, first) < (off(one, first) + off(other, last)) / 2;
  }

  #placeOf(bus: string): Place | null {
    const node = this.#model.byId(bus);
    return node === null ? (this.#atBus.get(bus) ?? null) : this.bus(node);
  }

  readonly bus = (bus: CimObject): Place | null => {
    for (let at: CimObject | null = bus; at !== null; at = containerOf(this.#model, at)) {
      const [place] = this.#places.get(at.id) ?? [];
      if (place !== undefined) return place;
    }
    return this.#atBus.get(bus.id) ?? null;
  };

  readonly path = (line: CimObject): readonly number[] | null => {
    const places = this.#places.get(line.id) ?? [];
    return places.length < 2 ? null : places.flatMap(({ lon_deg, lat_deg }) => [lon_deg, lat_deg]);
  };
}

/** Positions by what is located, by the `crsUrn` of their reference system; `null` = none is named. */
type Located = ReadonlyMap<string | null, ReadonlyMap<string, readonly Position[]>>;

const locatedBySystem = (model: CimModel): Located => {
  const found = new Map<string | null, Map<string, readonly Position[]>>();
  const [only, second] = model.of('CoordinateSystem');
  const take = (resource: string, location: CimObject): void => {
    const positions = positionsOf(model, location);
    if (positions.length === 0) return;
    const system =
      model.to(location, 'Location.CoordinateSystem') ?? (second === undefined ? (only ?? null) : null);
    const urn = system?.values['CoordinateSystem.crsUrn'] ?? null;
    const there = found.get(urn);
    if (there === undefined) found.set(urn, new Map([[resource, positions]]));
    else there.set(resource, positions);
  };
  for (const location of model.of('Location')) {
    const of = location.values['Location.PowerSystemResources'];
    if (of !== undefined) take(of, location);
  }
  for (const object of model.all()) {
    const location = model.to(object, 'PowerSystemResource.Location');
    // Both ends of the association may be stated.
    if (location !== null && location.values['Location.PowerSystemResources'] !== object.id)
      take(object.id, location);
  }
  return found;
};

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
  const places = new Map<string, readonly Place[]>();
  const file = model.of('CoordinateSystem')[0]?.file ?? name;
  for (const [stated, positions] of locatedBySystem(model)) {
    const all = function* () {
      for (const each of positions.values()) yield* each;
    };
    const toLonLat = await placePositions(all(), { file, stated, given: crs, register });
    for (const [resource, each] of positions)
      places.set(
        resource,
        each.map(([x, y]) => toLonLat(x, y)),
      );
  }
  return new Placed(model, places, terminals);
};
