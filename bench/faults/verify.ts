import { chainAnswer } from '../../src/contract/chain.ts';
import { type Db } from '../../src/store/db.ts';
import { storeOver } from '../../src/store/open-store.ts';
import type { Acknowledged, Counter } from './client.ts';
import { FULL_BUS, REGION, STAGED, TIED } from './region.ts';

/** What was promised and what became of it; the first list is empty where everything held. */
export interface Verdict {
  readonly broken: readonly string[];
  /** At the place that fills up. */
  readonly committedKva: number;
  readonly commitments: number;
  readonly tied: Backed;
  /** Choices of staged plans, and what of them comes later, kVA. */
  readonly staged: { readonly choices: number; readonly laterKva: number };
  /** Room kept at the place that fills up for those of the tied feeder, kVA. */
  readonly keptKva: number;
  readonly links: number;
}

interface Kept {
  readonly id: string;
  readonly kva: number;
  readonly at_id: string;
  readonly purpose: string | null;
}

/** Supplies on the pair of tied feeders, and how many of them are backed by the other one. */
export interface Backed {
  readonly supplies: number;
  readonly backed: number;
}

function compare(acknowledged: readonly Acknowledged[], kept: readonly Kept[]): string[] {
  const known = new Map(kept.map((row) => [row.id, row]));
  const promised = new Set(acknowledged.map(({ commitmentId }) => `case/${commitmentId}/0`));
  const lost = acknowledged.filter(
    ({ commitmentId, nowKva }) => known.get(`case/${commitmentId}/0`)?.kva !== nowKva,
  );
  const extra = kept.filter(({ id, purpose }) => purpose === null && !promised.has(id));
  return [
    ...lost.map(({ commitmentId }) => `choice ${commitmentId} was acknowledged and is not kept as it was`),
    ...extra.map(({ id }) => `${id} is kept and was never acknowledged`),
    ...(promised.size === acknowledged.length ? [] : ['a commitment was acknowledged twice']),
  ];
}

/** The later stages of every choice are kept, and no others. */
function compareStages(acknowledged: readonly Acknowledged[], kept: readonly Kept[]): string[] {
  const later = new Map<string, number>();
  for (const { id, kva, purpose } of kept) {
    const choice = id.split('/')[1] ?? '';
    if (purpose === 'later') later.set(choice, (later.get(choice) ?? 0) + kva);
  }
  const known = new Set(acknowledged.map(({ commitmentId }) => commitmentId));
  return [
    ...acknowledged.flatMap(({ commitmentId, kva, nowKva }) => {
      const is = later.get(commitmentId) ?? 0;
      return Math.abs(is - (kva - nowKva)) < 0.01
        ? []
        : [`of ${commitmentId} ${kva - nowKva} kVA come later and ${is} are kept`];
    }),
    ...[...later.keys()].flatMap((id) =>
      known.has(id) ? [] : [`later stages of ${id} were never acknowledged`],
    ),
  ];
}

/** The thin section carries what is promised now as it is, and everything once the works that were asked for are done. */
async function compareThin({ addresses, token, acknowledged }: Counter): Promise<string[]> {
  const on = acknowledged.filter(({ feederId }) => feederId === STAGED.feeder);
  const headers = { authorization: `Bearer ${token}` };
  const url = `${addresses[0]}/v1/elements/${STAGED.node}/chain?region=${REGION}`;
  const { chain } = chainAnswer.parse(await (await fetch(url, { headers })).json());
  return chain.flatMap(({ elementId, limitKva, peakKva }) => {
    const sum = (of: 'nowKva' | 'kva'): number => on.reduce((total, one) => total + one[of], peakKva ?? NaN);
    const built = Math.max(limitKva ?? NaN, ...on.map((one) => one.limitKva.get(elementId) ?? 0));
    return [
      ...(sum('nowKva') <= (limitKva ?? NaN)
        ? []
        : [`${elementId} carries ${sum('nowKva')} of ${limitKva} kVA`]),
      ...(sum('kva') <= built ? [] : [`after all works ${elementId} carries ${sum('kva')} of ${built} kVA`]),
    ];
  });
}

/** A ring main unit has one spare bay. */
function compareBays(acknowledged: readonly Acknowledged[]): string[] {
  const taken = new Map<string, number>();
  for (const { kind, nodeId } of acknowledged)
    if (kind === 'mv-bay') taken.set(nodeId, (taken.get(nodeId) ?? 0) + 1);
  return [...taken].flatMap(([node, count]) =>
    count > 1 ? [`the spare bay of ${node} was given ${count} times`] : [],
  );
}

