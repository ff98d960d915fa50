import type { Check, Symptom } from './check.ts';
import type { Limits, Range } from './limits.ts';
import { linePlace, placeOf, spotPlace, type Survey } from './survey.ts';

/** A row with figures to judge, and what decides which ranges are for it. */
interface Judged {
  readonly subject: Range['subject'];
  readonly id: string;
  readonly at: Symptom['at'];
  readonly figures: Readonly<Record<string, unknown>>;
  readonly level?: 'mv' | 'lv';
  readonly laying?: string;
}

/** Conductor types once per voltage level they are used at, where they are used first. */
function* conductors({ rows, network }: Survey, { connection }: Limits): Generator<Judged> {
  const types = new Map(rows.conductor_types.map((row) => [row.id, row]));
  const longest = new Map<string, number>();
  for (const { typeId, lengthM } of network.lines)
    longest.set(typeId, Math.max(lengthM, longest.get(typeId) ?? 0));
  const judged = new Set<string>();
  for (const [line, { subject, typeId }] of network.lines.entries()) {
    const [type, level] = [types.get(typeId), subject === 'section' ? ('mv' as const) : ('lv' as const)];
    if (type === undefined || judged.has(`${level} ${typeId}`)) continue;
    judged.add(`${level} ${typeId}`);
    const isIdeal = type.r_ohm_per_km === 0 && type.x_ohm_per_km === 0;
    if (isIdeal && (longest.get(typeId) ?? 0) <= connection.m) continue;
    const place = { at: linePlace(network, line), level, laying: type.laying };
    yield { subject: 'conductor-type', id: typeId, figures: type, ...place };
  }
}

function* elements({ rows, network }: Survey): Generator<Judged> {
  for (const [line, { subject, id, limitA }] of network.lines.entries()) {
    if (limitA !== null) yield { subject, id, at: linePlace(network, line), figures: { limit_a: limitA } };
  }
  const nodeOf = new Map(rows.busbar_sections.map((row) => [row.id, network.nodeAt.get(row.node_id) ?? -1]));
  const atBusbar = (id: string): Symptom['at'] => spotPlace(network, nodeOf.get(id) ?? -1);
  for (const row of rows.busbar_sections)
    yield { subject: 'busbar', id: row.id, at: atBusbar(row.id), figures: row };
  for (const row of rows.feeders)
    yield { subject: 'outlet', id: row.id, at: atBusbar(row.busbar_id), figures: row };
  for (const { row } of network.transformers) {
    yield {
      subject: 'distribution-transformer',
      id: row.id,
      at: placeOf(row.lon_deg, row.lat_deg),
      figures: row,
    };
  }
  const stations = new Map(rows.substations.map((row) => [row.id, placeOf(row.lon_deg, row.lat_deg)]));
  for (const row of rows.main_transformers) {
    yield {
      subject: 'main-transformer',
      id: row.id,
      at: stations.get(row.substation_id) ?? null,
      figures: row,
    };
  }
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The figure of a range, as a share where the range wants one; `null` = unknown. */
function figureIn({ figures }: Judged, { field, per }: Range): number | null {
  const figure = number(figures[field]);
  // Zero means unknown for currents and ratings; an impedance of zero is a claim.
  if (figure === null || (figure === 0 && !field.endsWith('_per_km'))) return null;
  if (per === undefined) return figure;
  const base = number(figures[per]);
  return base === null || base === 0 ? null : figure / base;
}

const fits = (judged: Judged, { subject, level, laying }: Range): boolean =>
  subject === judged.subject &&
  (level === undefined || level === judged.level) &&
  (laying === undefined || laying === judged.laying);

/** Currents, impedances and ratings outside what equipment of their kind has: mostly slips of unit or column. */
export const implausibleFigure: Check = {
  code: 'implausible-figure',
  severity: 'warning',
  *find(survey, limits): Generator<Symptom> {
    for (const judged of [...conductors(survey, limits), ...elements(survey)]) {
      for (const range of limits.ranges) {
        const figure = fits(judged, range) ? figureIn(judged, range) : null;
        if (figure === null || (figure >= range.low && figure <= range.high)) continue;
        const { subject, id, at } = judged;
        const key = range.per === undefined ? 'implausible-figure' : 'implausible-share';
        const { field, per = null, low, high } = range;
        yield { subject, ids: [id], at, because: { key, values: { id, field, per, figure, low, high } } };
      }
    }
  },
};
