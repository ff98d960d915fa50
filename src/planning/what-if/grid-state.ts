import type { GridState } from '../../model/what-if.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import type { Scope } from './scope-of.ts';
import type { Solved, WayFlow } from './solve-study.ts';
import type { StudyGrid, Way } from './study-grid.ts';

/** One state of a study, with the places that are new in it. */
export interface StateToTell {
  readonly ways: readonly Way[];
  readonly solved: Solved;
  readonly fresh: ReadonlyMap<string, number>;
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
const percent = (value: number): number | null => (Number.isNaN(value) ? null : round(value, 5));
const isLine = ({ kind }: Way): boolean => kind === 'section' || kind === 'lv-line';

/** What nothing feeds carries nothing. */
const idle = ({ ratingCkva }: Way): WayFlow => ({
  currentA: 0,
  loadingPercent: ratingCkva < 0 ? NaN : 0,
  lossKw: 0,
});

function nodesOf(
  snapshot: Snapshot,
  { tells }: Scope,
  { placeOf, wayOf }: StudyGrid,
  { solved, fresh }: StateToTell,
): GridState['nodes'] {
  const at = (nodeId: string, place: number) => ({
    nodeId,
    voltagePu: round(solved.voltagePu[place] ?? NaN, 8),
  });
  const known = [...placeOf].flatMap(([e, place]) => {
    const stands = wayOf.has(e) || snapshot.elementKind(e) === 'busbar';
    const id = snapshot.string(snapshot.columns.elementFarEnd[e] ?? 0);
    return stands && id !== '' && tells(e) ? [at(id, place)] : [];
  });
  return [...known, ...Array.from(fresh, ([id, place]) => at(id, place))];
}

/** Voltages, currents, loadings and losses of what a question wants told, in the order of supply; new things last. */
export function gridState(
  snapshot: Snapshot,
  scope: Scope,
  grid: StudyGrid,
  state: StateToTell,
): Omit<GridState, 'chains'> {
  const { tells } = scope;
  const told = state.ways.flatMap((way, w) => {
    const isTold = way.element < 0 ? way.feeding.some((e) => e < 0 || tells(e)) : tells(way.element);
    return isTold ? [{ way, ...(state.solved.flowOf.get(w) ?? idle(way)) }] : [];
  });
  const lossKw = told.reduce((sum, flow) => sum + flow.lossKw, 0);
  return {
    nodes: nodesOf(snapshot, scope, grid, state),
    sections: told
      .filter(({ way }) => isLine(way))
      .map(({ way, currentA, loadingPercent }) => ({
        elementId: way.id,
        currentA: round(currentA, 4),
        loadingPercent: percent(loadingPercent),
      })),
    transformers: told
      .filter(({ way }) => !isLine(way))
      .map(({ way, loadingPercent }) => ({ elementId: way.id, loadingPercent: percent(loadingPercent) })),
    lossesKw: round(lossKw, 5),
  };
}
