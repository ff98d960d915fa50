import type { RegionRows } from '../../../src/model/record.ts';
import type { SupplyRequest } from '../../../src/model/demand.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import type { Catalogue } from '../../../src/pricing/catalogue.ts';
import type { PlainElement } from './plain-chains.ts';
import { type PlainPlan, askedOf, plainWays, stationYuan, supplyYuan } from './plain-plans.ts';

/** What the twin says of two supplies. */
export interface PlainApart {
  readonly level: string;
  readonly shared: readonly string[];
  readonly upstreamUnproven: boolean;
  readonly dualSource: boolean;
}

export interface PlainPair extends PlainApart {
  readonly feeders: readonly [string, string];
  readonly likelyYuan: number;
}

const above = (element: PlainElement): PlainElement[] =>
  element.above === null ? [element] : [element, ...above(element.above)];
const of = (element: PlainElement, kind: string): PlainElement | undefined =>
  above(element).find((e) => e.kind === kind);

/** Substation of a name, where the record has one by id or by a name that is its alone. */
function stationOf(rows: RegionRows, name: string): string | null {
  if (rows.substations.some(({ id }) => id === name)) return name;
  const named = rows.substations.filter((row) => row.name === name);
  return named.length === 1 ? named[0]!.id : null;
}

/** Incoming lines as pairs of names; `null` = an unknown far end. */
const feeds = (rows: RegionRows): { to: string; from: string | null }[] =>
  rows.incoming_lines.map((row) => ({
    to: row.substation_id,
    from: row.upstream_source === null ? null : (stationOf(rows, row.upstream_source) ?? row.upstream_source),
  }));

/** Stations with supply when one is lost, by lighting up one after the other until nothing changes. */
function lit(rows: RegionRows, lost: string, unknownIsAlive: boolean): Set<string> {
  const lines = feeds(rows);
  const own = new Set(rows.substations.map(({ id }) => id));
  const alive = new Set(lines.flatMap(({ from }) => (from !== null && !own.has(from) ? from : [])));
  if (unknownIsAlive) for (const id of own) if (!lines.some(({ to }) => to === id)) alive.add(id);
  alive.delete(lost);
  for (let before = -1; before !== alive.size;) {
    before = alive.size;
    for (const { to, from } of lines)
      if (to !== lost && (from === null ? unknownIsAlive : alive.has(from))) alive.add(to);
  }
  return alive;
}

/** A substation and all above it; `null` stands for what is not known. */
function upwards(rows: RegionRows, station: string): Set<string | null> {
  const found = new Set<string | null>([station]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const at of [...found]) {
      if (!rows.substations.some(({ id }) => id === at)) continue;
      const lines = feeds(rows).filter(({ to }) => to === at);
      if (lines.length === 0) found.add(null);
      for (const { from } of lines) found.add(from);
    }
  }
  return found;
}

/** How two chains are apart, by rows alone. */
export function plainApart(rows: RegionRows, a: PlainElement, b: PlainElement): PlainApart {
  const [busA, busB] = [of(a, 'busbar')!.id, of(b, 'busbar')!.id];
  const bus = (id: string) => rows.busbar_sections.find((row) => row.id === id)!;
  const [stationA, stationB] = [bus(busA).substation_id, bus(busB).substation_id];
  const [upA, upB] = [upwards(rows, stationA), upwards(rows, stationB)];
  const stations = [...upA].filter((name): name is string => name !== null && upB.has(name));
  const elements = above(a).filter((e) => above(b).includes(e));
  const shared = [...elements.map(({ id }) => id), ...stations];
  if (stationA === stationB) {
    const [mainA, mainB] = [bus(busA).main_transformer_id, bus(busB).main_transformer_id];
    const known = mainA !== null && mainB !== null;
    const level =
      a.feeder !== null && a.feeder === b.feeder
        ? 'none'
        : busA === busB
          ? 'feeder'
          : known && mainA !== mainB
            ? 'main-transformer'
            : 'busbar';
    return { level, shared, upstreamUnproven: false, dualSource: false };
  }
  const complete = !upA.has(null) && !upB.has(null);
  const names = [...upA, ...upB].filter((name) => name !== null);
  const bothLost = names.some((lost) => {
    const alive = lit(rows, lost, true);
    return !alive.has(stationA) && !alive.has(stationB);
  });
  return {
    level: complete && stations.length === 0 ? 'upstream' : 'substation',
    shared,
    upstreamUnproven: !complete,
    dualSource: !bothLost,
  };
}

/** Every pair of feeders that would take the demand, at its cheapest, all looked at. */
export function plainPairs(rows: RegionRows, pack: Pack, catalogue: Catalogue) {
  const all = plainWays(rows, pack);
  const kinds = ['mv-tee', 'mv-bay', 'mv-cut-in', 'mv-dedicated-feeder'];
  return (request: SupplyRequest): PlainPair[] => {
    const asked = askedOf(request, pack, catalogue);
    const { needKva } = asked;
    const security = request.demand.securityLoadKw ?? 0;
    const cosPhi = request.demand.powerFactor ?? pack.voltage.powerFactor.value;
    const part = security === 0 ? needKva : Math.min(needKva, Math.ceil((security / cosPhi) * 100) / 100);
    const legs = (kva: number): { plan: PlainPlan; feeder: string; yuan: number }[] =>
      all(kinds, { ...asked, needKva: kva }).map((plan) => ({
        plan,
        feeder: plan.feederId ?? `busbar ${plan.place.element!.id}`,
        yuan: supplyYuan(plan.kind, plan.place, plan.line, { ...asked, needKva: kva }),
      }));
    const behind = stationYuan(asked, 2) + catalogue.items['changeover-cabinet']!.likelyYuan;
    const best = new Map<string, PlainPair>();
    for (const main of legs(needKva)) {
      for (const standby of legs(part)) {
        if (main.feeder === standby.feeder) continue;
        const feeders = [main.feeder, standby.feeder].sort() as [string, string];
        const likelyYuan = main.yuan + standby.yuan + behind;
        const known = best.get(feeders.join());
        if (known !== undefined && known.likelyYuan <= likelyYuan) continue;
        const apart = plainApart(rows, main.plan.place.element!, standby.plan.place.element!);
        best.set(feeders.join(), { ...apart, feeders, likelyYuan });
      }
    }
    return [...best.values()];
  };
}
