import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseChange } from '../../src/model/case-book.ts';
import {
  AT,
  MANAGER,
  OPERATOR,
  choosing,
  customer,
  draft,
  holding,
  offering,
} from '../support/case-samples.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { smallGrid } from '../support/staged-items.ts';

const plan = (id: string, likelyYuan: number) => ({
  id,
  suppliesKva: 315,
  cost: { lowYuan: likelyYuan * 0.8, likelyYuan, highYuan: likelyYuan * 1.3 },
});
const ANSWER = JSON.stringify({
  plans: [plan('other', 1), plan('plan', 1000.25)],
  counterOffers: [{ change: 'smaller', plan: plan('less', 500) }],
});

describe.each(databases())('what came of estimates on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const cases = () => record.store.cases;
  const list = (scope = MANAGER, from: string | null = null, to: string | null = null) =>
    record.store.asBuilt.list(scope, { region: 'r', from, to });
  const chosen = async (id: string, planId = 'plan', answer = ANSWER) => {
    await cases().create(MANAGER, draft(id));
    await cases().change(MANAGER, id, AT, () => offering(`o-${id}`, { answer }));
    const hold = holding(`h-${id}`);
    await cases().choose(MANAGER, id, choosing(`o-${id}`, { ...hold, choice: { ...hold.choice, planId } }));
  };
  const connect = (id: string, connectedOn: string, outcome: CaseChange['outcome'] = {}) =>
    cases().change(MANAGER, id, AT, () => ({ action: 'connect', status: 'connected', connectedOn, outcome }));
  const measure = (id: string, outcome: NonNullable<CaseChange['outcome']>) =>
    cases().change(MANAGER, id, AT, () => ({ action: 'measure', status: 'measured', outcome }));

  beforeEach(async () => {
    await record.bring(smallGrid());
  });

  it('begins with the connection, and is completed as figures come', async () => {
    await chosen('a1');
    expect(await list()).toEqual([]);
    await connect('a1', '2027-01-05');
    const begun = {
      planKind: 'mv-tee',
      suppliesKva: 315,
      estimate: { lowFen: 80_020, likelyFen: 100_025, highFen: 130_033 },
      finalFen: null,
      measuredKva: null,
    };
    expect(await list()).toEqual([begun]);
    await measure('a1', { measured: { on: '2027-07-01', kva: 250.5 } });
    expect(await list()).toEqual([{ ...begun, measuredKva: 250.5 }]);
    await measure('a1', { finalFen: 99_999, measured: { on: '2027-08-01', kva: 260 } });
    expect(await list()).toEqual([{ ...begun, finalFen: 99_999, measuredKva: 260 }]);
  });

  it('knows counter-offers, and cases that were connected before it was written down', async () => {
    await chosen('a1', 'less');
    await connect('a1', '2027-01-05', { finalFen: 0 });
    await chosen('a2', 'gone');
    await measure('a2', { measured: { on: '2027-07-01', kva: 1 } });
    const [counter, before] = [await list(MANAGER, '2027-01-05', '2027-01-05'), await list()];
    expect(counter).toMatchObject([{ estimate: { likelyFen: 50_000 }, finalFen: 0 }]);
    expect(before).toMatchObject([{}, { estimate: null, suppliesKva: null, measuredKva: 1 }]);
    expect(await list(MANAGER, '2027-01-06')).toEqual([]);
    expect(await list(MANAGER, null, '2027-01-04')).toEqual([]);
  });

  it('is for the managers and planners of the region', async () => {
    await chosen('a1');
    await connect('a1', '2027-01-05');
    expect(await list({ ...MANAGER, role: 'planner' })).toHaveLength(1);
    expect(await list({ ...MANAGER, regions: ['s'] })).toEqual([]);
    for (const scope of [OPERATOR, customer('c1')]) expect(await list(scope)).toEqual([]);
  });
});
