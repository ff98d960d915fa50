import { OVERHEAD } from './equipment.ts';
import { addNode, type Feeder, type LineNode } from './feeder.ts';
import { cutEvenly, direction, lengthOf, plus, step, type Point } from './plane.ts';

/** Longest span, m: rural 10 kV lines stand on poles 50–80 m apart. */
const LONGEST_SPAN_M = 78;

/** The vector from a road's centre to a line beside it; the side is the same whichever way the road is walked. */
const besideRoad = (road: readonly Point[], besideM: number): Point => {
  const left = step(direction(road[0]!, road.at(-1)!), 0, 1);
  const m = left.x + left.y >= 0 ? besideM : -besideM;
  return { x: left.x * m, y: left.y * m };
};

/** At a corner the line stands beside both roads; most meet nearly at right angles to east and north. */
const atCorner = (feeder: Feeder): Point => ({ x: feeder.besideM, y: feeder.besideM });

/**
 * Sets poles along a road from a node to the road's end, evenly spaced; the last pole stands at the end.
 *
 * @param road From beside `from` to the end, along the centre line.
 * @returns The poles, nearest first.
 */
export const setPoles = (
  feeder: Feeder,
  from: LineNode,
  road: readonly Point[],
  junction: number | null,
): LineNode[] => {
  const places = [...cutEvenly(road, Math.ceil(lengthOf(road) / LONGEST_SPAN_M)), road.at(-1)!];
  const beside = besideRoad(road, feeder.besideM);
  let parent = from;
  return places.map((place, i) => {
    const isLast = i === places.length - 1;
    const at = plus(place, isLast ? atCorner(feeder) : beside);
    parent = addNode(feeder, {
      kind: 'pole',
      at,
      parent,
      path: [parent.at, at],
      laying: 'overhead',
      conductor: OVERHEAD[0],
      junction: isLast ? junction : null,
    });
    return parent;
  });
};
