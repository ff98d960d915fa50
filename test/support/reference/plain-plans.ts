import { distance } from '@turf/turf';
import type { SupplyRequest } from '../../../src/model/demand.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import type { Catalogue } from '../../../src/pricing/catalogue.ts';
import { type PlainElement, type PlainGrid, plainCases, plainGrid, plainLeftCkva } from './plain-chains.ts';
import { vincentyM } from './vincenty.ts';

/** What the twin says of a plan; enough to tell it from every other. */
export interface PlainPlan {
  readonly kind: string;
  readonly nodeId: string;
  readonly feederId: string | null;
  readonly routeM: number;
  readonly likelyYuan: number;
  readonly days: number;
  readonly leftKva: readonly (number | null)[];
}

interface Place {
  readonly id: string;
  readonly kind: string;
  readonly kv: number;
  readonly element: PlainElement | undefined;
  readonly lon: number;
  readonly lat: number;
  readonly spare: number | null;
  readonly bays: readonly { id: string; kva: number | null }[];
}

const WAYS: Record<string, readonly string[]> = {
  'lv-tap': ['lv-point'],
  'lv-existing-transformer': ['distribution-transformer'],
  'mv-tee': ['pole', 'node'],
  'mv-bay': ['rmu', 'switching-station', 'branch-box'],
  'mv-dedicated-feeder': ['busbar'],
};

