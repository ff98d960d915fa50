import type { SupplyRequest } from '../../../src/model/demand.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { routeCosts, togetherSized } from '../../../src/plan/ways/route-costs.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import type { Catalogue } from '../../../src/pricing/catalogue.ts';
import { Snapshot } from '../../../src/snapshot/open.ts';
import { Roads } from '../../../src/snapshot/roads/roads.ts';
import { snapshotOf } from '../open-rows.ts';
import { type PlainEnd, type PlainPiece, plainEnd, plainPrice, plainRoutes } from './plain-routes.ts';

/** What a new line is asked to do. */
export interface PlainDuty {
  readonly level: 'lv' | 'mv';
  readonly overhead: boolean;
  readonly amps: number;
  /** Between the wires that carry the current. */
  readonly kv: number;
  readonly phases: 1 | 3;
}

export interface PlainLine {
  readonly routeM: number;
  readonly yuan: number;
  readonly onRoads: boolean;
}

interface Asked {
  readonly request: SupplyRequest;
  readonly pack: Pack;
  readonly catalogue: Catalogue;
}

interface Sized {
  readonly item: string;
  readonly count: number;
}

/** As few conductors side by side as the current needs, the smallest that keeps the drop, else the largest. */
export function plainSize(
  { catalogue, request, pack }: Asked,
  layer: string,
  duty: PlainDuty,
  lengthM: number,
): Sized {
  const { amps, kv, phases } = duty;
  const cosPhi = request.demand.powerFactor ?? pack.voltage.powerFactor.value;
  const max = pack.voltage.designDrop[layer.startsWith('lv') ? 'lowPercent' : 'mediumPercent'];
  const sizes = Object.entries(catalogue.items)
    .map(([item, price]) => ({ item, ...price }))
    .filter((i) => i.layer === layer)
    .sort((a, b) => a.ampacityA! - b.ampacityA!);
  const count = Math.max(1, Math.ceil(amps / sizes.at(-1)!.ampacityA! - 1e-9));
  const drop = (i: (typeof sizes)[number]): number => {
    const z = i.rHotOhmPerKm! * cosPhi + i.xOhmPerKm! * Math.sin(Math.acos(cosPhi));
    return ((phases === 1 ? 2 : Math.sqrt(3)) * (amps / count) * z * lengthM) / 1000 / (kv * 10);
  };
  const fits = sizes.find((i) => i.ampacityA! * count >= amps - 1e-9 && drop(i) <= max + 1e-9);
  return { item: (fits ?? sizes.at(-1)!).item, count };
}

/** A place where a line may begin, and how far it is at most that it is looked for. */
export interface PlainBegin {
  readonly id: string;
  readonly kind: string;
  readonly lon: number;
  readonly lat: number;
  readonly distanceM: number;
  readonly radiusM: number;
}

const up = (m: number): number => Math.ceil(m * 10 - 1e-6) / 10;
const TIED = ['distribution-transformer', 'lv-point'];

/** Lines of a region by the plainest means: a Dijkstra over objects per size, one place after the other. */
export function plainLines(rows: RegionRows, pack: Pack) {
  const snapshot = rows.roads.length === 0 ? null : new Snapshot(snapshotOf(rows, pack));
  const roads = snapshot === null ? null : new Roads(snapshot.columns);

  function endOf({ id, kind, lon, lat }: PlainBegin): PlainEnd {
    if (kind === 'cable') return { place: { lon, lat }, access: roads!.accesses({ lon, lat }, 1)[0] ?? null };
    const source = snapshot!
      .findSources(id)
      .find((one) => TIED.includes(kind) === TIED.includes(snapshot!.sourceKind(one)))!;
    return plainEnd(snapshot!, source);
  }

  let memo: { site: object; found: Map<string, PlainPiece[] | null> } = { site: {}, found: new Map() };
  function cheapest(
    asked: Asked,
    begin: PlainBegin,
    sizes: { cable: Sized; overhead: Sized | null },
    groundWork: boolean,
  ) {
    const { site } = asked.request;
    if (memo.site !== site) memo = { site, found: new Map() };
    const key = JSON.stringify([begin.kind, begin.id, sizes, groundWork]);
    if (!memo.found.has(key)) {
      const costs = routeCosts(asked.catalogue, togetherSized({ ...sizes, groundWork }));
      const withinM = begin.radiusM * pack.route.reach.factor;
      const [route] = plainRoutes(snapshot!, site, [endOf(begin)], { costs, withinM });
      memo.found.set(key, route?.pieces ?? null);
    }
    return memo.found.get(key) ?? null;
  }

  /** The line to a place; `null` where no route leads there. */
  return (asked: Asked, begin: PlainBegin, duty: PlainDuty): PlainLine | null => {
    const { catalogue, request } = asked;
    const groundWork = duty.level === 'mv';
    const sizesAt = (m: number) => ({
      cable: plainSize(asked, `${duty.level}-cable`, duty, m),
      overhead: duty.overhead ? plainSize(asked, `${duty.level}-overhead`, duty, m) : null,
    });
    const near =
      roads !== null &&
      (roads.accesses(request.site, 1).length > 0 || roads.isNear(request.site)) &&
      (endOf(begin).access !== null || roads.isNear(endOf(begin).place));
    if (!near) {
      const routeM = up(begin.distanceM * pack.route.detourFactor);
      const { cable, overhead } = sizesAt(routeM);
      const { item, count } = overhead ?? cable;
      const ground = request.customer.areaType === 'rural' ? 'trench-soil' : 'duct-pavement';
      const metre = groundWork && !duty.overhead ? catalogue.items[ground]!.likelyYuan : 0;
      const conductor =
        Math.round(catalogue.items[item]!.likelyYuan * Math.round(routeM * count * 10) * 10) / 100;
      return { routeM, yuan: conductor + Math.round(metre * routeM * 100) / 100, onRoads: false };
    }
    const along = (sizedM: number): PlainLine | null => {
      const sizes = sizesAt(up(sizedM));
      const pieces = cheapest(asked, begin, sizes, groundWork);
      if (pieces === null) return null;
      const m = pieces.reduce((sum, piece) => sum + piece.m, 0);
      const routeM = up(Math.max(m, begin.distanceM));
      const own = sizesAt(routeM);
      if (m > sizedM && JSON.stringify(own) !== JSON.stringify(sizes)) return along(m);
      const costs = routeCosts(catalogue, togetherSized({ ...own, groundWork }));
      return { routeM, yuan: plainPrice(costs, pieces), onRoads: true };
    };
    return along(begin.distanceM);
  };
}
