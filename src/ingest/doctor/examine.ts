import type { Finding } from '../../model/finding.ts';
import { SEVERITIES } from '../../model/finding.ts';
import type { RegionRows } from '../../model/record.ts';
import type { Check } from './check.ts';
import { planarCoordinates, swappedAxes } from './coordinate-axes.ts';
import { danglingEnd } from './dangling-end.ts';
import { feederMismatch, sectionWithoutFeeder } from './feeders-of-sections.ts';
import { duplicateId, missingReference, similarIds } from './ids.ts';
import { implausibleFigure } from './implausible-figure.ts';
import { island } from './island.ts';
import { lengthMismatch } from './length-mismatch.ts';
import type { Limits } from './limits.ts';
import { closedLoop, fedTwice } from './loops.ts';
import { missingTie } from './missing-tie.ts';
import { noCoordinates } from './no-coordinates.ts';
import { offRoads } from './off-roads.ts';
import { pathOffEnds } from './path-off-ends.ts';
import { surveyOf } from './survey.ts';
import { transformerUpsideDown, voltageMismatch } from './voltages.ts';
import { shiftedPlaces } from './wrong-datum.ts';

/** What coordinates must be before anything can be measured with them. */
const OF_AXES: readonly Check[] = [planarCoordinates, swappedAxes];

/** Checks that measure on the map. */
const ON_MAP: readonly Check[] = [
  danglingEnd,
  lengthMismatch,
  missingTie,
  noCoordinates,
  offRoads,
  pathOffEnds,
  shiftedPlaces,
];

const OF_ROWS: readonly Check[] = [
  closedLoop,
  duplicateId,
  fedTwice,
  feederMismatch,
  implausibleFigure,
  island,
  missingReference,
  sectionWithoutFeeder,
  similarIds,
  transformerUpsideDown,
  voltageMismatch,
];

/** Ids kept of one finding: the sentence tells how many there are. */
const MOST_IDS = 1000;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const order = (a: Finding, b: Finding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  compare(a.code, b.code) ||
  compare(JSON.stringify([a.subject, a.ids, a.because]), JSON.stringify([b.subject, b.ids, b.because]));

/** Where most of a table has no true degrees every measure on the map is nonsense. */
const isMost = ({ because: { values } }: Finding): boolean =>
  Number(values['rows']) > Number(values['of']) / 2;

/**
 * Examines a region's rows: everything that is wrong with its topology, ids, figures and places.
 *
 * Where most coordinates of a table are planar or swapped only that is said of them: nothing can be measured then.
 *
 * @returns errors first, then by code and ids; the order of rows makes no difference.
 * @cost O(n log n) in the rows; 46,000 rows take about half a second (test/ingest/doctor/examine.test.ts).
 */
export function examine(rows: RegionRows, limits: Limits): Finding[] {
  const survey = surveyOf(rows);
  const run = (checks: readonly Check[]): Finding[] =>
    checks.flatMap((check) =>
      [...check.find(survey, limits)].map(({ subject, ids, at, because, suggestion = null }) => ({
        code: check.code,
        severity: check.severity,
        subject,
        ids: ids.slice(0, MOST_IDS),
        at,
        because,
        suggestion,
      })),
    );
  const axes = run(OF_AXES);
  const measured = axes.some(isMost) ? run([noCoordinates]) : run(ON_MAP);
  return [...axes, ...measured, ...run(OF_ROWS)].sort(order);
}
