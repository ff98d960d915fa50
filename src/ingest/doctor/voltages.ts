import type { Check, Symptom } from './check.ts';
import { linePlace, placeOf, type Survey } from './survey.ts';

/** What a transformer's plate says and what stands at its ends, kV; `null` = unknown. */
interface Ends {
  readonly subject: 'distribution-transformer' | 'main-transformer';
  readonly id: string;
  readonly at: Symptom['at'];
  readonly plate: readonly [high: number | null, low: number | null];
  readonly found: readonly [high: number | null, low: number | null];
}

function* distributionEnds({ network }: Survey): Generator<Ends> {
  for (const { row, node, point } of network.transformers) {
    yield {
      subject: 'distribution-transformer',
      id: row.id,
      at: placeOf(row.lon_deg, row.lat_deg),
      plate: [row.hv_kv, row.lv_kv],
      found: [network.spots[node]?.kv ?? null, network.spots[point]?.kv ?? null],
    };
  }
}

function* mainEnds({ rows, network }: Survey): Generator<Ends> {
  const stations = new Map(rows.substations.map((row) => [row.id, row]));
  const busbarOf = new Map(rows.busbar_sections.map((row) => [row.main_transformer_id ?? '', row.node_id]));
  for (const row of rows.main_transformers) {
    const station = stations.get(row.substation_id);
    const node = network.nodeAt.get(busbarOf.get(row.id) ?? '') ?? -1;
    yield {
      subject: 'main-transformer',
      id: row.id,
      at: station === undefined ? null : placeOf(station.lon_deg, station.lat_deg),
      plate: [row.hv_kv, row.lv_kv],
      found: [station?.kv ?? null, network.spots[node]?.kv ?? null],
    };
  }
}

const endsOf = (survey: Survey): readonly Ends[] => [...distributionEnds(survey), ...mainEnds(survey)];

const isBelow = ([high, low]: Ends['plate']): boolean => high !== null && low !== null && high < low;

const isUpsideDown = ({ plate, found }: Ends): boolean => isBelow(plate) || isBelow(found);

const valuesOf = ({ id, plate, found }: Ends): Symptom['because']['values'] => ({
  transformerId: id,
  plateHighKv: plate[0],
  plateLowKv: plate[1],
  foundHighKv: found[0],
  foundLowKv: found[1],
});

/** Transformers whose high side has the lower voltage, on the plate or where they stand. */
export const transformerUpsideDown: Check = {
  code: 'transformer-upside-down',
  severity: 'error',
  *find(survey): Generator<Symptom> {
    for (const ends of endsOf(survey)) {
      if (!isUpsideDown(ends)) continue;
      const { subject, id, at } = ends;
      yield {
        subject,
        ids: [id],
        at,
        because: { key: 'transformer-upside-down', values: valuesOf(ends) },
        suggestion: { key: 'swap-sides', values: { transformerId: id } },
      };
    }
  },
};

/** Lines between different voltages, and transformers whose plate does not fit where they stand. */
export const voltageMismatch: Check = {
  code: 'voltage-mismatch',
  severity: 'error',
  *find(survey, { voltageTolerance }): Generator<Symptom> {
    const { network } = survey;
    for (const [line, { subject, id, from, to }] of network.lines.entries()) {
      const [fromKv, toKv] = [network.spots[from]?.kv ?? null, network.spots[to]?.kv ?? null];
      if (fromKv === toKv) continue;
      const because = { key: 'line-between-voltages', values: { lineId: id, fromKv, toKv } };
      yield { subject, ids: [id], at: linePlace(network, line), because };
    }
    const differ = (plate: number | null, found: number | null): boolean =>
      plate !== null && found !== null && Math.abs(plate - found) > voltageTolerance.share * found;
    for (const ends of endsOf(survey)) {
      const { subject, id, at, plate, found } = ends;
      if (isUpsideDown(ends) || !(differ(plate[0], found[0]) || differ(plate[1], found[1]))) continue;
      yield { subject, ids: [id], at, because: { key: 'plate-against-place', values: valuesOf(ends) } };
    }
  },
};
