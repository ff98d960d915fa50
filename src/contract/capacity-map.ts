import { z } from 'zod';
import { CAPACITY_MAP_CELLS, CAPACITY_MAP_RADIUS_M } from '../model/capacity-map.ts';
import { CELL_M } from '../model/cell-grid.ts';
import { capacityListQuery } from './capacity-list.ts';
import { elementId, plannedDay, regionId } from './figures.ts';
import { grade, planKind } from './plan-words.ts';
import { versions } from './versions.ts';
import { whenQuery } from './when.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

/** Media types of a capacity map. */
export const CAPACITY_MAP_TYPES = {
  geojson: 'application/geo+json',
  tiff: 'image/tiff; application=geotiff',
} as const;

/** Query of `GET /v1/capacity/map`. */
export const capacityMapQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  bbox: capacityListQuery.shape.bbox.unwrap().meta({
    description: `West, south, east, north; degrees WGS 84. Answered for the smallest rectangle of ${CELL_M} m cells that holds it: at most ${CAPACITY_MAP_CELLS.geojson} of them as GeoJSON, ${CAPACITY_MAP_CELLS.tiff} as GeoTIFF.`,
    param: { style: 'form', explode: false },
  }),
  f: words('Form of the answer.', {
    geojson: 'A polygon for each cell, with all that is told of it.',
    tiff: 'A GeoTIFF of kVA; -1 = nothing can be said.',
  }).default('geojson'),
  radiusM: z.number().min(CELL_M).max(CAPACITY_MAP_RADIUS_M.most).default(CAPACITY_MAP_RADIUS_M.usual).meta({
    description: 'How far supplies are looked for from the middle of a cell, geodesic, m.',
  }),
  ...whenQuery,
  asOf: plannedDay.optional(),
});

const cell = z
  .strictObject({
    kva: z.number().nullable().meta({
      description: 'Largest standard demand that fits, kVA; 0 = none, null = unknown, or forbidden ground.',
    }),
    nextKva: z.number().nullable().meta({ description: 'The next standard size, which does not fit, kVA.' }),
    limit: z.string().nullable().meta({
      description:
        'What speaks against the next size at this supply: a code as of rejected sources, or `voltage-class`; without a supply `nothing-in-reach`, `unknown` or `forbidden`.',
    }),
    bindingElementId: elementId.nullable().meta({
      description: 'Element with least left on the way up to the main transformer.',
    }),
    openKnownKva: z.number().nullable().meta({ description: 'What is left there, kVA.' }),
    way: planKind.nullable(),
    placeId: elementId.nullable().meta({ description: 'Power source; cable section of a cut-in.' }),
    feederId: elementId.nullable(),
    grade: grade.nullable(),
    maybeKva: z.number().nullable().meta({
      description: 'What would fit if what is unknown carried it, kVA; null = no more than `kva`.',
    }),
  })
  .meta({ id: 'CapacityMapCell', description: 'What fits at a cell.' });

/** Answer of `GET /v1/capacity/map?f=geojson`: row by row from the north, each from the west. */
export const capacityMapAnswer = z
  .strictObject({
    type: z.literal('FeatureCollection'),
    ...versions,
    radiusM: z.number(),
    columns: z.int(),
    rows: z.int(),
    epsg: z.int().meta({ description: 'Code of the zone whose plane the cells are square on.' }),
    features: z.array(
      z.strictObject({
        type: z.literal('Feature'),
        id: z.string().meta({
          description: 'Zone, column and row from its origin: the same cell has it in every answer.',
        }),
        geometry: z.strictObject({
          type: z.literal('Polygon'),
          coordinates: z.array(z.array(z.array(z.number()).length(2)).length(5)).length(1),
        }),
        properties: cell,
      }),
    ),
  })
  .meta({ id: 'CapacityMap', description: 'Largest demand that fits at every cell.' });

export type CapacityMapAnswer = Wire<z.infer<typeof capacityMapAnswer>>;
