import type { Approval, Because, Fee, Plan } from '../model/plan.ts';
import { approvalsOf } from '../policy/approvals-part.ts';
import type { Facts, Known, WorkPart } from '../policy/facts.ts';
import { feesDue } from '../policy/fees-part.ts';
import { meteringModeOf, meteringOf } from '../policy/metering-part.ts';
import { type Paid, boundaryOf, payerOf } from '../policy/payers-part.ts';
import type { UndatedStep } from '../policy/schedule.ts';
import { stepsOf } from '../policy/time-part.ts';
import type { Quantity } from '../pricing/bill.ts';
import { feesOf } from '../pricing/fees.ts';
import type { PlanTask } from './context.ts';
import type { Proposal } from './kinds/kind.ts';
import type { End } from './supply-end.ts';
import { isLow } from './ways/candidate.ts';
import { routeFacts } from './ways/route-facts.ts';
import { standbyPart } from './ways/standby-part.ts';

/** What the policy pack makes of a proposal: who pays, what is charged, how long it takes and what has to be permitted. */
export interface Terms {
  /** The request's facts and what the plan itself tells. */
  readonly facts: Facts;
  readonly quantities: readonly Quantity[];
  readonly fees: readonly Fee[];
  readonly steps: readonly UndatedStep[];
  readonly approvals: readonly Approval[];
  readonly metering: Plan['metering'];
  readonly boundary: Plan['boundary'];
  readonly because: readonly Because[];
}

/** From here on up it is the higher grid, kV. */
const HIGH_KV = 35;

function voltageOf({ kind, supplies }: Proposal, sources: readonly End[]): NonNullable<Facts['voltage']> {
  if (kind === 'hv-referral' || sources.some(({ place }) => place.supplyKv >= HIGH_KV)) return 'hv';
  return supplies.every(({ candidate }) => isLow(candidate.way)) ? 'lv' : 'mv';
}

function structureOf({ kind, supplies }: Proposal): Facts['structure'] {
  if (supplies.length < 2 || kind === 'hv-referral') return 'single';
  return kind === 'mv-dual-source' ? 'dual-source' : 'double-circuit';
}

/** What is known of a proposal: the request's facts and what the plan itself tells. */
function knownOf(task: PlanTask, proposal: Proposal, sources: readonly End[]): Known {
  const { pack, brief, known } = task;
  const voltage = voltageOf(proposal, sources);
  const { roadExcavationM, inLetChannel } = routeFacts(proposal.supplies.map(({ candidate }) => candidate));
  return {
    ...known,
    facts: {
      ...known.facts,
      voltage,
      structure: structureOf(proposal),
      capacityKva: brief.needKva,
      equipmentKw: brief.equipmentKw,
      directAccess: brief.directAccess,
      metering: meteringModeOf(pack.metering, voltage, brief.needKva),
      gridWorks: proposal.kind !== 'lv-tap',
      lengthM: sources.reduce((sum, { routeM }) => sum + routeM, 0),
      roadExcavationM,
      inLetChannel,
    },
  };
}

/** Who builds, as far as the payer of a part of the works tells. */
const customerBuilds = ({ payer }: Paid): boolean | null =>
  payer === 'undecided' ? null : payer === 'customer';

function feesFor({ pack, tariff }: PlanTask, facts: Facts, standby: Paid, sources: readonly End[]): Fee[] {
  const circuits = sources.map((source) => ({
    capacityKva: source.place.capacityKva,
    kv: source.place.supplyKv,
    cable: source.hasCable,
  }));
  return feesOf(feesDue(pack.fees, facts), { circuits, customerBuilt: customerBuilds(standby), tariff });
}

/** Reasons alike but for the part of the works they are about, said once for all those parts. */
function together(reasons: readonly Because[]): Because[] {
  const alike = new Map<string, Because>();
  for (const reason of reasons) {
    const { parts, ...values } = reason.values;
    const key = JSON.stringify([reason.key, values, reason.rule]);
    const earlier = alike.get(key)?.values['parts'];
    const all = earlier === undefined ? parts : `${String(earlier)} ${String(parts)}`;
    alike.set(key, all === undefined ? reason : { ...reason, values: { parts: all, ...values } });
  }
  return [...alike.values()];
}

/** A referral is for its reviewers: nothing is charged, dated or permitted yet. */
const referred = ({ pack, brief }: PlanTask, known: Known): Terms => ({
  facts: known.facts,
  quantities: [],
  fees: [],
  steps: [],
  approvals: [],
  because: [],
  metering: meteringOf(pack.metering, known.facts.voltage, brief.needKva),
  boundary: boundaryOf(pack.payers, known),
});

/** Applies the pack to a proposal: a payer for each line, fees, steps, permits, metering and boundary, with reasons. */
export function termsOf(task: PlanTask, proposal: Proposal, sources: readonly End[]): Terms {
  const { pack, brief } = task;
  const known = knownOf(task, proposal, sources);
  if (proposal.kind === 'hv-referral') return referred(task, known);
  const paid = new Map<WorkPart, Paid>();
  const payer = (part: WorkPart): Paid => {
    const found = paid.get(part) ?? payerOf(pack.payers, part, known);
    paid.set(part, found);
    return found;
  };
  const quantities = proposal.works.map(({ part, ...work }): Quantity => {
    const { payer: who, rule } = payer(part);
    return { payer: who, rule, ...work };
  });
  const reasons = together([...paid.values()].flatMap(({ because }) => because));
  const facts: Facts = { ...known.facts, customerBuilds: customerBuilds(payer('line')) };
  const { crossings } = routeFacts(proposal.supplies.map(({ candidate }) => candidate));
  const { approvals, because } = approvalsOf(pack.approvals, facts, crossings);
  return {
    facts,
    quantities,
    fees: feesFor(task, facts, payer(standbyPart(task)), sources),
    steps: stepsOf(pack.time, facts, approvals),
    approvals,
    metering: meteringOf(pack.metering, facts.voltage, brief.needKva),
    boundary: boundaryOf(pack.payers, known),
    because: [...reasons, ...because],
  };
}
