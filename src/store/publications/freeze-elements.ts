import type { PublishedFigures, PublishedKind } from '../../model/grid-figures.ts';
import type { Queries } from '../db.ts';
import { FEATURE_SOURCES } from '../features/feature-sources.ts';

/** Figures as they are sent, by the id of their element. */
const FIGURES = `jsonb_to_recordset($3::jsonb) as i (
  id text, "substationId" text, "feederId" text, dedicated boolean, at jsonb, "ratingKva" double precision,
  "limitKva" double precision, "peakKva" double precision, "committedKva" double precision, "openKva" double precision,
  "loadRate" double precision, season text, grade text, "bindingElementId" text, cases jsonb
)`;

const COLUMNS = `region_id, month, kind, element_id, name, substation_id, feeder_id, dedicated, of_customer, rating_kva,
  limit_kva, peak_kva, committed_kva, open_kva, load_rate, season, grade, binding_element_id, cases, place, shape`;

interface Frozen {
  readonly table: 'feeders' | 'distribution_transformers';
  readonly dedicated: string;
  readonly ofCustomer: string;
  readonly ratingKva: string;
}

/** Where each kind stands in the record; the table is `f`. Nobody knows the figures of what nothing feeds. */
const FROZEN: Readonly<Record<PublishedKind, Frozen>> = {
  feeder: {
    table: 'feeders',
    dedicated: `f.kind = 'dedicated'`,
    ofCustomer: 'false',
    ratingKva: 'i."ratingKva"',
  },
  'distribution-transformer': {
    table: 'distribution_transformers',
    dedicated: 'coalesce(i.dedicated, false)',
    ofCustomer: `f.ownership = 'customer'`,
    ratingKva: 'coalesce(i."ratingKva", nullif(f.rating_kva, 0))',
  },
};

function freezeSql(kind: PublishedKind): string {
  const { table, dedicated, ofCustomer, ratingKva } = FROZEN[kind];
  const { shape, values } = FEATURE_SOURCES[table];
  return `
    insert into publication_elements (${COLUMNS})
    select $1, $2, '${kind}', f.id, ${values?.['name'] ?? 'f.name'}, i."substationId", i."feederId", ${dedicated},
           ${ofCustomer}, ${ratingKva}, i."limitKva", i."peakKva", coalesce(i."committedKva", 0), i."openKva",
           i."loadRate", i.season, coalesce(i.grade, 'D'), i."bindingElementId", coalesce(i.cases, '{}'::jsonb),
           st_setsrid(st_makepoint((i.at ->> 'lon')::double precision, (i.at ->> 'lat')::double precision), 4326),
           ${shape}
    from ${table} f left join ${FIGURES} on i.id = f.id
    where f.region_id = $1`;
}

/**
 * Writes down every feeder and distribution transformer of the record, with its figures and its shape.
 *
 * @returns how many.
 */
export async function freezeElements(
  on: Queries,
  region: string,
  month: string,
  elements: readonly PublishedFigures[],
): Promise<number> {
  let frozen = 0;
  for (const kind of Object.keys(FROZEN) as PublishedKind[]) {
    const figures = JSON.stringify(elements.filter((one) => one.kind === kind));
    frozen += await on.run(freezeSql(kind), [region, month, figures]);
  }
  return frozen;
}
