import { chainAnswer } from '../../src/contract/chain.ts';
import { type Db } from '../../src/store/db.ts';
import { storeOver } from '../../src/store/open-store.ts';
import type { Acknowledged, Counter } from './client.ts';
import { REGION } from './region.ts';

/** What was promised and what became of it; the first list is empty where everything held. */
export interface Verdict {
  readonly broken: readonly string[];
  readonly committedKva: number;
  readonly commitments: number;
  readonly links: number;
}

interface Kept {
  readonly id: string;
  readonly kva: number;
  readonly at_id: string;
}

function compare(acknowledged: readonly Acknowledged[], kept: readonly Kept[]): string[] {
  const known = new Map(kept.map((row) => [row.id, row]));
  const promised = new Set(acknowledged.map(({ commitmentId }) => `case/${commitmentId}/0`));
  const lost = acknowledged.filter(
    ({ commitmentId, kva }) => known.get(`case/${commitmentId}/0`)?.kva !== kva,
  );
  const extra = kept.filter(({ id }) => id.endsWith('/0') && !promised.has(id));
  return [
    ...lost.map(({ commitmentId }) => `choice ${commitmentId} was acknowledged and is not kept as it was`),
    ...extra.map(({ id }) => `${id} is kept and was never acknowledged`),
    ...(promised.size === acknowledged.length ? [] : ['a commitment was acknowledged twice']),
  ];
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
    `select id, kva, at_id from commitments where region_id = $1 and origin = 'service' order by id`,
    [REGION],
  )) as unknown as readonly Kept[];
  const operator = { regions: '*', role: 'operator', sub: 'faults' } as const;
  const { links, broken } = await storeOver(db).cases.verifyAudit(operator, REGION);
  return {
    broken: [
      ...compare(acknowledged, kept),
      ...compareBays(acknowledged),
      ...(await overloads(counter, feeders)),
      ...(broken === null ? [] : [`the audit is broken: ${JSON.stringify(broken)}`]),
    ],
    committedKva: kept.reduce((sum, { kva }) => sum + kva, 0),
    commitments: kept.length,
    links,
  };
}
