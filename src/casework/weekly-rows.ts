import type { CaseBook, CaseScope, WeeklyCase } from '../model/case-book.ts';
import type { IsoWeek } from '../model/iso-week.ts';
import type { OfferedAnswer, OfferedPlan } from '../model/offered-answer.ts';
import type { Planner } from '../model/planner.ts';
import type { LineLoad, WeeklyRow } from '../model/weekly.ts';
import { CaseRefusal } from './case-refusal.ts';
import { SIGNATURES } from './steps.ts';

/** Cases read at once: their offers are large. */
const PAGE = 50;
/** A table is for a meeting: no more rows than this. */
const MOST_ROWS = 5_000;

interface WeekParts {
  readonly cases: Pick<CaseBook, 'week'>;
  readonly planner: Pick<Planner, 'chain'>;
  /** ISO day on which it is asked for. */
  readonly today: string;
}

/** Asia/Shanghai keeps one offset. */
const startOf = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();
const endOf = (day: string): string => new Date(Date.parse(startOf(day)) + 86_400_000).toISOString();

/**
 * The rows of the weekly table of a region: what is up for the meeting first, then in the order of application. Each
 * case is as the week left it; the load of its line is that of the ledger now.
 *
 * @param caller a planner is not told who applies.
 */
export async function weeklyRows(
  parts: WeekParts,
  caller: CaseScope,
  region: string,
  { from, to }: IsoWeek,
): Promise<readonly WeeklyRow[]> {
  // Who may read the audit is the service; of which regions, the caller's token says.
  const scope: CaseScope = { regions: caller.regions, role: 'system', sub: caller.sub };
  const loadOf = loadsOf(parts, region);
  const rows: WeeklyRow[] = [];
  for (let after: string | null = null; ;) {
    const days = { from: startOf(from), before: endOf(to) };
    const page: readonly WeeklyCase[] = await parts.cases.week(scope, {
      ...days,
      region,
      after,
      limit: PAGE,
    });
    for (const one of page) rows.push(await rowOf(one, caller, loadOf));
    if (rows.length > MOST_ROWS) throw new CaseRefusal('too-many-rows', { allowed: `${MOST_ROWS} cases` });
    if (page.length < PAGE) break;
    after = page.at(-1)?.id ?? null;
  }
  return [
    ...rows.filter(({ meeting }) => meeting !== null),
    ...rows.filter(({ meeting }) => meeting === null),
  ];
}

type LoadOf = (feederId: string) => Promise<LineLoad | null>;

/** Looks each line up once. */
function loadsOf({ planner, today: asOf }: WeekParts, region: string): LoadOf {
  const known = new Map<string, LineLoad | null>();
  return async (feederId) => {
    const before = known.get(feederId);
    if (before !== undefined) return before;
    const answer = await planner.chain({ region, elementId: feederId, kind: 'feeder', asOf }, 'planner');
    if (!answer.ok && answer.code !== 'element-not-found') throw new CaseRefusal('not-ready');
    const [outlet = null] = answer.ok ? (JSON.parse(answer.body) as { chain: LineLoad[] }).chain : [];
    known.set(feederId, outlet);
    return outlet;
  };
}

/** The plan chosen, else the first of those offered. */
function planIn({ answer, choice }: WeeklyCase): OfferedPlan | null {
  if (answer === null) return null;
  const { plans, counterOffers } = JSON.parse(answer) as OfferedAnswer;
  if (choice === null) return plans[0] ?? null;
  return [...plans, ...counterOffers.map(({ plan }) => plan)].find(({ id }) => id === choice.planId) ?? null;
}

/** How far the review by the meeting is; `null` = it is not up for it. */
const meetingOf = ({ status, choice }: WeeklyCase): WeeklyRow['meeting'] =>
  choice?.review === 'weekly-meeting' && (status === 'chosen' || status === 'in-review')
    ? { signatures: choice.signatures.length, needed: SIGNATURES }
    : null;

async function rowOf(one: WeeklyCase, { role }: CaseScope, loadOf: LoadOf): Promise<WeeklyRow> {
  const { id, applicant, businessType, status, request } = one;
  const sources = planIn(one)?.sources ?? [];
  return {
    id,
    applicant: role === 'planner' ? null : applicant,
    businessType,
    status,
    voltageKv: sources[0]?.supplyKv ?? null,
    capacityKva: request.demand.capacityKva ?? sources[0]?.capacityKva ?? null,
    sources: await Promise.all(
      sources.map(async ({ nodeKind, nodeId, feederId }) => ({
        nodeKind,
        nodeId,
        load: feederId === null ? null : await loadOf(feederId),
      })),
    ),
    meeting: meetingOf(one),
  };
}
