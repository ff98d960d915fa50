import type { Place } from '../../map/place.ts';

/** What colours the map. */
export const COLOURINGS = ['left', 'load', 'security'] as const;
export type Colouring = (typeof COLOURINGS)[number];

/** Seasons that may be asked for; `pack` = the one of the policy. */
export const SEASONS = ['pack', 'worst', 'summer', 'winter', 'unspecified'] as const;
export type SeasonChoice = (typeof SEASONS)[number];

export const LISTS = ['feeders', 'distribution-transformers', 'main-transformers', 'substations'] as const;
export type ListName = (typeof LISTS)[number];

export const SORTS = ['left', 'load', 'id'] as const;
export type Sort = (typeof SORTS)[number];

/** An element whose ledger is shown. */
export interface ChosenElement {
  readonly kind: string;
  readonly id: string;
}

/** What the capacity map shows, as the address says it: a link carries all of it. */
export interface Choice {
  readonly by: Colouring;
  readonly season: SeasonChoice;
  readonly list: ListName;
  readonly sort: Sort;
  /** Only what has this much left, kVA. */
  readonly needKva: number | null;
  /** Only what is loaded this much, %. */
  readonly heavyPercent: number | null;
  /** The list holds only what the map shows. */
  readonly inView: boolean;
  readonly element: ChosenElement | null;
  /** Whether the map shows what fits at each place. */
  readonly withCells: boolean;
  /** A place whose cell is shown. */
  readonly spot: Place | null;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | undefined =>
  values.find((value) => value === text);

const figure = (text: string | null): number | null => {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/** `lon,lat`, as the address names a place. */
const PLACE_DIGITS = 6;
export const spotText = ({ lon, lat }: Place): string =>
  `${lon.toFixed(PLACE_DIGITS)},${lat.toFixed(PLACE_DIGITS)}`;

function spotIn(text: string | null): Place | null {
  const [lon = Number.NaN, lat = Number.NaN, ...more] = (text ?? '').split(',').map(Number);
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && more.length === 0 ? { lon, lat } : null;
}

/** Anything the address does not say, or says wrongly, is as it is at first. */
export function readChoice(query: URLSearchParams): Choice {
  const kind = query.get('kind');
  const id = query.get('element');
  return {
    by: oneOf(COLOURINGS, query.get('by')) ?? 'left',
    season: oneOf(SEASONS, query.get('season')) ?? 'pack',
    list: oneOf(LISTS, query.get('list')) ?? 'feeders',
    sort: oneOf(SORTS, query.get('sort')) ?? 'left',
    needKva: figure(query.get('need')),
    heavyPercent: figure(query.get('heavy')),
    inView: query.get('inView') === '1',
    element: kind === null || id === null ? null : { kind, id },
    withCells: query.get('cells') === '1',
    spot: spotIn(query.get('spot')),
  };
}

/** Value of `season` in a query of the service. */
export const askedSeason = (season: SeasonChoice): string | null => (season === 'pack' ? null : season);
