import type { Check, Symptom } from './check.ts';
import { drawnLengthM } from './geometry.ts';
import type { Limits } from './limits.ts';
import type { Line } from './network.ts';
import { median } from './places.ts';
import { linePlace, type Survey } from './survey.ts';

type Bands = Limits['length']['drawn'];

/** Few lines say nothing about the scale of a whole drawing. */
const LEAST_FOR_SCALE = 20;

function isBeyond(long: number, short: number, bands: Bands): boolean {
  return bands.some(({ ratio, overM }) => long > ratio * short && long - short > overM);
}

interface Measured {
  readonly line: Line;
  readonly index: number;
  readonly drawnM: number;
}

function isWrong({ line, drawnM }: Measured, { drawn, detour }: Limits['length']): boolean {
  if (isBeyond(drawnM, line.lengthM, drawn)) return true;
  return isBeyond(line.lengthM, drawnM, line.path === null ? detour : drawn);
}

const round = (value: number, steps: number): number => Math.round(value * steps) / steps;

/** Most lines at fault in one way: the drawing is to another scale, and the single lengths say nothing. */
function scaled(
  subject: Line['subject'],
  measured: readonly Measured[],
  wrong: readonly Measured[],
): Symptom {
  const ratio = round(median(measured.map(({ line, drawnM }) => line.lengthM / drawnM)), 1000);
  return {
    subject,
    ids: wrong.map(({ line }) => line.id),
    at: null,
    because: { key: 'drawing-to-scale', values: { ratio, lines: wrong.length, of: measured.length } },
  };
}

function* symptoms(survey: Survey, limits: Limits['length'], subject: Line['subject']): Generator<Symptom> {
  const { network } = survey;
  const measured = network.lines.flatMap((line, index) => {
    const drawnM = line.subject === subject ? drawnLengthM(network, line) : NaN;
    return Number.isNaN(drawnM) ? [] : [{ line, index, drawnM }];
  });
  const wrong = measured.filter((each) => isWrong(each, limits));
  if (measured.length >= LEAST_FOR_SCALE && wrong.length > limits.scaledFrom.share * measured.length) {
    yield scaled(subject, measured, wrong);
    return;
  }
  for (const { line, index, drawnM } of wrong) {
    const values = { lineId: line.id, statedM: round(line.lengthM, 10), drawnM: round(drawnM, 10) };
    yield {
      subject,
      ids: [line.id],
      at: linePlace(network, index),
      because: { key: line.lengthM === 0 ? 'length-zero' : 'length-mismatch', values },
    };
  }
}

/** Lines whose stated length does not fit their geometry, or is zero where there is a way to go. */
export const lengthMismatch: Check = {
  code: 'length-mismatch',
  severity: 'warning',
  *find(survey, { length }) {
    yield* symptoms(survey, length, 'section');
    yield* symptoms(survey, length, 'lv-line');
  },
};
