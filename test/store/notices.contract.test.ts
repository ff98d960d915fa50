import { beforeEach, describe, expect, it } from 'vitest';
import { STEPS } from '../../src/casework/steps.ts';
import { SERVICE } from '../../src/model/case-book.ts';
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

describe.each(databases())('notice before a last day on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const cases = () => record.store.cases;
  /** An offer that stands until 2027-02-20. */
  const offered = async (id: string, offerId: string) => {
    await cases().create(MANAGER, draft(id));
    await cases().change(MANAGER, id, AT, () => ({ action: 'accept', status: 'accepted' }));
    const [state] = await record.store.regions();
    const { dataVersion, ledgerVersion } = state!;
    await cases().change(MANAGER, id, AT, () =>
      offering(offerId, { snapshotVersion: dataVersion, ledgerVersion }),
    );
  };
  const packOf = async (id: string, offerId: string) => (await cases().offer(MANAGER, id, offerId))!.pack.id;
  const give = (today: string, days: ReadonlyMap<string, number>) =>
    cases().giveNotice(today, AT, days, (application) =>
      STEPS.notice(application, { caller: SERVICE, at: AT, today }, undefined),
    );

  beforeEach(() => record.bring(smallGrid()));

  it('is given so many days before, once, whoever looks', async () => {
    await offered('a1', 'o1');
    await offered('a2', 'o2');
    await cases().change(MANAGER, 'a2', AT, () => ({ action: 'withdraw', status: 'withdrawn' }));
    const days = new Map([[await packOf('a1', 'o1'), 7]]);
    expect(await give('2027-02-12', days)).toEqual([]);
    expect(await give('2027-02-13', new Map([['another', 7]]))).toEqual([]);
    const both = await Promise.all([give('2027-02-13', days), give('2027-02-13', days)]);
    expect(both.flat()).toEqual(['a1']);
    expect(await give('2027-02-20', days)).toEqual([]);
    expect(await cases().read(MANAGER, 'a1')).toMatchObject({ status: 'offered', noticedFor: '2027-02-20' });
    expect((await cases().events(customer('c1'), 'a1', 0, 99))!.at(-1)).toMatchObject({
      ...{ kind: 'notice', by: 'system', status: 'offered', validUntil: '2027-02-20' },
    });
    const [last] = (await cases().audit(OPERATOR, { region: 'r', after: 0, limit: 99 })).slice(-1);
    expect(JSON.parse(last!.entry)).toMatchObject({
      ...{ action: 'notice', role: 'system', applicationId: 'a1' },
      before: { noticedFor: null },
      after: { noticedFor: '2027-02-20' },
      note: { validUntil: '2027-02-20' },
    });
  });

  it('is given again for another last day, and never after it', async () => {
    await offered('a1', 'o1');
    const days = new Map([[await packOf('a1', 'o1'), 7]]);
    expect(await give('2027-02-20', days)).toEqual(['a1']);
    await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1')));
    const { validUntil } = (await cases().read(MANAGER, 'a1'))!;
    expect(validUntil).toBe('2027-11-20');
    expect(await give('2027-11-12', days)).toEqual([]);
    expect(await give('2027-11-21', days)).toEqual([]);
    expect(await give('2027-11-13', days)).toEqual(['a1']);
  });
});
