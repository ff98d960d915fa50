import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseChange, CaseScope } from '../../src/model/case-book.ts';
import type { Override } from '../../src/model/override.ts';
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

const accept = (): CaseChange => ({ action: 'accept', status: 'accepted' });

describe.each(databases())('what is kept beside cases on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const cases = () => record.store.cases;

  /** An application with one offer, computed in the present state of the record. */
  const offered = async (id: string, offerId: string) => {
    await cases().create(MANAGER, draft(id));
    await cases().change(MANAGER, id, AT, accept);
    const [{ dataVersion, ledgerVersion } = { dataVersion: 0, ledgerVersion: 0 }] =
      await record.store.regions();
    await cases().change(MANAGER, id, AT, () =>
      offering(offerId, { snapshotVersion: dataVersion, ledgerVersion }),
    );
  };

  beforeEach(async () => {
    await record.bring(smallGrid());
    await record.db.exec(`alter table audit disable trigger user; truncate audit, audit_heads;
      alter table audit enable trigger user`);
  });

  describe('an override', () => {
    const override: Override = {
      id: 'v1',
      offerId: 'o1',
      planId: 'plan',
      figure: 'line-likely-yuan',
      line: 2,
      computed: 10.5,
      stated: 9.07,
      reason: '甲供',
      statedBy: 'm1',
      statedAt: AT,
      signedBy: null,
      signedAt: null,
    };
    const signed = { ...override, signedBy: 'm2', signedAt: '2026-11-21T00:00:00.000Z' };
    const change = (set: Partial<CaseChange>) =>
      cases().change(MANAGER, 'a1', AT, ({ status }) => ({ action: 'override', status, ...set }));

    it('is kept beside its offer, signed once, and shown to those of the case', async () => {
      await offered('a1', 'o1');
      await change({ override });
      expect(await cases().overrides(MANAGER, 'a1', 'o1')).toEqual([override]);
      await change({ signedOverride: signed });
      await change({ signedOverride: { ...signed, signedBy: 'm3' } });
      expect(await cases().overrides(customer('c1'), 'a1', 'o1')).toEqual([signed]);
      expect(await cases().overrides(customer('c2'), 'a1', 'o1')).toEqual([]);
      expect(await cases().overrides({ ...MANAGER, regions: ['s'] }, 'a1', 'o1')).toEqual([]);
      expect(await cases().overrides(MANAGER, 'a1', 'o2')).toEqual([]);
    });

    it('is not signed by whom it is of, whatever the program does', async () => {
      await offered('a1', 'o1');
      await change({ override });
      await expect(change({ signedOverride: { ...signed, signedBy: 'm1' } })).rejects.toThrow();
    });
  });

  describe('a week', () => {
    const SERVICE: CaseScope = { regions: ['r'], role: 'system', sub: 'm1' };
    const day = (date: string) => new Date(`${date}T00:00:00+08:00`).toISOString();
    const week = async (scope = SERVICE, over: object = {}) =>
      (
        await cases().week(scope, {
          ...{ region: 'r', from: day('2026-11-16'), before: day('2026-11-23'), after: null, limit: 10 },
          ...over,
        })
      ).map(({ id, status, answer }) => [id, status, answer]);

    it('has what took a step in it, and what awaits the meeting, as it left them', async () => {
      await offered('a1', 'o1');
      const meeting = holding('h1');
      await cases().choose(
        MANAGER,
        'a1',
        choosing('o1', { ...meeting, choice: { ...meeting.choice, review: 'weekly-meeting' } }),
      );
      // The last moment of its Sunday, and the first of the next week.
      await cases().create(MANAGER, draft('a2', { createdAt: '2026-11-22T15:59:59.999Z' }));
      await cases().create(MANAGER, draft('a3', { createdAt: '2026-11-22T16:00:00.000Z' }));
      await cases().change(MANAGER, 'a2', '2026-11-23T00:00:00.000Z', accept);
      const first = ['a1', 'chosen', '{"plans":[]}'];
      expect(await week()).toEqual([first, ['a2', 'draft', null]]);
      expect(await week(SERVICE, { limit: 1 })).toEqual([first]);
      expect(await week(SERVICE, { after: 'a1' })).toEqual([['a2', 'draft', null]]);
      const next = { from: day('2026-11-23'), before: day('2026-11-30') };
      expect(await week(SERVICE, next)).toEqual([first, ['a2', 'accepted', null], ['a3', 'draft', null]]);
      await cases().change(MANAGER, 'a1', '2026-11-24T00:00:00.000Z', () => ({
        action: 'release',
        status: 'offered',
        endsChoice: true,
      }));
      expect(await week()).toEqual([first, ['a2', 'draft', null]]);
      const later = { from: day('2026-11-30'), before: day('2026-12-07') };
      expect(await week(SERVICE, later)).toEqual([]);
    });

    it('is told to nobody but the service, and to it of the regions it asks for', async () => {
      await cases().create(MANAGER, draft('a1'));
      for (const scope of [MANAGER, customer('c1'), OPERATOR, { ...SERVICE, regions: ['s'] }])
        expect(await week(scope)).toEqual([]);
      expect(await week()).toHaveLength(1);
    });
  });
});
