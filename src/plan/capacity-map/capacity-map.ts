import { type CapacityMap, type MapSupply, NO_FIGURE } from '../../model/capacity-map.ts';
import type { CellGrid } from '../../model/cell-grid.ts';
import { type Land, NO_POLYGONS } from '../../policy/facts.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { landAt } from '../land-at.ts';
import { isLow } from '../ways/candidate.ts';
import { beyondLowVoltage, lowVoltageLeftM } from '../ways/low-voltage-reach.ts';
import { Canvas } from './canvas.ts';
import { type Reach, reachOfCable, reachOfPlace } from './reach.ts';
import { type StandardSizes, standardSizes } from './standard-sizes.ts';
import {
  type MapContext,
  type Sized,
  type Start,
  electricalMiss,
  sizedAt,
  startsAround,
  supplyOf,
} from './starts.ts';

/** What is asked of every cell of a rectangle. */
export interface MapAsked {
  readonly grid: CellGrid;
  /** Geodesic, inclusive. */
  readonly radiusM: number;
  /** ISO day, for policy and grades. */
  readonly asOf: string;
}

/** Low-voltage metres are compared to a tenth of a metre. */
const TENTH_M = 0.05;

/** Cells by what the areas of the record say of the land. */
interface Lands {
  readonly lands: readonly Land[];
  /** Per cell. */
  readonly of: Uint8Array;
}

function landsOf({ zones }: Snapshot, grid: CellGrid): Lands {
  const of = new Uint8Array(grid.size);
  if (zones.loaded.size === 0) return { lands: [NO_POLYGONS], of };
  const lands: Land[] = [];
  const indices = new Map<string, number>();
  for (let cell = 0; cell < of.length; cell++) {
    const land = landAt(zones, grid.centre(cell));
    const key = Object.values(land).join('/');
    const index = indices.get(key) ?? lands.push(land) - 1;
    indices.set(key, index);
    of[cell] = index;
  }
  return { lands, of };
}

/** Cells of one kind of land, and the starts around, by what they may take there. */
class LandPainting {
  readonly #context: MapContext;
  readonly #asked: MapAsked;
  readonly #land: Land;
  readonly #sizes: StandardSizes;
  readonly #supplies: MapSupply[];

  constructor(context: MapContext, asked: MapAsked, land: Land, supplies: MapSupply[]) {
    this.#context = context;
    this.#asked = asked;
    this.#land = land;
    this.#supplies = supplies;
    this.#sizes = standardSizes(context, land, asked.asOf);
  }

