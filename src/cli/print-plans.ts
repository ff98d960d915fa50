import type { Language } from '../contract/messages/messages.ts';
import { type Speaker, speak } from '../contract/messages/speak.ts';
import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';
import { printLine, table } from './print.ts';

type WirePlan = SupplyPlansAnswer['plans'][number];
type Source = WirePlan['sources'][number];
type Electrical = NonNullable<Source['electrical']>;

const yuan = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const headings = (speaker: Speaker, keys: readonly string[]): string[] =>
  keys.map((key) => speaker.word('heading', key));

const kva = (speaker: Speaker, value: number | null): string =>
  value === null ? speaker.word('heading', 'unknown') : value.toLocaleString('en');

function planRow(speaker: Speaker, plan: WirePlan): string[] {
  const { rank, kind, grade, sources, cost, priced, totalCalendarDays, badges } = plan;
  const [source] = sources;
  const binding = source?.chain.find(
    (row) => row.elementId === source.bindingElementId && row.leftKva !== null,
  );
  return [
    String(rank),
    speaker.word('planKind', kind),
    sources.map(({ nodeId }) => nodeId).join(' + '),
    sources.map(({ feederId }) => feederId ?? speaker.word('heading', 'newFeeder')).join(' + '),
    sources.map(({ distanceM }) => distanceM.toFixed(0)).join(' + '),
    sources.map(({ routeM }) => routeM.toFixed(0)).join(' + '),
    priced ? yuan(cost.likelyYuan) : speaker.word('heading', 'unknown'),
    priced ? `${yuan(cost.lowYuan)}–${yuan(cost.highYuan)}` : '',
    String(totalCalendarDays),
    kva(speaker, binding?.leftKva ?? null),
    grade,
    badges.map((badge) => speaker.word('badge', badge)).join(', '),
  ];
}

const PLAN_HEADINGS = [
  'rank',
  'kind',
  'source',
  'feeder',
  'distanceM',
  'routeM',
  'likelyYuan',
  'band',
  'days',
  'leftKva',
  'grade',
  'badges',
];

/** What the load flow of the feeder says, in one line. */
function electricalLine({ say }: Speaker, electrical: Electrical): string {
  const { minVoltagePu, minVoltageNodeId, dropPercent, maxLoadingPercent, faultLevelKa, motorDipPercent } =
    electrical;
  return [
    say('line', 'leastVoltage', { pu: minVoltagePu, nodeId: minVoltageNodeId }),
    say('line', 'drop', { percent: dropPercent }),
    say('line', 'loading', { percent: maxLoadingPercent }),
    ...(faultLevelKa === null ? [] : [say('line', 'faultLevel', { kiloamperes: faultLevelKa })]),
    ...(motorDipPercent === null ? [] : [say('line', 'motorDip', { percent: motorDipPercent })]),
  ].join(say('line', 'between', {}));
}

function printBill(speaker: Speaker, { cost }: WirePlan): void {
  const { word } = speaker;
  printLine(`\n${word('heading', 'bill')}`);
  const rows = cost.lines.map(({ name, quantity, unit, likelyYuan, payer }) => [
    name,
    `${quantity}`,
    word('unit', unit),
    yuan(likelyYuan),
    word('payer', payer),
  ]);
  printLine(table(headings(speaker, ['item', 'quantity', 'unit', 'likelyYuan', 'payer']), rows));
}

const CHAIN_HEADINGS = ['elementKind', 'element', 'rating', 'limit', 'peak', 'inFlight', 'added', 'left'];

function printChain(speaker: Speaker, { chain, bindingElementId, electrical }: Source): void {
  const { word } = speaker;
  printLine(`\n${word('heading', 'chain')}`);
  const rows = chain.map((row) => [
    word('elementKind', row.kind),
    row.elementId,
    ...[row.ratingKva, row.limitKva, row.peakKva, row.committedKva, row.addedKva, row.leftKva].map((value) =>
      kva(speaker, value),
    ),
    row.elementId === bindingElementId ? word('heading', 'binding') : '',
  ]);
  printLine(table([...headings(speaker, CHAIN_HEADINGS), ''], rows));
  if (electrical !== null) printLine(`\n${electricalLine(speaker, electrical)}`);
}

/** Tariff, operation of two supplies and security capacity, a line each where there is something to say. */
function printReply({ say, word }: Speaker, { tariff, operation, securityCapacity }: WirePlan): void {
  const { statedKva, standbyKva, ownSourceKva } = securityCapacity;
  printLine(`\n${word('heading', 'reply')}`);
  const { class: tariffClass, billing } = tariff;
  printLine(say('line', 'tariff', { tariffClass: tariffClass ?? 'unknown', billing: billing ?? 'unknown' }));
  if (operation !== null) printLine(say('line', 'operation', { mode: operation.mode }));
  if (statedKva !== null) printLine(say('line', 'securityStated', { statedKva }));
  if (standbyKva > 0) printLine(say('line', 'securityStandby', { standbyKva }));
  if (ownSourceKva !== null) printLine(say('line', 'securityOwnSource', { ownSourceKva }));
}

