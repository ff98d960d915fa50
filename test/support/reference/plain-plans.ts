import { distance } from '@turf/turf';
import type { SupplyRequest } from '../../../src/model/demand.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import type { Catalogue } from '../../../src/pricing/catalogue.ts';
import { type PlainElement, type PlainGrid, plainCases, plainGrid, plainLeftCkva } from './plain-chains.ts';
import { type PlainDuty, type PlainLine, plainLines, plainSize } from './plain-lines.ts';
import { vincentyM } from './vincenty.ts';

/** What the twin says of a plan; enough to tell it from every other. */
export interface PlainPlan {
  readonly kind: string;
  readonly nodeId: string;
  readonly feederId: string | null;
  readonly routeM: number;
  readonly line: PlainLine;
  readonly likelyYuan: number;
  readonly days: number;
  /** Negative where the place lacks room. */
  readonly leftKva: readonly (number | null)[];
  readonly place: Place;
}

export interface Place {
  readonly id: string;
  readonly kind: string;
  readonly kv: number;
  readonly element: PlainElement | undefined;
  readonly lon: number;
  readonly lat: number;
  readonly spare: number | null;
  readonly bays: readonly { id: string; kva: number | null }[];
  /** Of a cable: longitude and latitude by turns. */
  readonly path?: readonly number[];
}

const WAYS: Record<string, readonly string[]> = {
  'lv-tap': ['lv-point'],
  'lv-existing-transformer': ['distribution-transformer'],
  'lv-new-transformer': ['pole', 'node', 'rmu', 'switching-station', 'branch-box'],
  'mv-tee': ['pole', 'node'],
  'mv-bay': ['rmu', 'switching-station', 'branch-box'],
  'mv-cut-in': ['cable'],
  'mv-dedicated-feeder': ['busbar'],
};
const CABINETS = ['rmu', 'switching-station', 'branch-box'];

function isPrivate(owned: ReadonlySet<string>, element: PlainElement | undefined): boolean {
  for (let e = element ?? null; e !== null; e = e.above) {
    if (e.kind === 'distribution-transformer' && owned.has(e.id)) return true;
  }
  return false;
}

/** Every fed cable section as a place whose path is given; where on it is nearest depends on who asks. */
function cables(rows: RegionRows, grid: PlainGrid): Place[] {
  const at = (id: string): [number, number] => {
    const node = rows.nodes.find((row) => row.id === id)!;
    return [node.lon_deg, node.lat_deg];
  };
  return rows.sections.flatMap((section): Place[] => {
    const type = rows.conductor_types.find((row) => row.id === section.conductor_type_id);
    const element = grid.elements.find((e) => e.kind === 'section' && e.id === section.id);
    if (type?.laying !== 'cable' || element === undefined) return [];
    const path = section.path_wkt ?? [...at(section.from_node_id), ...at(section.to_node_id)];
    const { kv } = rows.nodes.find((row) => row.id === section.from_node_id)!;
    return [
      {
        id: section.id,
        kind: 'cable',
        kv,
        element,
        lon: path[0]!,
        lat: path[1]!,
        path,
        spare: null,
        bays: [],
      },
    ];
  });
}

