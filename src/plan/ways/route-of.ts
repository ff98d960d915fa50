import { groundOf } from '../../model/ground.ts';
import type { Place } from '../../model/geometry.ts';
import type { Laying, Route } from '../../model/plan.ts';
import { shareOut } from '../../pricing/share-out.ts';
import { partsAtRedLine } from '../../search/red-line.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate } from './candidate.ts';
import { layingIn } from './route-costs.ts';

/** A piece of a route, before its length is rounded. */
interface Piece {
  readonly laying: Laying;
  readonly insidePlot: boolean;
  lengthM: number;
  readonly path: Place[];
}

/** Places stand on the wire to 1e-7°, 1 cm. */
const rounded = ({ lon, lat }: Place): Place => ({
  lon: Math.round(lon * 1e7) / 1e7,
  lat: Math.round(lat * 1e7) / 1e7,
});

function stretchesOf(task: PlanTask, { route, laying, at }: Candidate): Omit<Piece, 'insidePlot'>[] {
  const { site } = task.request;
  const drawn = route.draw?.().stretches ?? [];
  if (drawn.length === 0) return [{ laying, lengthM: route.lengthM, path: [site, at] }];
  return drawn.map(({ ground, lengthM, path }) => ({
    laying: layingIn(route.sizes, groundOf(ground)),
    lengthM,
    path: [...path],
  }));
}

/** Stretches cut at the red line; a stretch keeps its length however it is cut. */
function cutPieces(task: PlanTask, candidate: Candidate): Piece[] {
  const { plot } = task.request;
  return stretchesOf(task, candidate).flatMap(({ laying, lengthM, path }): Piece[] => {
    const parts = plot === null ? [] : partsAtRedLine(path, plot);
    const drawnM = parts.reduce((sum, part) => sum + part.lengthM, 0);
    if (drawnM === 0) return [{ laying, insidePlot: false, lengthM, path }];
    return parts.map((part) => ({
      laying,
      insidePlot: part.inside,
      lengthM: (part.lengthM / drawnM) * lengthM,
      path: [...part.path],
    }));
  });
}

/** Neighbours that are laid alike on one side of the red line are one part. */
function joined(pieces: readonly Piece[]): Piece[] {
  const parts: Piece[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (last?.laying === piece.laying && last.insidePlot === piece.insidePlot) {
      last.lengthM += piece.lengthM;
      last.path.push(...piece.path.slice(1));
    } else parts.push({ ...piece, path: [...piece.path] });
  }
  return parts;
}

const MM = 1000;

/** The route of a candidate as the answer has it: its ends as asked and as recorded, what lies between to 1e-7°. */
export function routeOf(task: PlanTask, candidate: Candidate): Route {
  const { route, at } = candidate;
  const parts = joined(cutPieces(task, candidate));
  const weights = parts.map(({ lengthM }) => Math.round(lengthM * MM));
  const tenths = Math.round(route.lengthM * 10);
  const shares = weights.some((weight) => weight > 0) ? shareOut(tenths, weights) : weights;
  return {
    lengthM: route.lengthM,
    straightLine: route.draw === null,
    parts: parts.map(({ laying, insidePlot, path }, i) => ({
      laying,
      insidePlot,
      lengthM: (shares[i] ?? 0) / 10,
      path: path.map((place, k) => {
        if (i === 0 && k === 0) return task.request.site;
        return i === parts.length - 1 && k === path.length - 1 ? at : rounded(place);
      }),
    })),
  };
}