/** Reasons as sentences, each with the rule it rests on. */
function printReasons(speaker: Speaker, heading: string, reasons: WirePlan['because']): void {
  if (reasons.length === 0) return;
  printLine(`\n${speaker.word('heading', heading)}`);
  for (const { key, values, rule } of reasons)
    printLine(`- ${speaker.say('reason', key, values)}${rule === null ? '' : ` [${rule}]`}`);
}

/** Stages of every plan that has works on the public grid. */
function printStages(speaker: Speaker, plans: readonly WirePlan[]): void {
  for (const { rank, stages } of plans) {
    if (stages.every(({ works }) => works.length === 0)) continue;
    printLine(`\n${speaker.say('line', 'stages', { rank })}`);
    const rows = stages.map(({ from, capacityKva, works }) => [
      from,
      kva(speaker, capacityKva),
      works
        .map((work) => {
          const [remedy = '', ...element] = work.split(' ');
          return [speaker.word('remedy', remedy), ...element].join(' ');
        })
        .join(speaker.say('line', 'between', {})),
    ]);
    printLine(table(headings(speaker, ['from', 'capacityKva', 'gridWorks']), rows));
  }
}

function printCounterOffers(speaker: Speaker, offers: SupplyPlansAnswer['counterOffers']): void {
  if (offers.length === 0) return;
  printLine(`\n${speaker.word('heading', 'counterOffers')}`);
  const rows = offers.map(({ change, plan }) => [
    speaker.word('change', change),
    kva(speaker, plan.suppliesKva),
    ...planRow(speaker, plan).slice(1),
  ]);
  printLine(table(headings(speaker, ['change', 'capacityKva', ...PLAN_HEADINGS.slice(1)]), rows));
}

function printStaircase(speaker: Speaker, stairs: SupplyPlansAnswer['staircase']): void {
  if (stairs === undefined) return;
  printLine(`\n${speaker.word('heading', 'staircase')}`);
  const rows = stairs.map(({ upToKva, supplyClass, likelyYuan, customerYuan, totalCalendarDays }) => [
    kva(speaker, upToKva),
    speaker.word('supplyClass', supplyClass),
    yuan(likelyYuan),
    yuan(customerYuan),
    String(totalCalendarDays),
  ]);
  printLine(table(headings(speaker, ['upToKva', 'supplyClass', 'likelyYuan', 'customerYuan', 'days']), rows));
}

function printRejected(speaker: Speaker, rejected: SupplyPlansAnswer['rejected']): void {
  if (rejected === undefined || rejected.length === 0) return;
  printLine(`\n${speaker.word('heading', 'rejected')}`);
  const rows = rejected.map(({ nodeId, feederId, kind, code, threshold, actual, unit }) => [
    nodeId,
    feederId ?? '',
    speaker.word('planKind', kind),
    speaker.say('rejection', code, { threshold, actual, unit }),
  ]);
  printLine(table(headings(speaker, ['source', 'feeder', 'kind', 'reason']), rows));
}

/** A plan set for reading: a row per plan, then bill, ledger and reasons of the first. */
export function printPlans(answer: SupplyPlansAnswer, language: Language): void {
  const speaker = speak(language);
  const { snapshot, ledgerVersion, asOf, policy, site, classification, plans } = answer;
  const { region, version } = snapshot;
  const where = site.address ?? `${site.lon} ${site.lat}`;
  printLine(speaker.say('line', 'where', { where, region, version, ledgerVersion, asOf, policy: policy.id }));
  const { supplyClass, supplyKv, sourceStructure } = classification;
  printLine(speaker.say('line', 'supply', { supplyClass, supplyKv, sourceStructure }));
  const [first] = plans;
  if (first === undefined) printLine(speaker.word('heading', 'nothing'));
  else
    printLine(
      table(
        headings(speaker, PLAN_HEADINGS),
        plans.map((plan) => planRow(speaker, plan)),
      ),
    );
  printReasons(speaker, 'because', classification.because);
  printStages(speaker, plans);
  if (first !== undefined) {
    printBill(speaker, first);
    printReply(speaker, first);
    for (const source of first.sources) printChain(speaker, source);
    printReasons(speaker, 'becauseFirst', first.because);
  }
  printCounterOffers(speaker, answer.counterOffers);
  printStaircase(speaker, answer.staircase);
  printRejected(speaker, answer.rejected);
}
