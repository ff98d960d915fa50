import type { FeatureCollection } from '../../model/features.ts';
import { NEUTRAL_NAMES } from '../../model/neutral-names.ts';

/**
 * The region that is asked for: always the first parameter of a statement. Every table is asked for it by itself, for a
 * parent over shards does not see that one table's region is another's.
 */
export const REGION = '$1';

/** Where the features of a collection come from. The table is always `f`. */
interface FeatureSource {
  /** Geometry of a row, degrees. */
  readonly shape: string;
  /** What the index is over that finds rows in a box, known for every row; `null` = the shape is made from other rows. */
  readonly indexed: string | null;
  /** Condition that a row touches an area, where its shape is too dear to be made for every row. */
  readonly touches?: (area: string) => string;
  /** Properties that are not a column of the same name in snake_case. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A line piece: straight where no path is known. The index is over this very expression, which goes to shards whole. */
const lineOf = (line: string): string =>
  `case when ${line}.path is null then ${line}.straight else ${line}.path end`;
const LINE = { shape: lineOf('f'), indexed: lineOf('f') } as const;

/** A node of a customer: its transformer hangs there, or its own feeder ends there. */
const SERVES_A_CUSTOMER = `
  exists (select from distribution_transformers t
          where t.region_id = ${REGION} and t.node_id = f.id and t.ownership = 'customer')
  or exists (select from sections s join feeders d on d.region_id = ${REGION} and d.id = s.feeder_id
             where s.region_id = ${REGION} and s.to_node_id = f.id and d.kind = 'dedicated')
  or exists (select from sections s join feeders d on d.region_id = ${REGION} and d.id = s.feeder_id
             where s.region_id = ${REGION} and s.from_node_id = f.id and d.kind = 'dedicated')`;

const POINT = { shape: 'f.geom', indexed: 'f.geom' } as const;

const ratingKva = 'nullif(f.rating_kva, 0)';

/** How each table is shown. Customers' names never leave casework: what is theirs is called by its id, or not at all. */
export const FEATURE_SOURCES: Readonly<Record<FeatureCollection['table'], FeatureSource>> = {
  substations: POINT,
  main_transformers: {
    shape: `(select s.geom from substations s where s.region_id = ${REGION} and s.id = f.substation_id)`,
    indexed: null,
    values: { ratingKva },
  },
  feeders: {
    shape: `(select st_multi(st_collect(${lineOf('s')} order by s.id)) from sections s
             where s.region_id = ${REGION} and s.feeder_id = f.id)`,
    indexed: null,
    touches: (area) => `(
      f.id in (select s.feeder_id from sections s
               where s.region_id = ${REGION} and (${lineOf('s')}) && ${area} and st_intersects(${lineOf('s')}, ${area}))
      or not exists (select from sections s where s.region_id = ${REGION} and s.feeder_id = f.id))`,
    values: {
      name: `case when f.kind = 'dedicated' then '${NEUTRAL_NAMES.dedicatedFeeder}' || f.id else f.name end`,
      substationId: `(select b.substation_id from busbar_sections b where b.region_id = ${REGION} and b.id = f.busbar_id)`,
    },
  },
  sections: {
    ...LINE,
    values: {
      normallyOpen: `exists (select from switches w where w.region_id = ${REGION} and w.section_id = f.id and w.normally_open)`,
    },
  },
  nodes: {
    ...POINT,
    values: { name: `case when f.kind <> 'busbar' and (${SERVES_A_CUSTOMER}) then null else f.name end` },
  },
  distribution_transformers: {
    ...POINT,
    values: {
      name: `case when f.ownership = 'customer' then '${NEUTRAL_NAMES.customerTransformer}' || f.id else f.name end`,
      ratingKva,
    },
  },
  lv_points: POINT,
  lv_lines: LINE,
  roads: { shape: 'f.path', indexed: 'f.path' },
  areas: { shape: 'f.polygon', indexed: 'f.polygon' },
  publication_elements: {
    shape: 'f.place',
    indexed: null,
    // The index knows what has no place, too.
    touches: (area) => `(f.place && ${area} and st_intersects(f.place, ${area}) or f.place is null)`,
  },
};
