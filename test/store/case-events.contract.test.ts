import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseChange, CaseScope } from '../../src/model/case-book.ts';
import { AT, MANAGER, choosing, customer, draft, holding, offering } from '../support/case-samples.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { smallGrid } from '../support/staged-items.ts';

const accept = (): CaseChange => ({ action: 'accept', status: 'accepted' });

describe.each(databases())('events of applications on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const cases = () => record.store.cases;
  const offered = async (id: string, offerId: string) => {
    await cases().create(MANAGER, draft(id));
    await cases().change(MANAGER, id, AT, accept);
    await cases().change(MANAGER, id, AT, () => offering(offerId));
  };

  beforeEach(async () => {
    await record.bring(smallGrid());
    await record.db.exec(`alter table audit disable trigger user; truncate audit, audit_heads;
      alter table audit enable trigger user`);
  });

  const told = async (scope: CaseScope, id = 'a1', after = 0, limit = 99) =>
    (await cases().events(scope, id, after, limit))?.map(({ seq, kind, status }) => [seq, kind, status]);

  it('tell every step to whom the application is shown, and nothing of persons and places', async () => {
    await offered('a1', 'o1');
    await cases().create(MANAGER, draft('a2', { applicant: { name: '乙', contact: '1', sub: 'c2' } }));
    await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1')));
    const all = [
      [1, 'create', 'draft'],
      [2, 'accept', 'accepted'],
      [3, 'offer', 'offered'],
      [5, 'choose', 'chosen'],
    ];
    expect(await told(MANAGER)).toEqual(all);
    expect(await told(customer('c1'))).toEqual(all);
    expect(await told(customer('c1'), 'a1', 2, 1)).toEqual([all[2]]);
    expect(await told(customer('c3'))).toBeUndefined();
    expect(await cases().events(customer('c3'), 'a1', 0, 9)).toBeNull();
    expect(await cases().events({ ...MANAGER, regions: ['s'] }, 'a1', 0, 9)).toBeNull();
    const events = await cases().events(customer('c1'), 'a1', 2, 9);
    expect(events).toEqual([
      {
        region: 'r',
        seq: 3,
        applicationId: 'a1',
        at: AT,
        kind: 'offer',
        by: 'manager',
        status: 'offered',
        version: 3,
        validUntil: '2027-02-20',
        about: { offerId: 'o1' },
      },
      expect.objectContaining({ kind: 'choose', version: 4, about: { offerId: 'o1', planId: 'plan' } }),
    ]);
    expect(await cases().lastEvents(['a1', 'a2', 'a3'])).toEqual(
      new Map([
        ['a1', 5],
        ['a2', 4],
      ]),
    );
  });

  it('are heard with their commit, by the id of the application', async () => {
    const heard: string[] = [];
    const deafen = await cases().hearEvents((id) => heard.push(id));
    await cases().create(MANAGER, draft('a1'));
    const refused = cases().change(MANAGER, 'a1', AT, () => {
      throw new Error('not now');
    });
    await expect(refused).rejects.toThrow('not now');
    await cases().change(MANAGER, 'a1', AT, accept);
    await expect.poll(() => heard).toEqual(['a1', 'a1']);
    await deafen();
  });

  it('of a time before there were events are made from the audit', async () => {
    await offered('a1', 'o1');
    await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1')));
    const before = await cases().events(MANAGER, 'a1', 0, 99);
    const folder = 'src/store/migrations';
    const [name] = (await readdir(folder)).filter((one) => one.endsWith('_case_events.sql'));
    const file = await readFile(join(folder, name!), 'utf8');
    const [, backfill] = file.split('-- What happened before is told too.');
    await record.db.exec(`begin; delete from case_events; --${backfill!}; commit`);
    expect(await cases().events(MANAGER, 'a1', 0, 99)).toEqual(before);
  });
});
