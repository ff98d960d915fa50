import type { TableRow } from '../check-row.ts';
import { flawOf, type ElementFlaw } from './element-flaw.ts';
import type { Feeder } from './feeder.ts';
import type { Bus, ListName } from './network.ts';

/** A row of the record, or what is wrong with the element that should have become one. */
export type Found = TableRow | { readonly flaw: ElementFlaw };

/** Ids that files use only for themselves (types, switches) are named after their file. */
export const local = ({ stem }: Feeder, id: string): string => `${stem}/${id}`;

/** Coordinates of a bus; `null` when it has none. */
export const placeOf = (bus: Bus | undefined): { lon_deg: number; lat_deg: number } | null => {
  const [lon, lat] = bus?.geometry?.coordinates ?? [];
  return lon === undefined || lat === undefined ? null : { lon_deg: lon, lat_deg: lat };
};

/** Why the voltage level at a bus is unknown: there is no such bus, or nothing tells its voltage. */
export const levelFlaw = (
  feeder: Feeder,
  at: { list: ListName; id: string; field: string },
  bus: string,
): ElementFlaw =>
  feeder.buses.has(bus)
    ? flawOf(at, 'no-voltage', bus, 'a bus whose nominal voltage is stated or follows from its neighbours')
    : flawOf(at, 'missing-reference', bus, 'an id in buses');
