const isWithin = (value: unknown, limit: number): boolean => {
  const figure = typeof value === 'string' ? Number(value) : value;
  return typeof figure === 'number' && Math.abs(figure) <= limit;
};

/**
 * The field a latitude was probably meant for: no latitude is beyond 90°, so where the longitude beside it could be one
 * and it could be the longitude, the two have been exchanged.
 *
 * @param path of the field at fault; `parent` = the object it stands in.
 * @returns `null` = nothing of the kind.
 */
export function exchangedField(path: readonly PropertyKey[], parent: unknown): 'lon' | null {
  if (path.at(-1) !== 'lat' || typeof parent !== 'object' || parent === null) return null;
  const { lon, lat } = parent as Readonly<Record<string, unknown>>;
  return isWithin(lat, 180) && !isWithin(lat, 90) && isWithin(lon, 90) ? 'lon' : null;
}