function isPrivate(owned: ReadonlySet<string>, element: PlainElement | undefined): boolean {
  for (let e = element ?? null; e !== null; e = e.above) {
    if (e.kind === 'distribution-transformer' && owned.has(e.id)) return true;
  }
  return false;
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
  return [...nodes, ...transformers, ...points].filter(
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

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Likely cost by plain arithmetic from the catalogue. */
function likelyYuan(kind: string, place: Place, routeM: number, asked: Asked): number {
  const { needKva, equipmentKw, request, pack, catalogue } = asked;
  const one = (item: string) => catalogue.items[item]!.likelyYuan;
  const rural = request.customer.areaType === 'rural';
  const overhead = rural && !['rmu', 'switching-station', 'branch-box'].includes(place.kind);
  const layer = (name: string, load: number, field: 'ampacityA' | 'ratingKva', lengthM: number): number => {
    const sizes = Object.values(catalogue.items)
      .filter((i) => i.layer === name)
      .sort((a, b) => a[field]! - b[field]!);
    for (let count = 1; ; count++) {
      const fits = sizes.find((size) => size[field]! * count >= load - 1e-9);
      if (fits) return rounded((fits.likelyYuan * Math.round(lengthM * count * 10)) / 10);
    }
  };
  const amps = needKva / (Math.sqrt(3) * place.kv);
  const meterFor = (kv: number): number =>
    one(needKva / (Math.sqrt(3) * kv) > 60 + 1e-9 ? 'meter-three-phase' : 'meter-three-phase-direct');
  if (kind.startsWith('lv-')) {
    const single = request.demand.phases === 1 && equipmentKw <= pack.voltage.singlePhase.maxKw;
    return (
      (kind === 'lv-existing-transformer' ? one('lv-way') : 0) +
      layer(overhead ? 'lv-overhead' : 'lv-cable', amps, 'ampacityA', routeM) +
      (single ? one('meter-single-phase') : meterFor(place.kv))
    );
  }
  const atSource =
    kind === 'mv-tee'
      ? one('pole-breaker')
      : kind === 'mv-dedicated-feeder'
        ? one('substation-bay-existing')
        : one('rmu-bay-existing');
  const ground = overhead ? 0 : rounded(one(rural ? 'trench-soil' : 'duct-pavement') * routeM);
  const meter =
    needKva < pack.metering.lvMeteringBelowKva
      ? meterFor(pack.voltage.nominalKv.low)
      : one('meter-high-voltage');
  return (
    atSource +
    layer(overhead ? 'mv-overhead' : 'mv-cable', amps, 'ampacityA', routeM) +
    ground +
    meter +
    layer('customer-transformer', needKva, 'ratingKva', 1)
  );
}

interface Asked {
  readonly needKva: number;
  readonly equipmentKw: number;
  readonly request: SupplyRequest;
  readonly pack: Pack;
  readonly catalogue: Catalogue;
}

function tryPlace(
  kind: string,
  place: Place,
  asked: Asked,
  left: (e: PlainElement) => number | null,
): PlainPlan | null {
  const { request, pack, needKva } = asked;
  const distanceM = metres(request, place);
  const dedicated = kind === 'mv-dedicated-feeder';
  if (distanceM > (dedicated ? pack.search.dedicatedFeeder.radiusM : request.radiusM)) return null;
  const routeM = Math.ceil(distanceM * pack.route.detourFactor * 10 - 1e-6) / 10;
  if (kind.startsWith('lv-') && routeM > pack.search.lvReach.maxRouteM) return null;
  const need = Math.ceil(needKva * 100 - 1e-6);
  const rows: (number | null)[] = [];
  if (dedicated || kind === 'mv-bay') {
    if (place.spare !== null && place.spare < pack.search.minSpareBays) return null;
    if (place.bays.length > 0) {
      const room = (kva: number) =>
        Math.floor(Math.floor(kva * 100 + 1e-6) * pack.capacity.usableShare.bay + 1e-6);
      const bay =
        place.bays.find((b) => b.kva !== null && room(b.kva) >= need) ??
        place.bays.find((b) => b.kva === null);
      if (bay === undefined) return null;
      rows.push(bay.kva === null ? null : (room(bay.kva) - need) / 100);
    }
  }
  for (let e = place.element ?? null; e !== null; e = e.above) {
    const open = left(e);
    if (open !== null && open < need) return null;
    rows.push(open === null ? null : (open - need) / 100);
  }
  const cost = Math.round(likelyYuan(kind, place, routeM, asked) * 100) / 100;
  return {
    kind,
    nodeId: place.id,
    feederId: place.element?.feeder ?? null,
    routeM,
    likelyYuan: cost,
    days: 0,
    leftKva: rows,
  };
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
  const grid = plainGrid(rows);
  const everywhere = places(rows, grid);
  const dedicated = new Set(rows.feeders.flatMap((feeder) => (feeder.kind === 'dedicated' ? feeder.id : [])));
  const rooms = new Map<PlainElement, number | null>();
  const left = (e: PlainElement): number | null => {
    if (!rooms.has(e)) rooms.set(e, plainLeftCkva(grid, rows, e, pack));
    return rooms.get(e)!;
  };
  const all = (kinds: readonly string[], asked: Asked): PlainPlan[] =>
    kinds.flatMap((kind) =>
      everywhere
        .filter((place) => WAYS[kind]!.includes(place.kind) && !dedicated.has(place.element?.feeder ?? ''))
        .flatMap((place) => tryPlace(kind, place, asked, left) ?? []),
    );
  return (request) => {
    const cosPhi = request.demand.powerFactor ?? pack.voltage.powerFactor.value;
    const { capacityKva, equipmentKw } = request.demand;
    const up = (value: number): number => Math.ceil(value * 100 - 1e-6) / 100;
    const needKva = capacityKva ?? up(equipmentKw! / cosPhi);
    const asked: Asked = {
      needKva,
      equipmentKw: equipmentKw ?? up(capacityKva! * cosPhi),
      request,
      pack,
      catalogue,
    };
    const low = asked.equipmentKw <= pack.voltage.lowVoltage[0]!.maxKw;
    if (!low && needKva > pack.voltage.mediumVoltage.maxKva) return [];
    const medium = ['mv-tee', 'mv-bay'];
    const outlet = needKva >= pack.search.dedicatedFeeder.minKva;
    const first = low
      ? ['lv-tap', 'lv-existing-transformer']
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
