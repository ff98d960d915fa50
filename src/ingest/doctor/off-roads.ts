import type { Place } from '../../model/geometry.ts';
import type { Check, Symptom } from './check.ts';
import { inDatum, SHIFTED, type Datum } from '../../model/datum.ts';
import type { Limits } from './limits.ts';
import { RoadsNearby } from './roads-nearby.ts';
import type { Survey } from './survey.ts';

/** Places looked at in one group: enough for a mean, few enough to be quick. */
const SAMPLE = 300;
/** Fewer places follow a road by chance. */
const LEAST_PLACES = 8;

/** Places that follow roads if anything does. */
interface Group {
  readonly table: string;
  readonly feederId: string | null;
  readonly ids: readonly string[];
  readonly places: readonly Place[];
}

/** A reading of the places that brings them to the roads: they are in a datum, or the roads are. */
interface Reading {
  readonly datum: Datum;
  readonly wrong: 'places' | 'roads';
  readonly meanM: number;
}

const meanM = (roads: RoadsNearby, places: readonly Place[]): number =>
  places.reduce((sum, place) => sum + roads.distanceM(place), 0) / places.length;

/** Some of the places, evenly spread over them. */
function sampled(places: readonly Place[]): readonly Place[] {
  const step = Math.ceil(places.length / SAMPLE);
  return places.filter((_, i) => i % step === 0);
}

function betterReading(
  roads: RoadsNearby,
  places: readonly Place[],
  asTheyAre: number,
  limits: Limits['shift'],
): Reading | null {
  const readings = SHIFTED.flatMap((datum): Reading[] => [
    {
      datum,
      wrong: 'places',
      meanM: meanM(
        roads,
        places.map((place) => inDatum(place, datum, 'WGS84')),
      ),
    },
    {
      datum,
      wrong: 'roads',
      meanM: meanM(
        roads,
        places.map((place) => inDatum(place, 'WGS84', datum)),
      ),
    },
  ]);
  const [best] = readings.sort((a, b) => a.meanM - b.meanM);
  if (best === undefined) return null;
  const isBetter =
    best.meanM < limits.roadGain.share * asTheyAre && best.meanM < asTheyAre - limits.roadCloser.m;
  return isBetter ? best : null;
}

function symptomOf(roads: RoadsNearby, group: Group, limits: Limits['shift']): Symptom | null {
  if (group.places.length < LEAST_PLACES) return null;
  const places = sampled(group.places);
  const asTheyAre = meanM(roads, places);
  const better = betterReading(roads, places, asTheyAre, limits);
  if (better === null) return null;
  const { table, feederId, ids } = group;
  const figures = { meanM: Math.round(asTheyAre), correctedM: Math.round(better.meanM), datum: better.datum };
  return {
    subject: table,
    ids,
    at: group.places[0] ?? null,
    because: { key: 'off-roads', values: { table, feederId, ...figures } },
    suggestion: {
      key: 'convert-datum',
      values: { table: better.wrong === 'places' ? table : 'roads', datum: better.datum },
    },
  };
}

function nodesOf({ network, feederAt }: Survey, feederId: string | null): Group {
  const nodes = network.spots.filter(
    ({ kind }, spot) => kind === 'node' && (feederId === null || feederAt[spot] === feederId),
  );
  return { table: 'nodes', feederId, ids: nodes.map(({ id }) => id), places: nodes };
}

function addressesOf({ rows }: Survey): Group {
  const places = rows.addresses.map(({ lon_deg: lon, lat_deg: lat }) => ({ lon, lat }));
  return { table: 'addresses', feederId: null, ids: rows.addresses.map(({ id }) => id), places };
}

/**
 * Nodes or addresses that follow the roads only when read in a datum of public maps: for the whole region, else
 * feeder by feeder. Lines and houses stand along roads, so the datum that brings them there is the true one.
 */
export const offRoads: Check = {
  code: 'wrong-datum',
  severity: 'error',
  *find(survey, { shift }): Generator<Symptom> {
    if (survey.rows.roads.length === 0) return;
    const roads = new RoadsNearby(survey.rows.roads, shift.roadReach.m);
    const addresses = symptomOf(roads, addressesOf(survey), shift);
    if (addresses !== null) yield addresses;
    const whole = symptomOf(roads, nodesOf(survey, null), shift);
    if (whole !== null) {
      yield whole;
      return;
    }
    for (const { id } of survey.rows.feeders) {
      const feeder = symptomOf(roads, nodesOf(survey, id), shift);
      if (feeder !== null) yield feeder;
    }
  },
};