function places(rows: RegionRows, grid: PlainGrid): Place[] {
  const owned = new Set(
    rows.distribution_transformers.flatMap((t) => (t.ownership === 'customer' ? t.id : [])),
  );
  const none = { spare: null, bays: [] };
  const nodes = rows.nodes.map((node): Place => {
    const listed = rows.bays.filter((bay) => bay.node_id === node.id);
    const bays = listed
      .filter((bay) => bay.status === 'spare')
      .map((bay) => ({ id: bay.id, kva: bay.rating_a ? Math.sqrt(3) * node.kv * bay.rating_a : null }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const counted = listed.length > 0 ? bays.length : node.bays_spare;
    const reserved = [...plainCases(rows).values()].filter(
      (c) => c.at_kind === 'node' && c.at_id === node.id,
    ).length;
    const spare = counted === null ? null : Math.max(0, counted - reserved);
    return {
      id: node.id,
      kind: node.kind,
      kv: node.kv,
      element: grid.atNode.get(node.id),
      lon: node.lon_deg,
      lat: node.lat_deg,
      spare,
      bays,
    };
  });
  const transformers = rows.distribution_transformers.map((t): Place => ({
    id: t.id,
    kind: 'distribution-transformer',
    kv: t.lv_kv ?? 0.4,
    element: grid.atTransformer.get(t.id),
    lon: t.lon_deg,
    lat: t.lat_deg,
    ...none,
  }));
  const points = rows.lv_points.map((p): Place => ({
    id: p.id,
    kind: 'lv-point',
    kv: p.kv,
    element: grid.atPoint.get(p.id),
    lon: p.lon_deg,
    lat: p.lat_deg,
    ...none,
  }));
  return [...nodes, ...transformers, ...points, ...cables(rows, grid)].filter(
    (place) => place.element !== undefined && !isPrivate(owned, place.element),
  );
}

/** Geodesic metres; turf's sphere must agree within its flattening, or one of the two is wrong. */
function metres(request: SupplyRequest, place: Place): number {
  const onSphere = distance([request.site.lon, request.site.lat], [place.lon, place.lat], {
    units: 'meters',
  });
  if (onSphere > 20_000) return onSphere;
  const exact = vincentyM(request.site, place);
  if (Math.abs(onSphere - exact) > 0.006 * exact + 0.001)
    throw new Error(`turf says ${onSphere} m, Vincenty ${exact} m`);
  return exact;
}

/** Whether a path keeps more than two kilometres away, as its box in degrees tells (at latitudes up to 50°). */
function isFar({ site }: SupplyRequest, path: readonly number[]): boolean {
  const lons = path.filter((_, i) => i % 2 === 0);
  const lats = path.filter((_, i) => i % 2 === 1);
  const away = (list: number[], at: number): boolean =>
    Math.min(...list) - at > 0.03 || at - Math.max(...list) > 0.03;
  return away(lons, site.lon) || away(lats, site.lat);
}

/** Nearest point of a path: golden section on every straight piece, by Vincenty alone; far paths are not measured. */
function nearestOnPath(
  request: SupplyRequest,
  path: readonly number[],
): { distanceM: number; lon: number; lat: number } {
  let best = { distanceM: Infinity, lon: path[0]!, lat: path[1]! };
  if (isFar(request, path)) return best;
  for (let i = 2; i < path.length; i += 2) {
    const place = (t: number) => ({
      lon: path[i - 2]! + t * (path[i]! - path[i - 2]!),
      lat: path[i - 1]! + t * (path[i + 1]! - path[i - 1]!),
    });
    const at = (t: number): number => vincentyM(request.site, place(t));
    let [low, high] = [0, 1];
    const golden = (Math.sqrt(5) - 1) / 2;
    for (let turn = 0; turn < 40; turn++) {
      const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
      if (at(a) < at(b)) high = b;
      else low = a;
    }
    for (const t of [(low + high) / 2, 0, 1])
      if (at(t) < best.distanceM) best = { distanceM: at(t), ...place(t) };
  }
  return best;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Price of the smallest size, or several equal ones, that carries a load. */
function sized(catalogue: Catalogue, name: string, load: number, lengthM: number): number {
  const carries = (i: Catalogue['items'][string]): number => i.ampacityA ?? i.ratingKva!;
  const sizes = Object.values(catalogue.items)
    .filter((i) => i.layer === name)
    .sort((a, b) => carries(a) - carries(b));
  for (let count = 1; ; count++) {
    const fits = sizes.find((size) => carries(size) * count >= load - 1e-9);
    if (fits) return rounded((fits.likelyYuan * Math.round(lengthM * count * 10)) / 10);
  }
}

/** Whether the demand is one between a phase and neutral, which counts threefold at low voltage. */
export const onePhase = (kind: string, { request, equipmentKw, pack }: Asked): boolean =>
  kind.startsWith('lv-') && request.demand.phases === 1 && equipmentKw <= pack.voltage.singlePhase.maxKw;

/** A medium-voltage supply up to the customer's switch room, by plain arithmetic from the catalogue. */
export function supplyYuan(kind: string, place: Place, line: PlainLine, { catalogue }: Asked): number {
  const one = (item: string) => catalogue.items[item]!.likelyYuan;
  const breaker = kind === 'mv-tee' || (kind === 'lv-new-transformer' && !CABINETS.includes(place.kind));
  const bay = kind === 'mv-bay' || (kind === 'lv-new-transformer' && CABINETS.includes(place.kind));
  return (
    (breaker ? one('pole-breaker') : 0) +
    (bay ? one('rmu-bay-existing') : 0) +
    (kind === 'mv-dedicated-feeder' ? one('substation-bay-existing') : 0) +
    (kind === 'mv-cut-in' ? one('rmu') + 2 * (one('mv-cable-joint') + one('mv-cable-termination')) : 0) +
    line.yuan
  );
}

/** What the new line of a way does between the grid and the customer, or the new transformer at the plot. */
function dutyOf(kind: string, place: Place, asked: Asked): PlainDuty {
  const { needKva, request } = asked;
  const rural = request.customer.areaType === 'rural';
  const overhead = rural && ![...CABINETS, 'cable'].includes(place.kind);
  const low = kind === 'lv-tap' || kind === 'lv-existing-transformer';
  const phases = low && onePhase(kind, asked) ? 1 : 3;
  const kv = phases === 1 ? place.kv / Math.sqrt(3) : place.kv;
  const amps = needKva / (phases === 1 ? kv : Math.sqrt(3) * kv);
  return { level: low ? 'lv' : 'mv', overhead, amps, kv, phases };
}

const meterYuan = (catalogue: Catalogue, amps: number): number =>
  catalogue.items[amps > 60 + 1e-9 ? 'meter-three-phase' : 'meter-three-phase-direct']!.likelyYuan;

/** What stands behind a medium-voltage supply. */
export function stationYuan({ needKva, pack, catalogue }: Asked, meters = 1): number {
  const high = needKva >= pack.metering.lvMeteringBelowKva;
  const lowAmps = needKva / (Math.sqrt(3) * pack.voltage.nominalKv.low);
  const meter = high ? catalogue.items['meter-high-voltage']!.likelyYuan : meterYuan(catalogue, lowAmps);
  return (high ? meters : 1) * meter + sized(catalogue, 'customer-transformer', needKva, 1);
}

/** Likely cost by plain arithmetic from the catalogue. */
function likelyYuan(kind: string, place: Place, route: PlainLine, asked: Asked): number {
  const { needKva, request, pack, catalogue } = asked;
  if (!kind.startsWith('lv-')) return supplyYuan(kind, place, route, asked) + stationYuan(asked);
  const single = onePhase(kind, asked);
  const overhead = request.customer.areaType === 'rural' && !CABINETS.includes(place.kind);
  const kv = kind === 'lv-new-transformer' ? pack.voltage.nominalKv.low : place.kv;
  const amps = single ? needKva / (kv / Math.sqrt(3)) : needKva / (Math.sqrt(3) * kv);
  const meter = single ? catalogue.items['meter-single-phase']!.likelyYuan : meterYuan(catalogue, amps);
  const layer = overhead ? 'lv-overhead' : 'lv-cable';
  if (kind !== 'lv-new-transformer') {
    const way = kind === 'lv-existing-transformer' ? catalogue.items['lv-way']!.likelyYuan : 0;
    return meter + way + route.yuan;
  }
  const service = {
    ...{ level: 'lv' as const, overhead, amps },
    ...{ kv: single ? kv / Math.sqrt(3) : kv, phases: single ? (1 as const) : (3 as const) },
  };
  const { serviceM } = pack.search.newTransformer;
  const { item, count } = plainSize(asked, layer, service, serviceM);
  const taken = ((single ? 3 : 1) * Math.ceil(needKva * 100 - 1e-6)) / 100;
  const share = pack.capacity.usableShare['distribution-transformer'];
  return (
    supplyYuan(kind, place, route, asked) +
    sized(catalogue, overhead ? 'public-pole-transformer' : 'public-box-transformer', taken / share, 1) +
    rounded((catalogue.items[item]!.likelyYuan * Math.round(serviceM * count * 10)) / 10) +
    meter
  );
}

export interface Asked {
  readonly needKva: number;
  readonly equipmentKw: number;
  readonly request: SupplyRequest;
  readonly pack: Pack;
  readonly catalogue: Catalogue;
}

/** A request with both its sizes. */
export function askedOf(request: SupplyRequest, pack: Pack, catalogue: Catalogue): Asked {
  const cosPhi = request.demand.powerFactor ?? pack.voltage.powerFactor.value;
  const { capacityKva, equipmentKw } = request.demand;
  const up = (value: number): number => Math.ceil(value * 100 - 1e-6) / 100;
  return {
    needKva: capacityKva ?? up(equipmentKw! / cosPhi),
    equipmentKw: equipmentKw ?? up(capacityKva! * cosPhi),
    ...{ request, pack, catalogue },
  };
}

/** Low-voltage line between a place and its transformer, m. */
function lowLineM(rows: RegionRows, element: PlainElement | undefined): number {
  let sum = 0;
  for (let e = element ?? null; e !== null && e.kind === 'lv-line'; e = e.above)
    sum += rows.lv_lines.find((row) => row.id === e.id)!.length_m;
  return sum;
}

/** Room on the new transformer of the smallest size that carries the need, kVA. */
function newTransformerLeft(
  needCkva: number,
  phases: number,
  place: Place,
  { pack, catalogue, request }: Asked,
): number | null {
  const share = pack.capacity.usableShare['distribution-transformer'];
  const overhead = request.customer.areaType === 'rural' && !CABINETS.includes(place.kind);
  const layer = overhead ? 'public-pole-transformer' : 'public-box-transformer';
  const fits = Object.values(catalogue.items)
    .filter((i) => i.layer === layer && i.ratingKva! * share * 100 >= needCkva * phases - 1e-6)
    .sort((a, b) => a.ratingKva! - b.ratingKva!)[0];
  if (fits === undefined) return null;
  return Math.floor(fits.ratingKva! * 100 * share + 1e-6) / 100 - (needCkva * phases) / 100;
}

interface Region {
  readonly rows: RegionRows;
  readonly left: (e: PlainElement) => number | null;
  readonly lines: ReturnType<typeof plainLines>;
  /** Places that lack nothing but room are what is looked for. */
  readonly short: boolean;
}

function tryPlace(
  kind: string,
  place: Place,
  asked: Asked,
  { rows, left, lines, short }: Region,
): PlainPlan | null {
  const { request, pack, needKva } = asked;
  const nearest =
    place.path === undefined
      ? { distanceM: metres(request, place), lon: place.lon, lat: place.lat }
      : nearestOnPath(request, place.path);
  const { distanceM } = nearest;
  const dedicated = kind === 'mv-dedicated-feeder';
  const low = kind.startsWith('lv-');
  const radiusM = dedicated ? pack.search.dedicatedFeeder.radiusM : request.radiusM;
  if (distanceM > radiusM) return null;
  const tooFar = low && kind !== 'lv-new-transformer' && distanceM > 600;
  const begin = { id: place.id, kind: place.kind, ...nearest, radiusM };
  const line = tooFar ? null : lines(asked, begin, dutyOf(kind, place, asked));
  if (line === null) return null;
  const { routeM } = line;
  const { urban, rural } = pack.search.lvReach.radiusM;
  const reach = { urban, rural, unknown: Math.min(urban, rural) }[request.customer.areaType ?? 'unknown'];
  const lineM = Math.round((lowLineM(rows, place.element) + routeM) * 10) / 10;
  if (low && kind !== 'lv-new-transformer' && lineM > reach) return null;
  const need = Math.ceil(needKva * 100 - 1e-6);
  const phases = onePhase(kind, asked) ? 3 : 1;
  const out: (number | null)[] = [];
  if (kind === 'lv-new-transformer') {
    const roomKva = newTransformerLeft(need, phases, place, asked);
    if (roomKva === null) return null;
    out.push(roomKva);
  }
  if (dedicated || kind === 'mv-bay' || (kind === 'lv-new-transformer' && CABINETS.includes(place.kind))) {
    if (place.spare !== null && place.spare < pack.search.minSpareBays) return null;
    if (place.bays.length > 0) {
      const room = (kva: number) =>
        Math.floor(Math.floor(kva * 100 + 1e-6) * pack.capacity.usableShare.bay + 1e-6);
      const bay =
        place.bays.find((b) => b.kva !== null && room(b.kva) >= need) ??
        place.bays.find((b) => b.kva === null);
      if (bay === undefined) return null;
      out.push(bay.kva === null ? null : (room(bay.kva) - need) / 100);
    }
  }
  for (let e = place.element ?? null; e !== null; e = e.above) {
    const open = left(e);
    const takes = ['lv-line', 'distribution-transformer'].includes(e.kind) ? need * phases : need;
    if (open !== null && open < takes && !short) return null;
    out.push(open === null ? null : (open - takes) / 100);
  }
  if (short && !out.some((room) => room !== null && room < 0)) return null;
  const cost = Math.round(likelyYuan(kind, place, line, asked) * 100) / 100;
  return {
    kind,
    nodeId: place.id,
    feederId: place.element?.feeder ?? null,
    routeM,
    line,
    likelyYuan: cost,
    days: 0,
    leftKva: out,
    place,
  };
}

/**
 * Every place looked at one by one for every kind, nothing left out: what kinds come to before the best is taken.
 *
 * @param short whether places are wanted that have all but room.
 */
export function plainWays(
  rows: RegionRows,
  pack: Pack,
  short = false,
): (kinds: readonly string[], asked: Asked) => PlainPlan[] {
  const grid = plainGrid(rows);
  const lines = plainLines(rows, pack);
  const everywhere = places(rows, grid);
  const dedicated = new Set(rows.feeders.flatMap((feeder) => (feeder.kind === 'dedicated' ? feeder.id : [])));
  const rooms = new Map<PlainElement, number | null>();
  const left = (e: PlainElement): number | null => {
    if (!rooms.has(e)) rooms.set(e, plainLeftCkva(grid, rows, e, pack));
    return rooms.get(e)!;
  };
  return (kinds, asked) =>
    kinds.flatMap((kind) =>
      everywhere
        .filter((place) => WAYS[kind]!.includes(place.kind) && !dedicated.has(place.element?.feeder ?? ''))
        .flatMap((place) => tryPlace(kind, place, asked, { rows, left, lines, short }) ?? []),
    );
}

/**
 * Every plan by the plainest means: all places looked at one by one, each chain walked, each cost computed, then the best of
 * every kind and feeder. Not ranked against each other, nothing dominated away. The order is likely cost, route, id.
 */
export function plainPlanner(
  rows: RegionRows,
  pack: Pack,
  catalogue: Catalogue,
): (request: SupplyRequest) => PlainPlan[] {
  const all = plainWays(rows, pack);
  return (request) => {
    const asked = askedOf(request, pack, catalogue);
    const { needKva } = asked;
    const low = asked.equipmentKw <= pack.voltage.lowVoltage[0]!.maxKw;
    if (!low && needKva > pack.voltage.mediumVoltage.maxKva) return [];
    const medium = ['mv-tee', 'mv-bay', 'mv-cut-in'];
    const outlet = needKva >= pack.search.dedicatedFeeder.minKva;
    const first = low
      ? ['lv-tap', 'lv-existing-transformer', 'lv-new-transformer']
      : outlet
        ? [...medium, 'mv-dedicated-feeder']
        : medium;
    const found = all(first, asked);
    const plans = found.length > 0 ? found : all(low ? medium : ['mv-dedicated-feeder'], asked);
    plans.sort(
      (a, b) => a.likelyYuan - b.likelyYuan || a.routeM - b.routeM || (a.nodeId < b.nodeId ? -1 : 1),
    );
    const best = new Map<string, PlainPlan>();
    for (const plan of plans) {
      const key = `${plan.kind}/${plan.feederId ?? plan.nodeId}`;
      if (!best.has(key)) best.set(key, plan);
    }
    return [...best.values()];
  };
}
