import { MAP_WAYS, type MapSupply, type MapWay } from '../../model/capacity-map.ts';
import type { CellGrid } from '../../model/cell-grid.ts';
import { metresPerDegree } from '../../model/geodesic.ts';
import type { SourceKind } from '../../model/plan.ts';
import { ChainLedger } from '../../search/chain.ts';
import type { Headroom } from '../../search/headroom.ts';
import type { PlanContext } from '../context.ts';
import { STARTS_AT, toCkva } from '../ways/candidate.ts';
import { chainMiss } from '../ways/chain-miss.ts';
import { type BayChoice, NO_BAY, chooseBay } from '../ways/choose-bay.ts';
import type { StandardSizes } from './standard-sizes.ts';

export type MapContext = Pick<PlanContext, 'headroom' | 'studies' | 'pack' | 'catalogue'>;

/** A place of the grid where a supply may begin. */
export interface Start {
  readonly way: MapWay;
  /** Power source; -1 = a cable section that would be cut. */
  readonly source: number;
  /** Cable that would be cut; -1 = none. */
  readonly cable: number;
  /** First element of its chain. */
  readonly element: number;
  readonly openCkva: number;
  /** Whether every figure of its chain is known, and whether there is a bay. */
  readonly known: boolean;
}

/** A start with the largest standard size that it may take; what its next size misses where that is known already. */
export interface Sized {
  readonly start: Start;
  /** Index in the sizes; -1 = none. */
  readonly size: number;
  readonly limit: string | null;
}

/** Slack on the radius, and metres by which the sides of a rectangle may bow between its corners. */
const SLACK = 1.02;
const BOW_M = 100;

/** Box of degrees around the cells and all within a radius of them. */
function boxAround(grid: CellGrid, radiusM: number): [number, number, number, number] {
  const last = grid.size - 1;
  const corners = [0, grid.columns - 1, last - grid.columns + 1, last].flatMap((cell) => grid.ring(cell));
  const lons = corners.map(({ lon }) => lon);
  const lats = corners.map(({ lat }) => lat);
  const { north, east } = metresPerDegree(Math.max(...lats.map(Math.abs)));
  const over = SLACK * radiusM + BOW_M;
  return [
    Math.min(...lons) - over / east,
    Math.min(...lats) - over / north,
    Math.max(...lons) + over / east,
    Math.max(...lats) + over / north,
  ];
}

const wayOf = (kind: SourceKind): MapWay | null =>
  MAP_WAYS.find((way) => way !== 'mv-cut-in' && (STARTS_AT[way] as readonly SourceKind[]).includes(kind)) ??
  null;

const isDedicated = ({ snapshot }: Headroom, element: number): boolean =>
  snapshot.columns.feederDedicated[snapshot.columns.elementFeeder[element] ?? -1] === 1;

/** Every place around some cells where a supply may begin, by source, then cable; others' own lines are left out. */
export function startsAround(context: MapContext, grid: CellGrid, radiusM: number, asOf: string): Start[] {
  const { headroom } = context;
  const { snapshot } = headroom;
  const ledger = new ChainLedger(headroom, asOf);
  const known = new Map<number, boolean>();
  const isKnown = (element: number): boolean => {
    const answer = known.get(element) ?? ledger.room(element).openKva !== null;
    known.set(element, answer);
    return answer;
  };
  const start = (place: Pick<Start, 'way' | 'source' | 'cable' | 'element'>): Start[] => {
    const { element, source, way } = place;
    if (element < 0 || isDedicated(headroom, element)) return [];
    const bayKnown = way !== 'mv-bay' || !chooseBay(context, source, 0).unknown;
    const openCkva = headroom.openCkva[element] ?? 0;
    return [{ known: bayKnown && isKnown(element), openCkva, ...place }];
  };
  const box = boxAround(grid, radiusM);
  const sources = snapshot.sourcesInBox(...box).sort((a, b) => a - b);
  const cables = snapshot.cablesInBox(...box).sort((a, b) => a - b);
  return [
    ...sources.flatMap((source) => {
      const way = wayOf(snapshot.sourceKind(source));
      return way === null ? [] : start({ way, source, cable: -1, element: snapshot.elementOf(source) });
    }),
    ...cables.flatMap((cable) => {
      const element = snapshot.columns.cableElement[cable] ?? -1;
      return start({ way: 'mv-cut-in', source: -1, cable, element });
    }),
  ];
}

const loadOf = (kva: number) => ({ category: 'industrial', ckva: toCkva(kva), singlePhase: false }) as const;

/** The bay that a size takes at a start. */
const bayAt = (context: MapContext, { way, source }: Start, kva: number): BayChoice =>
  way === 'mv-bay' ? chooseBay(context, source, toCkva(kva)) : NO_BAY;

/** The largest standard size that a start has room and a bay for: the plans' own checks, from the largest down. */
export function sizedAt(context: MapContext, start: Start, { kva, largest }: StandardSizes): Sized {
  for (let size = largest[start.way]; size >= 0; size--) {
    const asked = kva[size] ?? Infinity;
    if (context.headroom.takes(start.element, loadOf(asked)) && bayAt(context, start, asked).miss === null)
      return { start, size, limit: null };
  }
  return { start, size: -1, limit: null };
}

/** Code of what the load flow has against a size, taken right at the start; `null` = nothing, or it cannot be made. */
export function electricalMiss({ studies, pack }: MapContext, { element, cable }: Start, kva: number) {
  const study = studies?.look({
    element,
    kva,
    cosPhi: pack.voltage.powerFactor.value,
    largestMotorKw: null,
    via: [],
    // Where a cable is cut depends on the cell; nowhere does a load lower its voltage less than at the fed end.
    ...(cable < 0 ? {} : { cutAt: 0 }),
  });
  if (study === undefined || study === null) return null;
  if (study === 'collapse') return 'load-flow-collapses';
  if (study.marginPu < 0) return 'voltage-out-of-band';
  return (study.lowDropPercent ?? 0) > pack.voltage.designDrop.lowPercent ? 'low-voltage-drop' : null;
}

/** What speaks against the next size, but for its load flow: class of voltage, chain, bays. */
function limitOf(context: MapContext, start: Start, nextKva: number, isOfClass: boolean): string {
  const missed = isOfClass
    ? (chainMiss(context, start.element, loadOf(nextKva)) ?? bayAt(context, start, nextKva).miss)
    : null;
  return missed?.code ?? 'voltage-class';
}

/** What is told of a start that gives cells their figure. O(chain). */
export function supplyOf(
  context: MapContext,
  { start, size, limit }: Sized,
  { kva, largest }: StandardSizes,
  asOf: string,
): MapSupply {
  const { snapshot } = context.headroom;
  const { way, source, element } = start;
  const takes = kva[size] ?? 0;
  const { bay } = bayAt(context, start, takes);
  const ledger = new ChainLedger(context.headroom, asOf);
  const chain = ledger.read(element, { category: null, ckva: 0 }, bay === null ? [] : [bay]);
  const nextKva = kva[size + 1] ?? null;
  return {
    way,
    placeId: source < 0 ? snapshot.elementId(element) : snapshot.sourceId(source),
    feederId: snapshot.feederIdOf(element),
    kva: takes,
    nextKva,
    limit: nextKva === null ? null : (limit ?? limitOf(context, start, nextKva, size < largest[way])),
    bindingElementId: chain.bindingElementId,
    openKnownKva: chain.openKnownKva,
    grade: chain.grade,
  };
}
