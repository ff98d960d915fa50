import type { ApplicationAnswer, ApplicationBody } from '../../../contract/applications.ts';
import type { Place } from '../../map/map-view.tsx';

/** A ring of places, closed: the last is the first. */
export type Ring = readonly (readonly [lon: number, lat: number])[];

/** What stands in the form: text as it was typed, so that nothing is lost by correcting it too early. */
export interface Draft {
  readonly place: Place | null;
  readonly address: string;
  readonly plot: Ring | null;
  readonly category: string;
  readonly kva: string;
  readonly kw: string;
  readonly areaType: string;
  readonly loadClass: string;
  readonly motorKw: string;
  readonly securityKw: string;
  readonly wantedOn: string;
  readonly evCharging: boolean;
  readonly temporary: boolean;
  readonly second: boolean;
  readonly inPark: boolean;
  readonly name: string;
  readonly contact: string;
}

const EMPTY: Draft = {
  place: null,
  address: '',
  plot: null,
  category: 'industrial',
  kva: '',
  kw: '',
  areaType: '',
  loadClass: '3',
  motorKw: '',
  securityKw: '',
  wantedOn: '',
  evCharging: false,
  temporary: false,
  second: false,
  inPark: false,
  name: '',
  contact: '',
};

const KEY = 'jiedian.draft';

/** The form as it was left in this tab. */
export function readDraft(): Draft {
  const kept = sessionStorage.getItem(KEY);
  return kept === null ? EMPTY : { ...EMPTY, ...(JSON.parse(kept) as Partial<Draft>) };
}

/** Keeps the form over a lost network, an ended sign-in or a reload; `null` = it has been sent. */
export function keepDraft(draft: Draft | null): void {
  if (draft === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, JSON.stringify(draft));
}

const text = (value: number | string | null): string => (value === null ? '' : String(value));

/** The form of an application that is there already. */
export function draftOf({ request, applicant }: ApplicationAnswer): Draft {
  const { site, plot, demand, customer } = request;
  return {
    place: { lon: site.lon, lat: site.lat },
    address: site.address ?? '',
    plot: (plot?.coordinates[0] as Ring | undefined) ?? null,
    category: customer.category,
    kva: text(demand.capacityKva),
    kw: text(demand.equipmentKw),
    areaType: customer.areaType ?? '',
    loadClass: String(demand.loadClass),
    motorKw: text(demand.largestMotorKw),
    securityKw: text(demand.securityLoadKw),
    wantedOn: request.wantedOn ?? '',
    evCharging: customer.evCharging === true,
    temporary: customer.temporary,
    second: demand.wishes.length > 0,
    inPark: customer.inProvincialPark === true,
    name: applicant.name,
    contact: applicant.contact,
  };
}

/** A figure as typed; what is no figure stays as it is, and the schema says so. */
const figure = (typed: string): number | string | null => {
  if (typed.trim() === '') return null;
  const value = Number(typed);
  return Number.isFinite(value) ? value : typed;
};

/** What `POST /v1/applications` takes; not checked yet. */
export function bodyOf(draft: Draft): ApplicationBody {
  return {
    site: draft.place === null ? undefined : { ...draft.place, crs: 'WGS84' },
    plot: draft.plot === null ? null : { type: 'Polygon', coordinates: [draft.plot] },
    demand: {
      capacityKva: figure(draft.kva),
      equipmentKw: figure(draft.kw),
      loadClass: Number(draft.loadClass),
      largestMotorKw: figure(draft.motorKw),
      securityLoadKw: figure(draft.securityKw),
      wishes: draft.second ? ['second-supply'] : [],
    },
    customer: {
      category: draft.category,
      areaType: draft.areaType === '' ? null : draft.areaType,
      // Not said is not known; only what is said counts, and counts once it is verified.
      evCharging: draft.evCharging ? true : null,
      inProvincialPark: draft.inPark ? true : null,
      temporary: draft.temporary,
    },
    wantedOn: draft.wantedOn === '' ? null : draft.wantedOn,
    applicant: { name: draft.name, contact: draft.contact },
    businessType: draft.temporary ? 'temporary' : 'new',
  } as ApplicationBody;
}
