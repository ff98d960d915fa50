import type { SupplyRequest } from '../../src/model/demand.ts';
import type { ElectricalRules } from '../../src/model/electrical-rules.ts';
import type { Bill, BillLine, Plan, PlanSet, PlanSource } from '../../src/model/plan.ts';
import type { Pack } from '../../src/policy/pack.ts';
import type { Catalogue } from '../../src/pricing/catalogue.ts';
import type { Snapshot } from '../../src/snapshot/open.ts';
import { complex } from './reference/complex.ts';
import { type SlowLine, type SlowSupply, type SlowUnit, slowUnit, slowVoltages } from './slow-voltage.ts';

/** What the voltages of an answer are solved again with. */
export interface VoltageMeans {
  readonly snapshot: Snapshot;
  readonly rules: ElectricalRules;
  readonly pack: Pack;
  readonly catalogue: Catalogue;
}

/** Items that stand at the beginning of a supply: each bill line up to the next is of that supply. */
const AT_SOURCE = ['pole-breaker', 'rmu-bay-existing', 'rmu', 'substation-bay-existing'];

/** The lines of a bill by supply, in the order of the sources. */
function linesOf({ lines }: Bill, sources: number): BillLine[][] {
  if (sources === 1) return [[...lines]];
  const parts: BillLine[][] = [];
  for (const line of lines) {
    if (AT_SOURCE.includes(line.item)) parts.push([]);
    parts.at(-1)?.push(line);
  }
  return parts;
}

/** New conductors of one voltage in a bill, warm: as many side by side as their metres are times the route's. */
function newLines(
  lines: readonly BillLine[],
  level: 'lv' | 'mv',
  route: readonly { laying: string; lengthM: number }[],
  { kv, catalogue }: { kv: number; catalogue: Catalogue },
): SlowLine[] {
  return [...new Set(route.map(({ laying }) => laying))].flatMap((laying) => {
    const ours = lines.filter(({ item }) => catalogue.items[item]?.layer === `${level}-${laying}`);
    const metres = route.reduce((sum, part) => sum + (part.laying === laying ? part.lengthM : 0), 0);
    if (metres === 0) return [];
    const { rHotOhmPerKm: r = NaN, xOhmPerKm: x = NaN } = catalogue.items[ours[0]?.item ?? ''] ?? {};
    const count = Math.round(ours.reduce((sum, { quantity }) => sum + quantity, 0) / metres);
    const km = metres / 1000 / count;
    return [{ kv, ohm: complex(r * km, x * km) }];
  });
}

/** What a supply builds from where it starts to the customer. */
function built(
  { snapshot, rules, pack, catalogue }: VoltageMeans,
  plan: Plan,
  { source, element, lines }: { source: PlanSource; element: number; lines: readonly BillLine[] },
): (SlowLine | SlowUnit)[] {
  const { parts } = source.route;
  const kv = snapshot.columns.elementKv[element]!;
  const unit = plan.because.find(({ key }) => key === 'new-public-transformer');
  const level = kv < 1 ? 'lv' : 'mv';
  if (unit === undefined) {
    const ours = lines.filter(({ side }) => side !== 'grid');
    return newLines(ours, level, parts, { kv, catalogue });
  }
  const { lvKv } = rules.typicalTransformers;
  const { serviceM } = pack.search.newTransformer;
  const service = lines.filter(({ item }) => catalogue.items[item]?.layer?.startsWith('lv-') === true);
  const laying = catalogue.items[service[0]!.item]!.layer === 'lv-cable' ? 'cable' : 'overhead';
  return [
    ...newLines(lines, 'mv', parts, { kv, catalogue }),
    slowUnit(rules, { ratedKva: Number(unit.values['ratingKva']), hvKv: kv, lvKv }),
    ...newLines(service, 'lv', [{ laying, lengthM: serviceM }], { kv: lvKv, catalogue }),
  ];
}

