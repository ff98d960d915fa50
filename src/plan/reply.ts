import type { Because, Plan, PlanSource } from '../model/plan.ts';
import type { Facts } from '../policy/facts.ts';
import { emergencyRule, operationOf, tariffOf } from '../policy/reply-part.ts';
import type { PlanTask } from './context.ts';
import { cosPhiOf } from './ways/line-sizes.ts';

/** What a reply to the customer names beside the supply itself, and why. */
export interface Reply extends Pick<Plan, 'tariff' | 'operation' | 'securityCapacity'> {
  readonly because: readonly Because[];
}

/** kW as kVA at the demand's power factor, rounded up to 0.01. */
const toKva = (task: PlanTask, kw: number): number => Math.ceil((kw / cosPhiOf(task)) * 100 - 1e-6) / 100;

/** How two supplies stand to each other; one alone has no mode. */
function operated(
  { pack }: PlanTask,
  facts: Facts,
  sources: readonly PlanSource[],
): { operation: Plan['operation']; because: Because[] } {
  if (sources.length < 2) return { operation: null, because: [] };
  const operation = operationOf(pack.reply, facts);
  const { mode } = operation;
  return {
    operation,
    because: [
      { key: 'one-supply-stands-by', values: { mode }, rule: operation.rule },
      { key: 'supplies-interlocked', values: {}, rule: pack.reply.interlock.rule },
    ],
  };
}

/** The security load, what the standby carries of it, and the source of the customer's own that the rules ask for. */
function secured(
  task: PlanTask,
  facts: Facts,
  sources: readonly PlanSource[],
): { securityCapacity: Plan['securityCapacity']; because: Because[] } {
  const { securityLoadKw } = task.request.demand;
  const standbyKva = sources
    .filter(({ role }) => role === 'standby')
    .reduce((sum, { capacityKva }) => sum + capacityKva, 0);
  const statedKva = securityLoadKw === null ? null : toKva(task, securityLoadKw);
  const asked = emergencyRule(task.pack.reply, facts);
  const none = { statedKva, standbyKva, ownSourceKva: null, rule: null };
  if (asked === null) return { securityCapacity: none, because: [] };
  const { shareOfSecurityLoad, rule } = asked;
  const percent = Math.round(shareOfSecurityLoad * 100);
  if (securityLoadKw === null)
    return {
      securityCapacity: { ...none, rule },
      because: [{ key: 'own-source-needs-security-load', values: { percent }, rule }],
    };
  const ownSourceKva = toKva(task, securityLoadKw * shareOfSecurityLoad);
  return {
    securityCapacity: { statedKva, standbyKva, ownSourceKva, rule },
    because: [{ key: 'own-emergency-source', values: { ownSourceKva, percent, securityLoadKw }, rule }],
  };
}

/** Supplies of each structure, the independence of two power sources counted as more than two circuits. */
const WEIGHT: Readonly<Record<NonNullable<Facts['structure']>, number>> = {
  single: 0,
  'double-circuit': 1,
  'dual-source': 2,
  'three-sources': 3,
};

/** What the load asks for and this plan does not give: never passed over in silence. */
function lacking({ brief }: PlanTask, { structure }: Facts): Because[] {
  const given = structure ?? 'single';
  if (WEIGHT[given] >= WEIGHT[brief.structure]) return [];
  return [
    {
      key: 'fewer-supplies-than-asked',
      values: { asked: brief.structure, given },
      rule: brief.structureRule,
    },
  ];
}

/**
 * The facts of a reply that rules alone tell: class of tariff, operating mode of two supplies, security capacity, and
 * what is missing of the supplies that the load asks for.
 *
 * @param facts what the plan's terms were decided on, its structure being the plan's own.
 */
export function replyOf(task: PlanTask, facts: Facts, sources: readonly PlanSource[]): Reply {
  const supplies = facts.voltage === 'hv' ? [] : sources;
  const { operation, because } = operated(task, facts, supplies);
  const { securityCapacity, because: security } = secured(task, facts, supplies);
  const missing = facts.voltage === 'hv' ? [] : lacking(task, facts);
  return {
    tariff: tariffOf(task.pack.reply, facts),
    operation,
    securityCapacity,
    because: [...missing, ...because, ...security],
  };
}
