import { createHash } from 'node:crypto';
import type { Because, Chain, Plan, PlanSource } from '../model/plan.ts';
import { schedule } from '../policy/schedule.ts';
import { priceBill } from '../pricing/bill.ts';
import { ChainLedger } from '../search/chain.ts';
import { worse } from '../search/grade.ts';
import { straightRoute } from '../search/straight-route.ts';
import { type Candidate, needCkva } from './candidates.ts';
import type { CheckedCandidate } from './electrical-check.ts';
import type { PlanTask } from './context.ts';
import { metersLow, worksOf } from './works.ts';

/** A plan before it has been compared with others. */
export type Draft = Omit<Plan, 'rank' | 'badges' | 'dominatedBy'>;

const isLow = (candidate: Candidate): boolean =>
  candidate.kind === 'lv-tap' || candidate.kind === 'lv-existing-transformer';

/** The rule that let the search look this far. */
function reach({ pack, request }: PlanTask, { kind, distanceM }: Candidate): Because {
  const { dedicatedFeeder, radiusRule } = pack.search;
  const metres = round(distanceM, 3);
  return kind === 'mv-dedicated-feeder'
    ? {
        key: 'substation-within-reach',
        values: { distanceM: metres, radiusM: dedicatedFeeder.radiusM },
        rule: dedicatedFeeder.rule,
      }
    : { key: 'within-radius', values: { distanceM: metres, radiusM: request.radiusM }, rule: radiusRule };
}

function because(task: PlanTask, candidate: CheckedCandidate): Because[] {
  const { pack, headroom } = task;
  const reasons: Because[] = [
    reach(task, candidate),
    {
      key: 'route-is-straight-line',
      values: { detourFactor: pack.route.detourFactor },
      rule: pack.route.rule,
    },
    { key: 'payer-rules-not-loaded', values: {}, rule: null },
  ];
  if (headroom.snapshot.sourceKind(candidate.source) === 'node')
    reasons.push({ key: 'node-kind-unspecified', values: {}, rule: null });
  if (candidate.electrical === null)
    reasons.push({ key: 'electrical-checks-not-run', values: {}, rule: null });
  if (candidate.baysUnknown) reasons.push({ key: 'bays-unknown', values: {}, rule: null });
  if (candidate.bayUnlisted) reasons.push({ key: 'bay-not-listed', values: {}, rule: null });
  return reasons;
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function sourceOf(task: PlanTask, candidate: CheckedCandidate): PlanSource {
  const { headroom, request, brief } = task;
  const { snapshot } = headroom;
  const { source } = candidate;
  const element = snapshot.elementOf(source);
  const added = { category: request.customer.category, ckva: needCkva(task) };
  const chain = new ChainLedger(headroom, request.asOf).read(element, added, candidate.bay);
  return {
    role: 'main',
    capacityKva: brief.needKva,
    supplyKv: snapshot.columns.sourceKv[source] ?? 0,
    nodeId: snapshot.sourceId(source),
    nodeKind: snapshot.sourceKind(source),
    bayId: candidate.bay?.id ?? null,
    feederId: snapshot.feederIdOf(element),
    busId: chain.rows.find((row) => row.kind === 'busbar')?.elementId ?? null,
    substationId: snapshot.substationIdOf(element),
    distanceM: round(candidate.distanceM, 3),
    route: straightRoute(request.site, snapshot.placeOf(source), candidate.laying, candidate.routeM),
    chain,
    electrical: candidate.electrical,
  };
}

function meteringOf(task: PlanTask, candidate: Candidate): Plan['metering'] {
  if (isLow(candidate)) return { mode: 'lv-supply-lv-metering', point: 'meter-box' };
  return metersLow(task)
    ? { mode: 'hv-supply-lv-metering', point: 'customer-transformer' }
    : { mode: 'hv-supply-hv-metering', point: 'customer-switch-room' };
}

/** A bay that is counted but not listed is of unknown rating: a figure taken on trust. */
function gradeOf({ headroom }: PlanTask, chain: Chain, candidate: Candidate): Plan['grade'] {
  const { grades } = headroom.rules;
  if (candidate.baysUnknown) return worse(chain.grade, grades.unknown);
  return candidate.bayUnlisted ? worse(chain.grade, grades.default) : chain.grade;
}

/** One checked candidate as a whole plan: source, ledger, route, bill, steps and reasons. */
export function compose(task: PlanTask, candidate: CheckedCandidate): Draft {
  const { brief, calendar, catalogue, pack, request } = task;
  const source = sourceOf(task, candidate);
  const { rule, steps: kinds } = pack.time;
  const undated = kinds[isLow(candidate) ? 'lv' : 'hv-single'].map((step) => ({ ...step, rule }));
  const { steps, totalCalendarDays } = schedule(undated, calendar, request.asOf);
  const ready = steps.at(-1)?.to ?? request.asOf;
  const from = request.wantedOn !== null && request.wantedOn > ready ? request.wantedOn : ready;
  const content: Omit<Draft, 'id'> = {
    kind: candidate.kind,
    grade: gradeOf(task, source.chain, candidate),
    suppliesKva: brief.needKva,
    sources: [source],
    independence: { level: 'none', shared: [], unproven: [] },
    stages: [{ from, capacityKva: brief.needKva, works: [] }],
    transfer: null,
    security: { nMinusOne: null, transferVia: [] },
    bill: priceBill(catalogue, worksOf(task, candidate)),
    fees: [],
    metering: meteringOf(task, candidate),
    boundary: { kind: 'undecided', at: null },
    steps,
    approvals: [],
    totalCalendarDays,
    because: because(task, candidate),
  };
  return { id: contentHash(content), ...content };
}

/** 128 bits of SHA-256 over the content, in hexadecimal. */
const contentHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
