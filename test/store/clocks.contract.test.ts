import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/model/clock.ts';
import { inScope } from '../../src/store/casework/in-scope.ts';
import { AT, MANAGER, OPERATOR, customer, draft } from '../support/case-samples.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { smallGrid } from '../support/staged-items.ts';

const clock: Clock = {
  number: 1,
  kind: 'acceptance',
  pack: { id: 'national-2024', version: 2 },
  steps: [{ name: 'apply', days: 1, dayKind: 'working', rule: 'NAT-STEPS-HV' }],
  startedOn: '2026-11-20',
  dueOn: '2026-11-23',
  estimated: false,
  soonOn: '2026-11-19',
  metOn: null,
  endedOn: null,
  pauses: [],
};

describe.each(databases())('clocks on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const cases = () => record.store.cases;
  const dueBefore = async (day: string) =>
    (await cases().list(MANAGER, { dueBefore: day, after: null, limit: 10 })).map(({ id }) => id);

  beforeEach(async () => {
    await record.bring(smallGrid());
    await record.db.exec(`alter table audit disable trigger user; truncate audit, audit_heads;
      alter table audit enable trigger user`);
    await cases().create(MANAGER, draft('a1', { clocks: [clock] }));
  });

  it('come back as they were kept, started, changed and met, with the link of the audit', async () => {
    expect((await cases().read(MANAGER, 'a1'))?.clocks).toEqual([clock]);
    const met: Clock = { ...clock, metOn: '2026-11-20' };
    const paused: Clock = {
      ...clock,
      ...{ number: 2, kind: 'answer', dueOn: null, soonOn: null },
      pauses: [
        { reason: 'documents', note: '缺', from: '2026-11-20', until: null, by: 'm1', resumedBy: null },
      ],
    };
    const after = await cases().change(MANAGER, 'a1', AT, () => ({
      action: 'accept',
      status: 'accepted',
      clocks: [met, paused],
    }));
    expect(after).toMatchObject({ clocks: [met, paused] });
    const links = await cases().audit(OPERATOR, { region: 'r', after: 0, limit: 10 });
    expect(links.map(({ entry }) => (JSON.parse(entry) as { note: object }).note)).toEqual([
      { clocks: [clock] },
      { clocks: [met, paused] },
    ]);
  });

  it('are found by their last day while they run', async () => {
    expect(await dueBefore('2026-11-23')).toEqual([]);
    expect(await dueBefore('2026-11-24')).toEqual(['a1']);
    const met = { ...clock, metOn: '2026-11-20' };
    await cases().change(MANAGER, 'a1', AT, () => ({ action: 'accept', status: 'accepted', clocks: [met] }));
    expect(await dueBefore('2026-11-24')).toEqual([]);
  });

  it('are two at once for nobody', async () => {
    const twice = cases().change(MANAGER, 'a1', AT, () => ({
      ...{ action: 'edit', status: 'draft' },
      clocks: [{ ...clock, number: 2 }],
    }));
    await expect(twice).rejects.toThrow(/unique/u);
  });

  it('are seen and changed by those of their application alone', async () => {
    const asked = async (sub: string) =>
      inScope({ ...record.db, committed: () => undefined }, customer(sub), async (on) => [
        (await on.query('select * from clocks')).length,
        await on.run('update clocks set estimated = true'),
      ]);
    expect(await asked('c2')).toEqual([0, 0]);
    expect(await asked('c1')).toEqual([1, 1]);
  });
});
