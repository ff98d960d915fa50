import type { PackedRows } from '../model/packed-table.ts';
import type { MeteredKind, Quality, Row, Season } from '../model/record.ts';
import { type Reading, countedReading } from './counted-reading.ts';

/** What is counted of one element's meter in one season. */
export interface Meter {
  readonly elementId: string;
  /** Peak with the generation that hid part of it added back, kVA. */
  readonly kva: number;
  readonly quality: Quality;
  /** ISO day of that peak; `null` = unknown. */
  readonly day: string | null;
  /** ISO day of the newest measured peak, counted or not; `null` = none. */
  readonly measuredUpTo: string | null;
  /** Share of the peak in each hour of its day, 24 figures; `null` = unknown. */
  readonly course: readonly number[] | null;
}

/** An element's meters by season. */
export type Meters = ReadonlyMap<Season, Meter>;

/** Tables that say what was metered. */
export type MeterRows = PackedRows<'peaks' | 'curves' | 'measurements' | 'abnormal_periods'>;

const HOURS = 24;

interface Read {
  readonly kind: MeteredKind;
  readonly season: Season;
  readonly reading: Reading;
}

function group<R, V>(rows: Iterable<R>, keyOf: (row: R) => string, valueOf: (row: R) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [valueOf(row)]);
    else known.push(valueOf(row));
  }
  return groups;
}

const elementKey = ({ element_kind, element_id }: { element_kind: string; element_id: string }): string =>
  `${element_kind}/${element_id}`;

/** The greatest mean of each hour. */
const hourly = (curve: readonly number[]): readonly number[] =>
  Array.from({ length: HOURS }, (_, hour) => {
    const per = curve.length / HOURS;
    return Math.max(...curve.slice(hour * per, (hour + 1) * per));
  });

/** Curves of a season's peak day that are whole: every point once, all of one length. */
function wholeCurves(rows: Iterable<Row<'curves'>>): Map<string, readonly number[]> {
  const byMeter = group(
    rows,
    (row) => `${elementKey(row)}/${row.season}`,
    (row) => row,
  );
  return new Map(
    [...byMeter].flatMap(([key, points]): [string, readonly number[]][] => {
      const ordered = points.toSorted((a, b) => a.point - b.point);
      const whole = ordered.every(({ point, points: of }, i) => point === i && of === points.length);
      return whole ? [[key, ordered.map(({ kva }) => kva)]] : [];
    }),
  );
}

/**
 * A curve as shares of the peak. It is drawn up to the peak as read; what generation hid is added in every hour, for
 * nobody knows when it ran.
 */
function courseOf({ kva, maskedKva }: Reading, curve: readonly number[]): readonly number[] | null {
  const hours = hourly(curve);
  const most = Math.max(...hours);
  const whole = kva + maskedKva;
  if (most === 0 || whole === 0) return null;
  return hours.map((mean) => ((mean / most) * kva + maskedKva) / whole);
}

const fromPeak = (row: Row<'peaks'>): Reading => ({
  kva: row.peak_kva,
  maskedKva: row.masked_kva ?? 0,
  day: row.measured_on,
  quality: row.quality,
  period: null,
  curve: null,
});

const fromMeasurement = (row: Row<'measurements'>): Reading => ({
  kva: Math.max(row.peak_kva, ...(row.curve_kva ?? [])),
  maskedKva: row.masked_kva ?? 0,
  day: row.measured_on,
  quality: row.quality,
  period: [row.from_on, row.to_on],
  curve: row.curve_kva,
});

/** Readings of the meters of a region, by element; what was read in periods of abnormal switching is left out. */
export class MeterBook {
  readonly #rows: MeterRows;
  readonly #abnormal: Map<string, (readonly [from: string, to: string])[]>;
  readonly #curves: Map<string, readonly number[]>;
  readonly #months: number;

  /** @param months window of readings that count, see `countedReading`. */
  constructor(rows: MeterRows, months: number) {
    this.#rows = rows;
    this.#abnormal = group(rows.abnormal_periods, elementKey, (row) => [row.from_on, row.to_on] as const);
    this.#curves = wholeCurves(rows.curves);
    this.#months = months;
  }

  /**
   * Calls for every element that was read, in no particular order.
   *
   * @param feederOf the feeder an element is part of, whose periods of abnormal switching are its own; `null` = none:
   *   what hangs behind a transformer draws the same wherever it is fed from.
   */
  forEach(
    feederOf: (kind: MeteredKind, id: string) => string | null,
    visit: (kind: MeteredKind, id: string, meters: Meters) => void,
  ): void {
    const measured = group(this.#rows.measurements, elementKey, (row): Read => ({
      kind: row.element_kind,
      season: row.season,
      reading: fromMeasurement(row),
    }));
    // Peaks stand in the order of their elements: those of one follow each other.
    let kind: MeteredKind | null = null;
    let id = '';
    let of: Read[] = [];
    const finish = (): void => {
      if (kind === null) return;
      const key = `${kind}/${id}`;
      const all = [...of, ...(measured.get(key) ?? [])];
      measured.delete(key);
      visit(kind, id, this.#meters(kind, id, feederOf(kind, id), all));
    };
    for (const row of this.#rows.peaks) {
      const read = { kind: row.element_kind, season: row.season, reading: fromPeak(row) };
      if (read.kind !== kind || row.element_id !== id) {
        finish();
        kind = read.kind;
        id = row.element_id;
        of = [];
      }
      of.push(read);
    }
    finish();
    for (const [key, reads] of measured) {
      const [first] = reads;
      if (first === undefined) continue;
      const element = key.slice(first.kind.length + 1);
      visit(first.kind, element, this.#meters(first.kind, element, feederOf(first.kind, element), reads));
    }
  }

  #meters(kind: MeteredKind, id: string, feederId: string | null, readings: readonly Read[]): Meters {
    const key = `${kind}/${id}`;
    const periods =
      this.#abnormal.size === 0
        ? []
        : [...(this.#abnormal.get(key) ?? []), ...(this.#abnormal.get(`feeder/${feederId}`) ?? [])];
    const normal = readings.filter(
      ({ reading: { day } }) => day === null || !periods.some(([from, to]) => from <= day && day <= to),
    );
    const bySeason = group(
      normal,
      ({ season }) => season,
      ({ reading }) => reading,
    ) as Map<Season, Reading[]>;
    return new Map(
      [...bySeason].flatMap(([season, of]) => {
        const meter = this.#meter(id, of, this.#curves.get(`${key}/${season}`) ?? null);
        return meter === null ? [] : [[season, meter]];
      }),
    );
  }

  #meter(elementId: string, readings: readonly Reading[], curve: readonly number[] | null): Meter | null {
    const counted = countedReading(readings, this.#months);
    if (counted === null) return null;
    const own = counted.curve ?? curve;
    const measured = readings.flatMap(({ quality, day }) =>
      quality === 'measured' && day !== null ? [day] : [],
    );
    return {
      elementId,
      kva: counted.kva + counted.maskedKva,
      quality: counted.quality,
      day: counted.day,
      measuredUpTo: measured.sort().at(-1) ?? null,
      course: own === null ? null : courseOf(counted, own),
    };
  }
}
