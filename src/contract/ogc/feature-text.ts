import type { FeatureCollection, FeatureRow, Room } from '../../model/features.ts';

/** Id of a feature in its collection: its region and its id there. */
export const featureId = (region: string, id: string): string => `${region}:${id}`;

type Value = string | number | boolean | null;

/** The properties of a feature by name: those of the record, then those of its room. */
export function propertiesOf(
  { properties, room: shown }: FeatureCollection,
  row: FeatureRow,
  room: Room | null,
): Readonly<Record<string, Value>> {
  return Object.fromEntries([
    ...Object.keys(properties).map((name): [string, Value] => [name, row.properties[name] ?? null]),
    ...(shown?.properties ?? []).map((name): [string, Value] => [name, room?.[name] ?? null]),
  ]);
}

/**
 * A feature as GeoJSON text. Figures that need not be whole are written so (`12.0`): GIS clients take the type of a
 * column from its first rows.
 *
 * @param isWhole whether a property is always a whole number.
 */
export function featureText(
  id: string,
  { geometry, properties }: { geometry: string | null; properties: Readonly<Record<string, Value>> },
  isWhole: (property: string) => boolean,
): string {
  const pairs = Object.entries(properties).map(
    ([name, value]) => `${JSON.stringify(name)}:${valueText(value, isWhole(name))}`,
  );
  return `{"type":"Feature","id":${JSON.stringify(id)},"geometry":${geometry ?? 'null'},"properties":{${pairs.join(',')}}}`;
}

function valueText(value: Value, isWhole: boolean): string {
  const text = JSON.stringify(value);
  return typeof value === 'number' && !isWhole && /^-?\d+$/u.test(text) ? `${text}.0` : text;
}