/** Every supply that was told it has one again has its room kept on what takes it over. */
function compareBackups(acknowledged: readonly Acknowledged[], kept: readonly Kept[]): string[] {
  const backups = kept.filter(({ purpose }) => purpose === 'backup');
  return acknowledged.flatMap(({ commitmentId, kva, backedBy }) => {
    const own = backups.filter(({ id }) => id.startsWith(`case/${commitmentId}/`));
    const isKept = own.length === backedBy.length && own.every((row) => row.kva === kva);
    return isKept ? [] : [`${commitmentId} is backed by ${backedBy.join()} and ${own.length} of it are kept`];
  });
}

/** What a feeder carries with those of the other that lose theirs, against its limit: no margin is used twice. */
async function compareMargins({ addresses, token, acknowledged }: Counter): Promise<string[]> {
  const broken: string[] = [];
  for (const [feeder, other] of [
    [TIED.feeder, TIED.to],
    [TIED.to, TIED.feeder],
  ]) {
    const headers = { authorization: `Bearer ${token}` };
    const url = `${addresses[0]}/v1/elements/${feeder}/chain?region=${REGION}&kind=outlet`;
    const { chain } = chainAnswer.parse(await (await fetch(url, { headers })).json());
    const [{ limitKva, peakKva } = { limitKva: null, peakKva: null }] = chain;
    const on = acknowledged.filter(({ feederId }) => feederId === feeder);
    const back = acknowledged.filter(({ feederId, backedBy }) => feederId === other && backedBy.length > 0);
    const sum = [...on, ...back].reduce((total, { kva }) => total + kva, peakKva ?? NaN);
    if (!(sum <= (limitKva ?? NaN)))
      broken.push(`with ${other} lost ${feeder} carries ${sum} of ${limitKva} kVA`);
  }
  return broken;
}

/** Choices that stand side by side for one application, or under one key more than one. */
async function compareChoices(db: Db): Promise<string[]> {
  const twice = await db.query(
    `select application_id from choices where region_id = $1 and ended_at is null
     group by application_id having count(*) > 1`,
    [REGION],
  );
  const [counts = {}] = await db.query(
    `select (select count(*)::integer from idempotency_keys where region_id = $1) as keys,
       (select count(*)::integer from choices where region_id = $1) as choices`,
    [REGION],
  );
  return [
    ...twice.map((row) => `application ${String(row['application_id'])} has two choices`),
    ...(counts['keys'] === counts['choices']
      ? []
      : [`${String(counts['choices'])} choices under ${String(counts['keys'])} keys`]),
  ];
}

async function overloads({ addresses, token }: Counter, feeders: number): Promise<string[]> {
  const found: string[] = [];
  for (let i = 1; i <= feeders; i++) {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${addresses[0]}/v1/elements/R${i}/chain?region=${REGION}`, { headers });
    const { chain } = chainAnswer.parse(await answer.json());
    for (const { elementId, leftKva } of chain)
      if (leftKva === null || leftKva < 0) found.push(`${elementId} is left ${leftKva} kVA`);
  }
  return [...new Set(found)];
}

/** Holds what the clients were told against the record, the ledger and the audit. */
export async function verify(db: Db, counter: Counter, feeders: number): Promise<Verdict> {
  const { acknowledged } = counter;
  const kept = (await db.query(
    `select id, kva, at_id, purpose from commitments where region_id = $1 and origin = 'service' order by id`,
    [REGION],
  )) as unknown as readonly Kept[];
  const tied = acknowledged.filter(({ feederId }) => feederId === TIED.feeder || feederId === TIED.to);
  const staged = acknowledged.filter(({ kind }) => kind === 'staged');
  const operator = { regions: '*', role: 'operator', sub: 'faults' } as const;
  const { links, broken } = await storeOver(db).cases.verifyAudit(operator, REGION);
  return {
    broken: [
      ...compare(acknowledged, kept),
      ...compareStages(acknowledged, kept),
      ...(await compareThin(counter)),
      ...compareBays(acknowledged),
      ...compareBackups(acknowledged, kept),
      ...(await compareMargins(counter)),
      ...(await compareChoices(db)),
      ...(await overloads(counter, feeders)),
      ...(broken === null ? [] : [`the audit is broken: ${JSON.stringify(broken)}`]),
    ],
    committedKva: acknowledged
      .filter(({ busId }) => busId === FULL_BUS)
      .reduce((sum, { kva }) => sum + kva, 0),
    commitments: kept.filter(({ purpose }) => purpose === null).length,
    keptKva: acknowledged
      .filter(({ feederId, backedBy }) => feederId === TIED.feeder && backedBy.length > 0)
      .reduce((sum, { kva }) => sum + kva, 0),
    staged: {
      choices: staged.length,
      laterKva: staged.reduce((sum, { kva, nowKva }) => sum + kva - nowKva, 0),
    },
    tied: {
      supplies: tied.length,
      backed: tied.filter(({ backedBy }) => backedBy.length > 0).length,
    },
    links,
  };
}
