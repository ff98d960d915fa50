import { describe, expect, it } from 'vitest';
import { type Delivering, TRY_AGAIN_AFTER_S, deliverWebhooks } from '../../src/casework/deliver-webhooks.ts';
import type { DueDelivery, Tried } from '../../src/model/webhook-book.ts';

const NOW = new Date('2026-11-20T02:00:00Z');

const due = (seq: number, tries: number): DueDelivery => ({
  region: 'r',
  webhookId: 'w1',
  url: 'https://portal.example/',
  secret: 'whsec_',
  tries,
  event: {
    region: 'r',
    seq,
    applicationId: 'a1',
    at: NOW.toISOString(),
    kind: 'edit',
    by: 'manager',
    status: 'draft',
    version: 1,
    validUntil: null,
    about: {},
  },
});

/** What became of each delivery, by its sequence number. */
const settled = async (rounds: (readonly DueDelivery[])[], post: Delivering['post'], areThere = true) => {
  const outcomes = new Map<number, Tried>();
  const asked: string[] = [];
  await deliverWebhooks(
    {
      now: () => NOW,
      post,
      book: {
        makeDue: (at) => {
          asked.push(`made ${at}`);
          return Promise.resolve(areThere);
        },
        takeDue: (at, until) => {
          asked.push(`taken ${at} until ${until}`);
          return Promise.resolve(rounds.shift() ?? []);
        },
        settle: ({ event }, tried) => {
          outcomes.set(event.seq, tried);
          return Promise.resolve();
        },
      },
    },
    new AbortController().signal,
  );
  return { outcomes, asked };
};

describe('delivering', () => {
  it('goes on until nothing is due, and keeps what it takes to itself for a minute', async () => {
    const { outcomes, asked } = await settled([[due(1, 1), due(2, 1)], [due(3, 1)]], () =>
      Promise.resolve(null),
    );
    expect([...outcomes]).toEqual([1, 2, 3].map((seq) => [seq, { taken: true }]));
    const taken = 'taken 2026-11-20T02:00:00.000Z until 2026-11-20T02:01:00.000Z';
    expect(asked).toEqual(['made 2026-11-20T02:00:00.000Z', taken, taken, taken]);
  });

  it('asks for nothing that is due where there are no webhooks', async () => {
    const { asked } = await settled([[due(1, 1)]], () => Promise.resolve(null), false);
    expect(asked).toEqual(['made 2026-11-20T02:00:00.000Z']);
  });

  it('waits longer after each try, and gives up after the last', async () => {
    const times: (string | null)[] = [];
    for (let tries = 1; tries <= TRY_AGAIN_AFTER_S.length + 1; tries++) {
      const { outcomes } = await settled([[due(tries, tries)]], () => Promise.resolve('status 500'));
      const tried = outcomes.get(tries)!;
      expect(tried).toMatchObject({ taken: false, error: 'status 500' });
      times.push(tried.taken ? null : tried.again);
    }
    expect(times[0]).toBe('2026-11-20T02:00:10.000Z');
    expect(times.slice(0, -1)).toEqual([...times.slice(0, -1)].sort());
    expect(new Set(times).size).toBe(times.length);
    expect(times.at(-2)).toBe('2026-11-21T02:00:00.000Z');
    expect(times.at(-1)).toBeNull();
  });
});
