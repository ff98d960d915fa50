import type { ScreeningSite, SiteDefect, SiteRecord } from '../model/screening.ts';
import { nearest } from './nearest.ts';
import { parseBody } from './parse.ts';
import { Refusal } from './refusal.ts';
import { shown } from './shown.ts';
import { supplyPlansBody } from './supply-plans-request.ts';

type Kind = 'text' | 'number' | 'boolean';

/** Where a column's value goes in the body of a request for plans, what it is, and what else it may be called. */
const COLUMNS: Readonly<Record<string, readonly [pointer: string, kind: Kind, ...aliases: string[]]>> = {
  lon: ['/site/lon', 'number', 'longitude', 'lng', 'londeg', 'x', '经度'],
  lat: ['/site/lat', 'number', 'latitude', 'latdeg', 'y', '纬度'],
  crs: ['/site/crs', 'text', 'datum', '坐标系'],
  capacityKva: ['/demand/capacityKva', 'number', 'kva', 'capacity', '报装容量', '容量'],
  equipmentKw: ['/demand/equipmentKw', 'number', 'kw', '设备容量'],
  powerFactor: ['/demand/powerFactor', 'number'],
  largestMotorKw: ['/demand/largestMotorKw', 'number'],
  securityLoadKw: ['/demand/securityLoadKw', 'number'],
  loadClass: ['/demand/loadClass', 'number'],
  importance: ['/demand/importance', 'text'],
  phases: ['/demand/phases', 'number'],
  category: ['/customer/category', 'text'],
  areaType: ['/customer/areaType', 'text'],
  tariff: ['/customer/tariff', 'text'],
  inProvincialPark: ['/customer/inProvincialPark', 'boolean'],
  evCharging: ['/customer/evCharging', 'boolean'],
  substitutionShare: ['/customer/substitutionShare', 'number'],
  landAcquiredOn: ['/customer/landAcquiredOn', 'text'],
  inUrbanPlan: ['/customer/inUrbanPlan', 'boolean'],
  temporary: ['/customer/temporary', 'boolean'],
  wantedOn: ['/wantedOn', 'text'],
  radiusM: ['/radiusM', 'number', 'radius'],
  maxPlans: ['/maxPlans', 'number'],
};

/** The id of a site is a column too, but nothing of the request. */
const ID = 'id';
const LONGEST_ID = 200;
const DECIMAL = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/u;
/** Shorter names are near to too many others. */
const LEAST_MEANT = 4;

/** The columns there are, by name. */
export const SITE_COLUMNS: readonly string[] = [ID, ...Object.keys(COLUMNS)];

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/gu, '');

const BY_PLAIN: ReadonlyMap<string, string> = new Map([
  [ID, ID],
  ...Object.entries(COLUMNS).flatMap(([name, [, , ...aliases]]): [string, string][] =>
    [name, ...aliases].map((alias): [string, string] => [plain(alias), name]),
  ),
]);
const BY_POINTER = new Map(Object.entries(COLUMNS).map(([name, [pointer]]) => [pointer, name]));
/** Where a size is missing, it is this one that is asked for first. */
const PARTS: Readonly<Record<string, string>> = { '/demand': 'capacityKva', '/site': 'lon' };

/** A cell of a table is text, a property is what it is. */
function valueOf(cell: unknown, kind: Kind): unknown {
  if (typeof cell !== 'string') return cell;
  if (kind === 'number' && DECIMAL.test(cell)) return Number(cell);
  if (kind === 'boolean' && (cell === 'true' || cell === 'false')) return cell === 'true';
  return cell;
}

type Nested = Record<string, unknown>;

function put(body: Nested, pointer: string, value: unknown): void {
  const [first = '', second] = pointer.slice(1).split('/');
  if (second === undefined) body[first] = value;
  else (body[first] as Nested)[second] = value;
}

const toDefects = (refused: Refusal): SiteDefect[] =>
  refused.issues.map(({ pointer, code, received, allowed }) => ({
    column: BY_POINTER.get(pointer) ?? PARTS[pointer] ?? pointer,
    code,
    received,
    allowed,
  }));

/** Turns rows of an upload into requests for plans. */
export class SiteRows {
  /** Values for what a row does not say, by column. */
  readonly #defaults: Readonly<Record<string, unknown>>;
  /** Name of the column that a name in the upload stands for; `null` = none. */
  readonly #names = new Map<string, string | null>();

  constructor(defaults: Readonly<Record<string, unknown>>) {
    this.#defaults = defaults;
  }

  /** Names in the upload that stand for no column: what stands there is not read. */
  get ignored(): string[] {
    return [...this.#names].filter(([, column]) => column === null).map(([name]) => name);
  }

  /**
   * The request of a row, or every fault in it.
   *
   * @throws Refusal where a name in the upload is that of a column but for a slip: the row would silently lack it.
   */
  site({ line, cells, flaw }: SiteRecord): ScreeningSite {
    const body: Nested = { site: {}, demand: {}, customer: {} };
    const values: Nested = Object.assign({}, this.#defaults);
    for (const [name, cell] of Object.entries(cells)) {
      const column = this.#columnOf(name, line);
      if (column !== null) values[column] = cell;
    }
    const id = shown(values[ID]) === null ? String(line) : String(shown(values[ID])).slice(0, LONGEST_ID);
    if (flaw !== null) return { line, id, defects: [flaw] };
    for (const [name, [pointer, kind]] of Object.entries(COLUMNS)) {
      if (values[name] !== undefined) put(body, pointer, valueOf(values[name], kind));
    }
    try {
      parseBody(supplyPlansBody, body);
      return { line, id, body };
    } catch (error) {
      if (error instanceof Refusal) return { line, id, defects: toDefects(error) };
      throw error;
    }
  }

  #columnOf(name: string, line: number): string | null {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const column = BY_PLAIN.get(plain(name)) ?? null;
    const meant =
      column === null
        ? nearest(
            name,
            SITE_COLUMNS.filter(({ length }) => length >= LEAST_MEANT),
          )
        : null;
    if (meant !== null)
      throw new Refusal('invalid-request', [
        {
          pointer: `/lines/${line}/${name}`,
          code: 'unknown-field',
          received: shown(name),
          allowed: SITE_COLUMNS,
          didYouMean: meant,
        },
      ]);
    this.#names.set(name, column);
    return column;
  }
}
