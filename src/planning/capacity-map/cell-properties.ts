import { type CapacityMap, type MapSupply, cellFigure } from '../../model/capacity-map.ts';

/** Where nothing supplies a cell. */
const NO_SUPPLY: { readonly [K in keyof MapSupply]: null } = {
  way: null,
  placeId: null,
  feederId: null,
  kva: null,
  nextKva: null,
  limit: null,
  bindingElementId: null,
  openKnownKva: null,
  grade: null,
};

/** What is told of a cell, in files and tiles alike. */
export function cellProperties(map: CapacityMap, cell: number) {
  const { kva, supply, maybeKva, because } = cellFigure(map, cell);
  const { limit, ...told } = supply ?? NO_SUPPLY;
  return Object.assign({ id: map.grid.id(cell) }, told, { kva, limit: limit ?? because, maybeKva });
}
