import { type CapacityMap, cellFigure } from '../../model/capacity-map.ts';

/** What is told of a cell, in files and tiles alike. */
export function cellProperties(map: CapacityMap, cell: number) {
  const { kva, supply, maybeKva, because } = cellFigure(map, cell);
  return {
    id: map.grid.id(cell),
    kva,
    nextKva: supply?.nextKva ?? null,
    limit: supply?.limit ?? because,
    bindingElementId: supply?.bindingElementId ?? null,
    openKnownKva: supply?.openKnownKva ?? null,
    way: supply?.way ?? null,
    placeId: supply?.placeId ?? null,
    feederId: supply?.feederId ?? null,
    grade: supply?.grade ?? null,
    maybeKva,
  };
}
