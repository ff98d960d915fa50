import type { CaseState } from '../../src/model/case-words.ts';
import { MANAGER, type caseClient, key, owner } from './case-client.ts';

/** An application of customer `c1`, with an offer and a plan of it where its state has some. */
export interface CaseTarget {
  readonly id: string;
  readonly offerId: string;
  readonly planId: string;
  /** A figure of the plan that another manager states otherwise; it waits for a signature. */
  readonly overrideId: string;
  /** Attached by the customer. */
  readonly documentId: string;
}

type Client = Pick<ReturnType<typeof caseClient>, 'apply' | 'offer' | 'step' | 'send'>;
type Step = readonly [state: CaseState, take: (target: CaseTarget) => Promise<unknown>];

/** The steps that lead to each state, from the one before it; what is offered is filled in on the way. */
const stepsOf = ({ step, send }: Client): readonly Step[] => [
  ['accepted', ({ id }) => step(MANAGER, id, 'acceptance')],
  ['offered', () => Promise.resolve()],
  [
    'chosen',
    ({ id, offerId, planId }) =>
      send(MANAGER, 'post', `/applications/${id}/choice`, { offerId, planId }, key()),
  ],
  ['approved', ({ id }) => step(MANAGER, id, 'approval')],
  ['connected', ({ id }) => step(MANAGER, id, 'connection', { connectedOn: '2026-11-01' })],
];

async function override({ send }: Client, { id, offerId, planId }: CaseTarget): Promise<string> {
  const wish = { planId, figure: 'route-m', stated: 1, reason: 'x' };
  const other = { ...MANAGER, sub: 'm2' };
  const made = await send(other, 'post', `/applications/${id}/offers/${offerId}/overrides`, wish);
  return (made.body as { id: string }).id;
}

async function document({ send }: Client, id: string): Promise<string> {
  const path = `/applications/${id}/documents?document=identity&name=a.png`;
  const file = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  const made = await send(owner('c1'), 'post', path, file, { 'Content-Type': 'image/png' });
  return (made.body as { id: string }).id;
}

/** Makes new applications of `c1`, each led to a state. */
export const targetsOf =
  (client: Client) =>
  async (state: CaseState, kva = 100): Promise<CaseTarget> => {
    const { id } = await client.apply(owner('c1'), kva);
    const documentId = await document(client, id);
    let target: CaseTarget = { id, offerId: 'none', planId: 'none', overrideId: 'none', documentId };
    const steps = stepsOf(client);
    const last = steps.findIndex(([name]) => name === state);
    for (const [name, take] of steps.slice(0, last + 1)) {
      if (name === 'offered') {
        const { offerId, plans } = await client.offer(MANAGER, id);
        target = { ...target, offerId, planId: plans[0]!.id };
        target = { ...target, overrideId: await override(client, target) };
      }
      await take(target);
    }
    return target;
  };
