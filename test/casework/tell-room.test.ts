import { describe, expect, it } from 'vitest';
import { type Telling, tellRoom } from '../../src/casework/tell-room.ts';
import type { Application } from '../../src/model/case-book.ts';
import type { Waiting } from '../../src/model/queue-book.ts';
import { draft } from '../support/case-samples.ts';
import { waiting } from '../support/waiting.ts';

const AT = '2026-11-20T02:00:00.000Z';

/** Applications that wait, and the largest demand for which there is room. */
const house = (all: Waiting[], roomKva: () => number) => {
  const log: string[] = [];
  const asked: (number | null)[] = [];
  const telling: Telling = {
    now: () => new Date(AT),
    dayOf: () => '2026-11-20',
    cases: {
      ownRows: () => Promise.resolve([]),
      read: (_scope, id) => {
        const one = all.find(({ applicationId }) => applicationId === id)!;
        const application = { ...draft(id), version: 1, updatedAt: AT, choice: null } as Application;
        const { request } = application;
        const demand = { ...request.demand, capacityKva: one.shortage.askedKva };
        return Promise.resolve({ ...application, request: { ...request, demand } });
      },
    },
    planner: {
      supplyPlans: ({ demand }) => {
        asked.push(demand.capacityKva);
        const kind = (demand.capacityKva ?? 0) <= roomKva() ? 'mv-tee' : 'staged';
        return Promise.resolve({ ok: true, body: JSON.stringify({ plans: [{ kind }] }), phasesMs: {} });
      },
    },
    queue: {
      fallenShort: () => Promise.resolve(all),
      tell: (region, id, at) => {
        const i = all.findIndex(({ applicationId }) => applicationId === id);
        all[i] = { ...all[i]!, toldAt: at };
        log.push(`${region} ${id}`);
        return Promise.resolve(true);
      },
      forget: (_region, ids) => {
        for (const id of ids) {
          const i = all.findIndex(({ applicationId }) => applicationId === id);
          all[i] = { ...all[i]!, toldAt: null };
          log.push(`forget ${id}`);
        }
        return Promise.resolve();
      },
    },
  };
  return { telling, log, asked };
};

describe('room that comes free', () => {
  it('is told to the first whose need fits, one of a queue, once', async () => {
    let roomKva = 300;
    const all = [
      waiting('a', ['outlet/F1'], { askedKva: 500 }),
      waiting('b', ['outlet/F1'], { askedKva: 250 }),
      waiting('c', ['outlet/F1'], { askedKva: 100 }),
      waiting('d', ['outlet/F2'], { askedKva: 100 }),
    ];
    const { telling, log } = house(all, () => roomKva);
    expect(await tellRoom(telling, 'r')).toEqual(['b', 'd']);
    expect(await tellRoom(telling, 'r')).toEqual([]);
    expect(log).toEqual(['r b', 'r d']);
    roomKva = 600;
    expect(await tellRoom(telling, 'r')).toEqual(['a']);
    expect(log.slice(2)).toEqual(['r a', 'forget b']);
  });

  it('that goes again can be told again', async () => {
    let roomKva = 500;
    const { telling, log } = house([waiting('a', ['outlet/F1'])], () => roomKva);
    await tellRoom(telling, 'r');
    roomKva = 0;
    await tellRoom(telling, 'r');
    roomKva = 500;
    await tellRoom(telling, 'r');
    expect(log).toEqual(['r a', 'forget a', 'r a']);
  });

  it('is asked for what is missing, where a smaller plan is chosen', async () => {
    const { telling, asked } = house([waiting('a', ['outlet/F1'], { hasKva: 160 })], () => 340);
    expect(await tellRoom(telling, 'r')).toEqual(['a']);
    expect(asked).toEqual([340]);
  });

  it('is not looked for where nobody waits', async () => {
    const { telling, asked } = house([], () => 1000);
    expect(await tellRoom(telling, 'r')).toEqual([]);
    expect(asked).toEqual([]);
  });
});