/** Transformers that works of the plan make larger. */
function largerUnits({ snapshot }: VoltageMeans, { because }: Plan): Map<number, number> {
  return new Map(
    because.flatMap(({ key, values }) => {
      if (key !== 'limit-reinforced' || values['kind'] !== 'distribution-transformer') return [];
      const element = elementOf(snapshot, String(values['elementId']), 'distribution-transformer');
      return element === undefined ? [] : [[element, Number(values['toKva']) / Number(values['fromKva'])]];
    }),
  );
}

const elementOf = (snapshot: Snapshot, id: string, kind: string): number | undefined =>
  snapshot.findElements(id).find((e) => snapshot.elementKind(e) === kind);

/** A source of a plan as a supply to solve. */
function supplyOf(
  means: VoltageMeans,
  { demand }: SupplyRequest,
  plan: Plan,
  source: PlanSource,
): SlowSupply | string {
  const { snapshot, pack } = means;
  const first = source.chain.rows.find(
    ({ elementId }) => elementId !== source.bayId && !elementId.endsWith('/new-transformer'),
  );
  const element = first === undefined ? undefined : elementOf(snapshot, first.elementId, first.kind);
  if (first === undefined || element === undefined) return 'starts nowhere';
  const cut = plan.because.find(
    ({ key, values }) => key === 'cut-in-at' && values['sectionId'] === first.elementId,
  );
  const lines = linesOf(plan.bill, plan.sources.length)[plan.sources.indexOf(source)] ?? [];
  return {
    element,
    cutShare: cut === undefined ? null : Number(cut.values['alongM']) / snapshot.columns.lineM[element]!,
    kva: source.capacityKva,
    cosPhi: demand.powerFactor ?? pack.voltage.powerFactor.value,
    onePhase: plan.because.some(({ key }) => key === 'single-phase-weighed'),
    via: built(means, plan, { source, element, lines }),
    larger: largerUnits(means, plan),
  };
}

/** A source of a plan against its voltages solved again; empty = they agree, and are within limits. */
function sourceFaults(means: VoltageMeans, request: SupplyRequest, plan: Plan, source: PlanSource): string[] {
  const supply = supplyOf(means, request, plan, source);
  if (typeof supply === 'string') return [supply];
  const again = slowVoltages(means.snapshot, means.rules, supply);
  const told = source.electrical;
  if (again === null || told === null)
    return again === null && told === null ? [] : [`voltages are ${told === null ? 'not ' : ''}told`];
  const { lowPercent } = means.pack.voltage.designDrop;
  return [
    ...(Math.abs(again.minPu - told.minVoltagePu) <= 1e-4
      ? []
      : [`${told.minVoltagePu} pu, solved again ${again.minPu}`]),
    ...(Math.abs(again.dropPercent - told.dropPercent) <= 0.015
      ? []
      : [`drops ${told.dropPercent} %, solved again ${again.dropPercent}`]),
    ...(again.marginPu >= -1e-6 ? [] : [`${again.minPu} pu is out of band`]),
    ...((again.lowDropPercent ?? 0) <= lowPercent + 1e-4
      ? []
      : [`${again.lowDropPercent} % of drop at low voltage`]),
  ];
}

/**
 * Voltages of every plan and counter-offer, solved again by the slow sweep: each supply alone on its feeder, staged
 * plans as they are at last. A referral supplies nothing; after a switching the feeder is another: those are left out.
 *
 * @returns what is wrong, in words; empty = nothing.
 * @cost slow: one plain sweep per season and source.
 */
export function voltageFaults(
  means: VoltageMeans,
  request: SupplyRequest,
  { plans, counterOffers }: Pick<PlanSet, 'plans' | 'counterOffers'>,
): string[] {
  return [...plans, ...counterOffers.map(({ plan }) => plan)]
    .filter(({ kind, transfer }) => kind !== 'hv-referral' && transfer === null)
    .flatMap((plan) =>
      plan.sources.flatMap((source) =>
        sourceFaults(means, request, plan, source).map(
          (fault) => `${plan.kind} ${source.role} ${source.nodeId}: ${fault}`,
        ),
      ),
    );
}
