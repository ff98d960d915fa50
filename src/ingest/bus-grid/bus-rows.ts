import { flawOf, type Found } from './found.ts';
import type { Survey } from './survey.ts';

/** Buses as nodes and low-voltage points. */
export function* busRows(survey: Survey): Generator<Found> {
  const { grid, levels, places, nodeOf, busbarNodes } = survey;
  const behindTransformer = new Set(grid.transformers.map(({ low }) => low));
  for (const bus of grid.buses) {
    const { id, name, kv } = bus;
    const [level, place] = [levels.get(id), places.get(id)];
    if (level === 'mv' && nodeOf(id) !== id) {
      yield { leftOut: 'bus that is part of a busbar' };
    } else if (place === undefined) {
      yield flawOf(bus, 'geo', 'no-coordinates', ['', 'a point, lon lat']);
    } else if (level === 'mv') {
      const kind = busbarNodes.has(id) ? 'busbar' : 'node';
      const row = { id, name, kind, kv, ...place, bays_spare: null, bays_used: null } as const;
      yield { table: 'nodes', row, of: bus };
    } else if (level === 'lv') {
      const kind = behindTransformer.has(id) ? 'busbar' : 'node';
      yield { table: 'lv_points', row: { id, name, kind, kv, ...place }, of: bus };
    } else yield { leftOut: 'bus above medium voltage' };
  }
}
