import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';
import { printLine, table } from './print.ts';

type WirePlan = SupplyPlansAnswer['plans'][number];

const yuan = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const kva = (value: number | null): string => (value === null ? 'unknown' : value.toLocaleString('en'));

const planRow = (plan: WirePlan): string[] => {
  const { rank, kind, grade, sources, cost, priced, totalCalendarDays, badges } = plan;
  const [source] = sources;
  const binding = source?.chain.find(
    (row) => row.elementId === source.bindingElementId && row.leftKva !== null,
  );
  return [
    String(rank),
    kind,
    sources.map(({ nodeId }) => nodeId).join(' + '),
    sources.map(({ feederId }) => feederId ?? 'new').join(' + '),
    sources.map(({ distanceM }) => distanceM.toFixed(0)).join(' + '),
    sources.map(({ routeM }) => routeM.toFixed(0)).join(' + '),
    priced ? yuan(cost.likelyYuan) : 'not known',
    priced ? `${yuan(cost.lowYuan)}–${yuan(cost.highYuan)}` : '',
    String(totalCalendarDays),
    kva(binding?.leftKva ?? null),
    grade,
    badges.join(' '),
  ];
};

const PLAN_HEADER = [
  '#',
  'kind',
  'source',
  'feeder',
  'distance m',
  'route m',
  'likely yuan',
  'band',
  'days',
  'left kVA',
  'grade',
  'badges',
];

type Electrical = NonNullable<WirePlan['sources'][number]['electrical']>;

/** What the load flow of the feeder says, in one line. */
function electricalLine(electrical: Electrical): string {
  const { minVoltagePu, minVoltageNodeId, dropPercent, maxLoadingPercent, faultLevelKa, motorDipPercent } =
    electrical;
  return [
    `least voltage ${minVoltagePu} pu at ${minVoltageNodeId}`,
    `drop to the source ${dropPercent} %`,
    `highest loading ${maxLoadingPercent} %`,
    ...(faultLevelKa === null ? [] : [`fault level ${faultLevelKa} kA`]),
    ...(motorDipPercent === null ? [] : [`dip of the largest motor ${motorDipPercent} %`]),
  ].join(', ');
}

function printFirst({ cost, sources }: WirePlan): void {
  printLine('\nBill of the first plan');
  const lines = cost.lines.map(({ name, quantity, unit, likelyYuan, payer }) => [
    name,
    `${quantity}`,
    unit,
    yuan(likelyYuan),
    payer,
  ]);
  printLine(table(['item', 'quantity', 'unit', 'likely yuan', 'payer'], lines));
  for (const { chain, bindingElementId, electrical } of sources) {
    printLine('\nIts chain, from the source up (kVA)');
    const rows = chain.map((row) => [
      row.kind,
      row.elementId,
      ...[row.ratingKva, row.limitKva, row.peakKva].map(kva),
      kva(row.committedKva),
      kva(row.addedKva),
      kva(row.leftKva),
      row.elementId === bindingElementId ? '← binding' : '',
    ]);
    printLine(table(['kind', 'element', 'rating', 'limit', 'peak', 'in-flight', 'added', 'left', ''], rows));
    if (electrical !== null) printLine(`\n${electricalLine(electrical)}`);
  }
}

function printStages(plans: readonly WirePlan[]): void {
  for (const { rank, stages } of plans) {
    if (stages.every(({ works }) => works.length === 0)) continue;
    printLine(`\nStages of plan ${rank}`);
    const rows = stages.map(({ from, capacityKva, works }) => [from, kva(capacityKva), works.join(', ')]);
    printLine(table(['from', 'kVA', 'after works on the public grid'], rows));
  }
}

function printCounterOffers(offers: SupplyPlansAnswer['counterOffers']): void {
  if (offers.length === 0) return;
  printLine('\nWhat could be had instead');
  const rows = offers.map(({ change, plan }) => [change, kva(plan.suppliesKva), ...planRow(plan).slice(1)]);
  printLine(table(['change', 'kVA', ...PLAN_HEADER.slice(1)], rows));
}

function printStaircase(stairs: SupplyPlansAnswer['staircase']): void {
  if (stairs === undefined) return;
  printLine('\nCost and time by capacity');
  const rows = stairs.map(({ upToKva, supplyClass, likelyYuan, customerYuan, totalCalendarDays }) => [
    kva(upToKva),
    supplyClass,
    yuan(likelyYuan),
    yuan(customerYuan),
    String(totalCalendarDays),
  ]);
  printLine(table(['up to kVA', 'class', 'likely yuan', 'of it customer', 'days'], rows));
}

function printRejected(rejected: SupplyPlansAnswer['rejected']): void {
  if (rejected === undefined || rejected.length === 0) return;
  printLine('\nNot taken');
  const rows = rejected.map(({ nodeId, feederId, kind, code, threshold, actual, unit }) =>
    [nodeId, feederId ?? '', kind, code, threshold ?? '', actual ?? '', unit ?? ''].map(String),
  );
  printLine(table(['source', 'feeder', 'kind', 'reason', 'needed', 'found', 'unit'], rows));
}

/** A plan set for reading: a row per plan, then bill and ledger of the first. */
export function printPlans(answer: SupplyPlansAnswer): void {
  const { snapshot, ledgerVersion, asOf, policy, site, classification, plans } = answer;
  const where = site.address ?? `${site.lon} ${site.lat}`;
  printLine(
    `${where} in ${snapshot.region} (data version ${snapshot.version}, ledger ${ledgerVersion}), as of ${asOf}, policy ${policy.id}`,
  );
  printLine(
    `${classification.supplyClass}, ${classification.supplyKv} kV, ${classification.sourceStructure} source`,
  );
  const [first] = plans;
  if (first === undefined) {
    printLine('no plan fits; --rejected lists what was looked at');
  } else {
    printLine(table(PLAN_HEADER, plans.map(planRow)));
    printStages(plans);
    printFirst(first);
  }
  printCounterOffers(answer.counterOffers);
  printStaircase(answer.staircase);
  printRejected(answer.rejected);
}
