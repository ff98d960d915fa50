import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseChange, CaseScope, Moved } from '../../src/model/case-book.ts';
import { canonicalJson } from '../../src/store/casework/canonical-json.ts';
import { inScope } from '../../src/store/casework/in-scope.ts';
import { bringRows } from '../support/case-house.ts';
import { databases } from '../support/database.ts';
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
import { drawGrid } from '../support/drawn-grid.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { smallGrid } from '../support/staged-items.ts';

/** Two feeders of two busbars, tied at their ends. */
const TIED = drawGrid({
  mv: ['F1: B1 -300- P1', 'F2: B2 -300- P3', 'F1: P1 -50!- P3'],
  mains: { B1: { id: 'M1', kva: 40_000 }, B2: { id: 'M2', kva: 40_000 } },
  at: { B2: [300, 300], P3: [300, 50] },
});

const accept = (): CaseChange => ({ action: 'accept', status: 'accepted' });

describe.each(databases())('casework on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const cases = () => record.store.cases;
  const stateOf = async (region = 'r') => (await record.store.regions()).find(({ id }) => id === region)!;
  const held = async () =>
    record.db.query(
      `select id, external_number, kva, connected_on from commitments where origin = 'service' order by id`,
    );

  /** An application with one offer, computed in the present state of the record. */
  const offered = async (id: string, offerId: string, over: Parameters<typeof draft>[1] = {}) => {
    await cases().create(MANAGER, draft(id, over));
    await cases().change(MANAGER, id, AT, accept);
    const { dataVersion, ledgerVersion } = await stateOf();
    await cases().change(MANAGER, id, AT, () =>
      offering(offerId, { snapshotVersion: dataVersion, ledgerVersion }),
    );
  };

  beforeEach(async () => {
    await record.bring(smallGrid());
    await record.db.exec(`alter table audit disable trigger user; truncate audit, audit_heads;
      alter table audit enable trigger user`);
  });

  describe('an application', () => {
    it('is read back as it was made, and changed with its version', async () => {
      const made = await cases().create(MANAGER, draft('a1', { externalNumber: '4102' }));
      expect(await cases().read(MANAGER, 'a1')).toEqual(made);
      const changed = await cases().change(MANAGER, 'a1', '2026-11-21T00:00:00.000Z', accept);
      expect(changed).toMatchObject({
        status: 'accepted',
        version: 2,
        updatedAt: '2026-11-21T00:00:00.000Z',
      });
      expect(await cases().read(MANAGER, 'a1')).toEqual(changed);
      expect(await cases().change(MANAGER, 'a2', AT, accept)).toBeNull();
    });

    it('keeps its survey as it was entered', async () => {
      await cases().create(MANAGER, draft('a1'));
      const survey = {
        ...{ surveyedOn: '2026-11-19', by: 'm1', at: AT },
        findings: [{ about: 'length', placeId: 'P1', lengthM: 12.5, reason: '实测' }],
      } as const;
      const set = (value: typeof survey | null) =>
        cases().change(MANAGER, 'a1', AT, () => ({
          action: 'edit',
          status: 'draft',
          set: { survey: value },
        }));
      expect(await set(survey)).toMatchObject({ survey });
      expect(await cases().change(MANAGER, 'a1', AT, accept)).toMatchObject({ survey });
      expect(await set(null)).toMatchObject({ survey: null });
    });

    it('has an external number of its own', async () => {
      await cases().create(MANAGER, draft('a1', { externalNumber: '4102' }));
      expect(await cases().create(MANAGER, draft('a2', { externalNumber: '4102' }))).toBeNull();
      await cases().create(MANAGER, draft('a3'));
      const changed = await cases().change(MANAGER, 'a3', AT, () => ({
        action: 'edit',
        status: 'draft',
        set: { externalNumber: '4102' },
      }));
      expect(changed).toBe('number-taken');
      expect((await cases().read(MANAGER, 'a3'))?.version).toBe(1);
    });

    it('is listed page by page, the newest first', async () => {
      for (const id of ['a1', 'a2', 'a3']) await cases().create(MANAGER, draft(id));
      await cases().change(MANAGER, 'a2', AT, accept);
      const ids = async (over: object) =>
        (await cases().list(MANAGER, { after: null, limit: 2, ...over })).map(({ id }) => id);
      expect(await ids({})).toEqual(['a3', 'a2']);
      expect(await ids({ after: 'a2' })).toEqual(['a1']);
      expect(await ids({ status: ['accepted'] })).toEqual(['a2']);
      expect(await ids({ region: 'other' })).toEqual([]);
    });

    it('stays as it is when a step is refused', async () => {
      await cases().create(MANAGER, draft('a1'));
      const refused = cases().change(MANAGER, 'a1', AT, () => {
        throw new Error('not now');
      });
      await expect(refused).rejects.toThrow('not now');
      expect((await cases().read(MANAGER, 'a1'))?.version).toBe(1);
      expect(await cases().audit(OPERATOR, { region: 'r', after: 0, limit: 10 })).toHaveLength(1);
    });
  });

  describe('a statement that forgot its WHERE', () => {
    const TABLES = [
      'applications',
      'offers',
      'choices',
      'holds',
      'idempotency_keys',
      'audit',
      'case_events',
    ] as const;
    const seen = (scope: CaseScope) =>
      inScope({ ...record.db, committed: () => undefined }, scope, async (on) => {
        const counts: Record<string, number> = {};
        for (const table of TABLES) counts[table] = (await on.query(`select * from ${table}`)).length;
        return counts;
      });

    beforeEach(async () => {
      await offered('a1', 'o1');
      await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1')));
      await cases().create(MANAGER, draft('a2', { applicant: { name: '乙', contact: '1', sub: 'c2' } }));
    });

    it.each<[string, CaseScope, number[]]>([
      ['a manager of the region', MANAGER, [2, 1, 1, 1, 1, 0, 5]],
      ['another manager of it', { ...MANAGER, sub: 'm2' }, [2, 1, 1, 1, 0, 0, 5]],
      ['a manager of another region', { ...MANAGER, regions: ['s'] }, [0, 0, 0, 0, 0, 0, 0]],
      ['the owner', customer('c1'), [1, 1, 1, 1, 0, 0, 4]],
      ['another customer', customer('c3'), [0, 0, 0, 0, 0, 0, 0]],
      ['the owner, in another region', { ...customer('c1'), regions: ['s'] }, [0, 0, 0, 0, 0, 0, 0]],
      ['a planner', { ...MANAGER, role: 'planner', sub: 'p1' }, [0, 0, 0, 0, 0, 0, 0]],
      ['an operator', OPERATOR, [0, 0, 0, 0, 0, 5, 0]],
    ])('shows %s what is theirs', async (_name, scope, counts) => {
      expect(await seen(scope)).toEqual(Object.fromEntries(TABLES.map((table, i) => [table, counts[i]])));
    });

    it('changes nothing of others', async () => {
      const done = await inScope({ ...record.db, committed: () => undefined }, customer('c3'), async (on) => [
        await on.run(`update applications set status = 'withdrawn'`),
        await on.run(`update offers set lapsed = true`),
        await on.run('delete from holds'),
      ]);
      expect(done).toEqual([0, 0, 0]);
      const giveAway = inScope({ ...record.db, committed: () => undefined }, customer('c1'), (on) =>
        on.run(`update applications set owner_sub = 'c3'`),
      );
      await expect(giveAway).rejects.toThrow(/row-level security/u);
    });

    it('shows nothing where nobody said who asks', async () => {
      const rows = await record.db.session(async (on) => {
        await on.exec('begin; set local role jiedian_casework');
        const found = await on.query('select * from applications');
        await on.exec('rollback');
        return found;
      });
      expect(rows).toEqual([]);
    });
  });

  describe('a choice', () => {
    it('holds the capacity of its plan, once, and says so again to the same key', async () => {
      await offered('a1', 'o1', { externalNumber: 'C1' });
      const before = await stateOf();
      const ask = choosing('o1', holding('h1'));
      const chosen = await cases().choose(MANAGER, 'a1', ask);
      expect(chosen).toEqual({ outcome: 'chosen', body: '{"commitmentId":"h1"}' });
      expect(await stateOf()).toMatchObject({ dataVersion: 1, ledgerVersion: before.ledgerVersion + 1 });
      const rows = [{ id: 'case/h1/0', external_number: 'C1', kva: 315, connected_on: null }];
      expect(await held()).toEqual(rows);
      expect(await cases().read(MANAGER, 'a1')).toMatchObject({
        status: 'chosen',
        validUntil: '2027-11-20',
        choice: { id: 'h1', leansOn: ['main-transformer/M1', 'outlet/F1'], ledgerVersion: 2 },
      });
      const again = await cases().choose(MANAGER, 'a1', choosing('o1', holding('h2'), { key: ask.key }));
      expect(again).toEqual({ outcome: 'repeated', body: '{"commitmentId":"h1"}' });
      const other = await cases().choose(MANAGER, 'a1', { ...ask, requestHash: 'another' });
      expect(other).toEqual({ outcome: 'other-request' });
      expect(await held()).toEqual(rows);
      expect(await cases().choose(customer('c3'), 'a1', ask)).toEqual({ outcome: 'not-found' });
      expect(await cases().choose(MANAGER, 'a1', { ...ask, key: 'k', offerId: 'o9' })).toEqual({
        outcome: 'offer-not-found',
      });
    });

    it('looks at its plan again only where something it leans on has moved', async () => {
      await offered('a1', 'o1');
      await offered('a2', 'o2');
      await offered('a3', 'o3');
      const looks: Moved[] = [];
      const check = (moved: Moved) => {
        looks.push(moved);
        return Promise.resolve(moved);
      };
      await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1'), { check }));
      await cases().choose(MANAGER, 'a2', choosing('o2', holding('h2', 10, ['outlet/F2']), { check }));
      expect(looks).toEqual([]);
      await cases().choose(
        MANAGER,
        'a3',
        choosing('o3', holding('h3', 10, ['outlet/F2', 'outlet/F3']), { check }),
      );
      expect(looks).toEqual([{ elements: ['outlet/F2'], ledgerVersion: 3, dataVersion: 1 }]);
      expect(await held()).toHaveLength(3);
    });

    it('looks again after an import, wherever that was', async () => {
      await offered('a1', 'o1');
      await record.bring([...smallGrid('b')], { origins: ['b'] });
      await record.bring(smallGrid().slice(0, -1));
      await record.bring(smallGrid('b').slice(0, -1), { origins: ['b'] });
      const looks: Moved[] = [];
      await cases().choose(
        MANAGER,
        'a1',
        choosing('o1', holding('h1'), {
          check: (moved) => {
            looks.push(moved);
            return Promise.resolve(moved);
          },
        }),
      );
      expect(looks).toEqual([{ elements: [], ledgerVersion: 2, dataVersion: 2 }]);
    });

    it('leans on both sides of the switches of its plan', async () => {
      await bringRows(record.store, 'tied', TIED);
      const scope = { ...MANAGER, regions: ['tied'] };
      await cases().create(scope, draft('t1', { region: 'tied' }));
      await cases().change(scope, 't1', AT, () => offering('o1'));
      const hold = holding('h1', 10, ['outlet/F1']);
      const held = [{ ...hold.held[0]!, id: 'P1', kva: 10 }];
      const lean = { ...hold, held, switchIds: ['tie-P1-P3'] };
      await cases().choose(scope, 't1', choosing('o1', lean));
      expect((await cases().read(scope, 't1'))?.choice?.leansOn).toEqual([
        'busbar/B1',
        'busbar/B2',
        'main-transformer/M1',
        'main-transformer/M2',
        'outlet/F1',
        'outlet/F2',
      ]);
    });

    it('does not take the key of another application', async () => {
      await offered('a1', 'o1');
      await offered('a2', 'o2');
      const key = 'the same';
      const both = await Promise.all([
        cases().choose(MANAGER, 'a1', choosing('o1', holding('h1'), { key, requestHash: 'one' })),
        cases().choose(MANAGER, 'a2', choosing('o2', holding('h2'), { key, requestHash: 'two' })),
      ]);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['chosen', 'other-request']);
      expect(await held()).toHaveLength(1);
    });

    it('that no longer fits leaves nothing behind', async () => {
      await offered('a1', 'o1');
      await offered('a2', 'o2');
      await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1')));
      const before = await stateOf();
      const refused = cases().choose(
        MANAGER,
        'a2',
        choosing('o2', holding('h2'), { check: () => Promise.reject(new Error('no room')) }),
      );
      await expect(refused).rejects.toThrow('no room');
      expect(await stateOf()).toEqual(before);
      expect(await held()).toHaveLength(1);
      expect((await cases().read(MANAGER, 'a2'))?.status).toBe('offered');
    });

    it('connects its first stage, then the rest, both known by the number of the case', async () => {
      await offered('a1', 'o1', { externalNumber: 'C1' });
      const hold = holding('h1');
      const rest = { ...hold.held[0]!, kva: 685, purpose: 'later' as const };
      await cases().choose(MANAGER, 'a1', choosing('o1', { ...hold, held: [...hold.held, rest] }));
      const days = async () => (await held()).map((row) => [row['external_number'], row['connected_on']]);
      const change = (part: Partial<CaseChange>) =>
        cases().change(MANAGER, 'a1', AT, () => ({ action: 'connect', status: 'connected', ...part }));
      expect(await days()).toEqual([
        ['C1', null],
        ['C1', null],
      ]);
      await change({ connectedOn: '2027-01-05' });
      expect((await days()).map(([, day]) => day)).toEqual(['2027-01-05', null]);
      await change({ laterConnectedOn: '2027-06-01' });
      expect((await days()).map(([, day]) => day)).toEqual(['2027-01-05', '2027-06-01']);
    });

    it('is counted through connection, and ends with its release', async () => {
      await offered('a1', 'o1');
      await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1')));
      await cases().change(MANAGER, 'a1', AT, () => ({
        action: 'connect',
        status: 'connected',
        connectedOn: '2027-01-05',
      }));
      expect(await held()).toMatchObject([{ connected_on: '2027-01-05' }]);
      const { ledgerVersion } = await stateOf();
      const released = await cases().change(customer('c1'), 'a1', AT, () => ({
        action: 'release',
        status: 'offered',
        endsChoice: true,
        set: { validUntil: null },
      }));
      expect(released).toMatchObject({ status: 'offered', choice: null });
      expect(await held()).toEqual([]);
      expect((await stateOf()).ledgerVersion).toBe(ledgerVersion + 1);
    });
  });

  describe('expiry', () => {
    it('ends what is due, frees what it holds and leaves the rest', async () => {
      await offered('a1', 'o1');
      await offered('a2', 'o2');
      await offered('a3', 'o3');
      await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1')));
      await cases().change(MANAGER, 'a3', AT, () => ({ action: 'withdraw', status: 'withdrawn' }));
      const expire = (today: string) =>
        cases().expire(today, AT, () => ({ action: 'expire', status: 'expired', endsChoice: true }));
      expect(await expire('2027-02-20')).toEqual([]);
      expect(await expire('2027-02-21')).toEqual(['a2']);
      expect(await held()).toHaveLength(1);
      const both = await Promise.all([expire('2027-11-21'), expire('2027-11-21')]);
      expect(both.flat()).toEqual(['a1']);
      expect(await held()).toEqual([]);
      const [last] = (await cases().audit(OPERATOR, { region: 'r', after: 0, limit: 99 })).slice(-1);
      expect(JSON.parse(last!.entry)).toMatchObject({
        action: 'expire',
        role: 'system',
        applicationId: 'a1',
        before: { status: 'chosen' },
        after: { status: 'expired', choice: null },
      });
    });
  });

  describe('the audit', () => {
    it('tells every step without name and contact, and verifies', async () => {
      await offered('a1', 'o1');
      await cases().choose(MANAGER, 'a1', choosing('o1', holding('h1')));
      const links = await cases().audit(OPERATOR, { region: 'r', applicationId: 'a1', after: 0, limit: 99 });
      const told = links.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>);
      expect(told.map(({ action }) => action)).toEqual(['create', 'accept', 'offer', 'choose']);
      expect(told.at(-1)).toMatchObject({
        sub: 'm1',
        role: 'manager',
        before: { status: 'offered' },
        after: { status: 'chosen' },
        dataVersion: 1,
        ledgerVersion: 2,
      });
      expect(links.map(({ entry }) => entry)).toEqual(told.map(canonicalJson));
      expect(JSON.stringify(links)).not.toMatch(/甲厂|13800000000/u);
      expect(await cases().verifyAudit(OPERATOR, 'r')).toEqual({ links: 4, broken: null });
    });

    it('is one chain, whoever writes at once', async () => {
      await Promise.all(Array.from({ length: 12 }, (_, i) => cases().create(MANAGER, draft(`a${i}`))));
      expect(await cases().verifyAudit(OPERATOR, 'r')).toEqual({ links: 12, broken: null });
    });

    it.each(['update audit set hash = entry', 'delete from audit', 'truncate audit'])(
      'lets nobody %s',
      async (sql) => {
        await cases().create(MANAGER, draft('a1'));
        await expect(record.db.exec(sql)).rejects.toThrow('append-only');
      },
    );

    it.each([
      [`update audit set entry = replace(entry, 'draft', 'offered') where seq = 2`, 2, 'changed'],
      ['delete from audit where seq = 2', 3, 'missing'],
      ['delete from audit where seq = 3', 2, 'end'],
      [`update audit set previous_hash = 'x' where seq = 3`, 3, 'follow'],
    ])('shows %s', async (sql, seq, why) => {
      for (const id of ['a1', 'a2', 'a3']) await cases().create(MANAGER, draft(id));
      await record.db.exec(
        `alter table audit disable trigger user; ${sql}; alter table audit enable trigger user`,
      );
      const { broken } = await cases().verifyAudit(OPERATOR, 'r');
      expect(broken?.seq).toBe(seq);
      expect(broken?.why).toContain(why);
    });
  });
});
