import type { PlanSource } from '../model/plan.ts';
import type { PlanTask } from './context.ts';
import type { Supply } from './kinds/kind.ts';
import { suppliedKv } from './ways/new-line.ts';
import { takeOff } from './ways/take-off.ts';

/** A source of a plan as far as its place tells. */
type SourcePlace = Omit<PlanSource, 'busId' | 'route' | 'chain' | 'electrical'>;

/** Where a supply starts, without its route as drawn, its chain and its load flow. */
export interface End {
  readonly place: SourcePlace;
  /** Length of its route, m. */
  readonly routeM: number;
  /** Whether any of it is cable. */
  readonly hasCable: boolean;
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** Element that feeds a supply: after a switching it may be another outlet's. */
const feedingOf = ({ candidate }: Supply): number => candidate.after?.outlet ?? candidate.element;

/** Where a supply starts, and how far it is. */
export function endOf(task: PlanTask, supply: Supply): End {
  const { snapshot } = task.headroom;
  const { role, capacityKva, candidate } = supply;
  const { source, bay } = candidate;
  const place: SourcePlace = {
    role,
    capacityKva,
    supplyKv: suppliedKv(task, candidate),
    nodeId: snapshot.sourceId(source),
    nodeKind: snapshot.sourceKind(source),
    bayId: bay?.id ?? null,
    feederId: snapshot.feederIdOf(feedingOf(supply)),
    substationId: snapshot.substationIdOf(feedingOf(supply)),
    distanceM: round(candidate.distanceM, 3),
  };
  const { layings } = takeOff(task, candidate);
  return {
    place,
    routeM: candidate.routeM,
    hasCable: layings.some(({ laying }) => laying === 'cable'),
  };
}
