import { CABLE } from './equipment.ts';
import { addNode, type Feeder, type LineNode, type LvPoint, type Transformer } from './feeder.ts';
import { direction, plus, step, type Point } from './plane.ts';
import type { Random } from './random.ts';
import type { RoadNetwork } from './road-network.ts';
import { mountTransformer } from './transformers.ts';

/** How far a transformer room or kiosk stands inside the block, m from the street's centre line. */
const SETBACK_M = 17;
/** A branch box stands on the pavement, m from the centre line and from the corner. */
const PAVEMENT_M = 9;
const BOX_FROM_CORNER_M = 24;
/** Where low-voltage boxes stand, m along the street from their transformer: within 250 m in town (class B). */
const LV_BOXES_M = [28, 62] as const;

/** A place beside a street: the street's direction away from the ring main unit, and the side. */
interface Slot {
  readonly corner: Point;
  readonly u: Point;
  readonly lengthM: number;
  readonly side: 1 | -1;
  readonly street: string;
}

const slotsAround = (roads: RoadNetwork, junction: number): Slot[] =>
  roads.around[junction]!.filter((edge) => roads.edges[edge]!.lengthM > 80).flatMap((edge) => {
    const path = roads.pathFrom(edge, junction);
    const { lengthM, name } = roads.edges[edge]!;
    const u = direction(path[0]!, path[1]!);
    return ([1, -1] as const).map((side) => ({ corner: path[0]!, u, lengthM, side, street: name ?? '' }));
  });

const placeIn = (slot: Slot, alongM: number, awayM: number): Point =>
  plus(slot.corner, step(slot.u, alongM, slot.side * awayM));

const attach = (feeder: Feeder, parent: LineNode, slot: Slot, alongM: number): LineNode => {
  const at = placeIn(slot, alongM, SETBACK_M);
  const path = [parent.at, placeIn(slot, alongM, PAVEMENT_M - 2), at];
  return addNode(feeder, {
    kind: 'node',
    at,
    parent,
    path,
    laying: 'cable',
    conductor: CABLE[0],
    junction: null,
  });
};

const addBranchBox = (feeder: Feeder, unit: LineNode, slot: Slot): LineNode => {
  const at = placeIn(slot, BOX_FROM_CORNER_M, PAVEMENT_M);
  return addNode(feeder, {
    kind: 'branch-box',
    name: `${slot.street}分支箱`,
    at,
    parent: unit,
    path: [unit.at, at],
    laying: 'cable',
    conductor: CABLE[1],
    junction: null,
  });
};

/** Two short chains of boxes, up and down the street. */
const streetBoxes = (transformer: Transformer, slot: Slot, alongM: number): LvPoint[] => {
  const points: LvPoint[] = [{ kind: 'busbar', at: transformer.at, parent: -1 }];
  for (const way of [1, -1]) {
    let parent = 0;
    for (const m of LV_BOXES_M) {
      parent = points.push({ kind: 'box', at: placeIn(slot, alongM + way * m, PAVEMENT_M + 2), parent }) - 1;
    }
  }
  return points;
};

/**
 * Connects transformers to a ring main unit or switching station: each in a room of its own beside one of the
 * streets that meet there, some through a branch box.
 * In a park all are factories; in town two thirds are public, with boxes along the street, the rest premises.
 */
export const supplyStreets = (plan: {
  readonly roads: RoadNetwork;
  readonly feeder: Feeder;
  readonly unit: LineNode;
  readonly count: number;
  readonly random: Random;
}): void => {
  const { roads, feeder, unit, random } = plan;
  const slots = random.shuffled(slotsAround(roads, unit.junction!)).slice(0, plan.count);
  const boxed = slots.length >= 4 && random.chance(0.5);
  const box = boxed ? addBranchBox(feeder, unit, slots[0]!) : unit;
  slots.forEach((slot, i) => {
    const alongM = random.between(40, Math.max(50, slot.lengthM * 0.6));
    const sameStreet = slot.u.x === slots[0]!.u.x && slot.u.y === slots[0]!.u.y;
    const node = attach(feeder, sameStreet ? box : unit, slot, alongM);
    const trade = feeder.area === 'park' ? 'factory' : random.chance(0.67) ? 'street' : 'premises';
    const place = `${slot.street}${unit.id.slice(-3)}-${i + 1}号`;
    const transformer = mountTransformer(node, { trade, at: node.at, place }, random);
    if (trade === 'street' && random.chance(0.8)) transformer.lv = streetBoxes(transformer, slot, alongM);
  });
};
