import type { Ring } from '../map/site-overlays.ts';
import type { ApplicationAnswer, ApplicationBody } from '../../contract/applications.ts';
import type { Place } from '../map/place.ts';

/** What stands in the form: text as it was typed, so that nothing is lost by correcting it too early. */
export interface Draft {
  readonly place: Place | null;
  readonly address: string;
  /** The address was taken from those found: the place is that of its entry. */
  readonly isFound: boolean;
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
  readonly second: boolean;
  readonly inPark: boolean;
  readonly name: string;
  readonly contact: string;
  readonly businessType: string;
  /** Where the customer hangs now, and with how much; an increase alone needs them. */
  readonly existingId: string;
  readonly existingKva: string;
  readonly importance: string;
  readonly tariff: string;
  readonly powerFactor: string;
  readonly externalNumber: string;
  /** Subject of the customer in the portal, who then sees the application there. */
  readonly sub: string;
  /** Empty = that of the place. */
  readonly region: string;
}

const EMPTY: Draft = {
  place: null,
  address: '',
  isFound: false,
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
  second: false,
  inPark: false,
  name: '',
  contact: '',
  businessType: 'new',
  existingId: '',
  existingKva: '',
  importance: 'ordinary',
  tariff: '',
  powerFactor: '',
  externalNumber: '',
  sub: '',
  region: '',
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
export function draftOf({
  region,
  request,
  applicant,
  businessType,
  externalNumber,
}: ApplicationAnswer): Draft {
  const { site, plot, demand, customer } = request;
  return {
    place: { lon: site.lon, lat: site.lat },
    address: site.address ?? '',
    isFound: site.address !== null,
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
    second: demand.wishes.length > 0,
    inPark: customer.inProvincialPark === true,
    name: applicant.name,
    contact: applicant.contact,
    businessType,
    existingId: text(demand.existing?.elementId ?? null),
    existingKva: text(demand.existing?.capacityKva ?? null),
    importance: demand.importance,
    tariff: customer.tariff ?? '',
    powerFactor: text(demand.powerFactor),
    externalNumber: text(externalNumber),
    sub: text(applicant.sub),
    region,
  };
}

/** A figure as typed; what is no figure stays as it is, and the schema says so. */
const figure = (typed: string): number | string | null => {
  if (typed.trim() === '') return null;
  const value = Number(typed);
  return Number.isFinite(value) ? value : typed;
};

const line = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

/** A fact that is ticked or not: not said is not known, unless it was known to be otherwise before. */
const fact = (isTicked: boolean, before: boolean | null = null): boolean | null =>
  isTicked ? true : before === false ? false : null;

type Request = ApplicationAnswer['request'];

function demandOf(draft: Draft, before: Request['demand'] | undefined) {
  const isIncrease = draft.businessType === 'increase';
  return {
    ...before,
    capacityKva: figure(draft.kva),
    equipmentKw: figure(draft.kw),
    powerFactor: figure(draft.powerFactor),
    loadClass: Number(draft.loadClass),
    importance: draft.importance,
    largestMotorKw: figure(draft.motorKw),
    securityLoadKw: figure(draft.securityKw),
    wishes: draft.second ? ['second-supply'] : [],
    existing: isIncrease
      ? { elementId: draft.existingId.trim(), capacityKva: figure(draft.existingKva) }
      : null,
  };
}

const customerOf = (draft: Draft, before: Request['customer'] | undefined) => ({
  ...before,
  category: draft.category,
  areaType: line(draft.areaType),
  tariff: line(draft.tariff),
  evCharging: fact(draft.evCharging, before?.evCharging),
  inProvincialPark: fact(draft.inPark, before?.inProvincialPark),
  temporary: draft.businessType === 'temporary',
});

/** The address of the place, as the gazetteer has it; `null` = a place on the map, or an address only half typed. */
export const addressOf = ({ address, isFound }: Draft): string | null => (isFound ? address : null);

/**
 * What `POST /v1/applications` takes; not checked yet.
 *
 * @param before the request that is changed: what the form does not ask for stays as it was.
 */
export function bodyOf(draft: Draft, before?: Request): ApplicationBody {
  return {
    ...(draft.region === '' ? {} : { region: draft.region }),
    site: draft.place === null ? undefined : { ...draft.place, crs: 'WGS84' },
    plot: draft.plot === null ? null : { type: 'Polygon', coordinates: [draft.plot] },
    demand: demandOf(draft, before?.demand),
    customer: customerOf(draft, before?.customer),
    wantedOn: line(draft.wantedOn),
    applicant: { name: draft.name, contact: draft.contact, sub: line(draft.sub) },
    businessType: draft.businessType,
    externalNumber: line(draft.externalNumber),
  } as ApplicationBody;
}