  /**
   * Gives the free cells of a canvas their figures: starts with room for the largest size first. One whose load flow is
   * against its size stands back among those of the next smaller, where it is asked again if any cell still waits for it.
   */
  paint(starts: readonly Start[], canvas: Canvas, isCancelled: () => boolean): void {
    const waiting: Sized[][] = this.#sizes.kva.map(() => []);
    const none: Sized[] = [];
    for (const start of starts) {
      const sized = sizedAt(this.#context, start, this.#sizes);
      (waiting[sized.size] ?? none).push(sized);
    }
    for (let size = waiting.length - 1; size >= -1; size--) {
      const here = (waiting[size] ?? none).sort((a, b) => b.start.openCkva - a.start.openCkva);
      for (const sized of here) {
        if (canvas.left === 0 || isCancelled()) return;
        const limit = this.#paintOne(sized, canvas);
        if (limit !== null) (waiting[size - 1] ?? none).push({ start: sized.start, size: size - 1, limit });
      }
    }
  }

  /** @returns what the load flow has against its size, where a cell is in reach; `null` = nothing. */
  #paintOne(sized: Sized, canvas: Canvas): string | null {
    const reach = this.#reachOf(sized.start);
    if (reach === null || !canvas.isReached(reach)) return null;
    const kva = this.#sizes.kva[sized.size];
    const limit = kva === undefined ? null : electricalMiss(this.#context, sized.start, kva);
    if (limit !== null) return limit;
    canvas.paint(reach, this.#supplies.length);
    this.#supplies.push(supplyOf(this.#context, sized, this.#sizes, this.#asked.asOf));
    return null;
  }

  #reachOf({ way, source, cable, element }: Start): Reach | null {
    const { headroom, pack } = this.#context;
    const { snapshot } = headroom;
    const { radiusM, grid } = this.#asked;
    if (cable >= 0) return reachOfCable(grid, snapshot, cable, radiusM);
    const place = snapshot.placeOf(source);
    if (!isLow(way)) return reachOfPlace(grid, place, radiusM, (metres) => metres <= radiusM);
    const rules = { headroom, pack, brief: this.#land };
    const reachM = Math.min(radiusM, lowVoltageLeftM(rules, element) + TENTH_M);
    if (reachM < 0) return null;
    return reachOfPlace(
      grid,
      place,
      reachM,
      (metres) => metres <= radiusM && beyondLowVoltage(rules, element, metres) === null,
    );
  }
}

/**
 * The capacity map: for the middle of every cell the largest standard demand that at least one supply from the grid as it
 * is takes within the radius, all the way up to the main transformer, with the element that has least left on that way.
 *
 * Standard demand: a size of the catalogue's customer transformers up to the pack's limit of 10 kV, three phases, class 3,
 * of an ordinary industrial customer. Supplies: a tee at a pole, a bay at a cabinet, a cut into a medium-voltage cable; a
 * transformer or low-voltage point within the pack's low-voltage reach, where the pack lets low voltage serve the size.
 *
 * Checked, by the plans' own functions: distance (geodesic, straight), room of every element up to the main transformer
 * with what is promised, N-1 where the pack lets it govern, spare bays and their rating, dedicated feeders, the voltage
 * class, and the load flow of the feeder with the demand right at the supply (where there are studies). Not checked: whether a
 * route leads there and how long it is, the size of the line and the drop along it, fault level. So no plan of these kinds
 * whose chain is known takes the next size, while a plan of the size itself may still fail on its line. Not looked at: new
 * outlets of substations, new transformers (they take what a tee or bay takes), load transfers, works on the grid, pairs.
 *
 * Unknown is no room: a supply with anything unknown on its way counts in `maybe` alone; a cell where nothing known fits
 * and something unknown might is unknown.
 *
 * @param isCancelled asked now and then; where it says yes the map is not whole.
 * @cost O(cells) for projection and land; per start in reach a check per size; a load flow and a chain for each that
 *   gives cells their figure or would but for its voltage, and the cells around it.
 */
export function capacityMap(
  context: MapContext,
  asked: MapAsked,
  isCancelled: () => boolean = () => false,
): CapacityMap {
  const { grid, radiusM, asOf } = asked;
  const starts = startsAround(context, grid, radiusM, asOf);
  const known = starts.filter((start) => start.known);
  const unknown = starts.filter((start) => !start.known);
  const { lands, of } = landsOf(context.headroom.snapshot, grid);
  const supplies: MapSupply[] = [];
  const sure = new Canvas(grid, NO_FIGURE.nothingInReach);
  const unsure = new Canvas(grid, NO_FIGURE.nothingInReach);
  lands.forEach((land, index) => {
    if (land.onForbiddenGround) return;
    const painting = new LandPainting(context, asked, land, supplies);
    for (const canvas of [sure, unsure]) {
      canvas.open((cell) => of[cell] === index);
      painting.paint(canvas === sure ? known : unknown, canvas, isCancelled);
    }
  });
  const map = { grid, supplies, cells: sure.values, maybe: unsure.values };
  for (let cell = 0; cell < grid.size; cell++)
    settle(map, cell, lands[of[cell] ?? 0]?.onForbiddenGround === true);
  return map;
}

/** Keeps what is not known only where it is more; where nothing else fits, the cell is unknown. */
function settle({ supplies, cells, maybe }: CapacityMap, cell: number, isForbidden: boolean): void {
  const kva = supplies[cells[cell] ?? -1]?.kva ?? 0;
  const more = supplies[maybe[cell] ?? -1]?.kva ?? 0;
  if (more <= kva) maybe[cell] = NO_FIGURE.nothingInReach;
  else if (kva === 0) cells[cell] = NO_FIGURE.unknown;
  if (isForbidden) cells[cell] = NO_FIGURE.forbidden;
}
