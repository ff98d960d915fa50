import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Row } from '../../src/model/record.ts';
import type { Store } from '../../src/model/store.ts';
import { type Db, type Queries, pipelinedTransaction } from '../../src/store/db.ts';
import { changeCommitment } from '../../src/store/ledger-changes.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { databases } from '../support/database.ts';
import { rowOf } from '../support/drawn-grid.ts';

const promise = (id: string, over: Partial<Row<'commitments'>> = {}): Row<'commitments'> =>
  rowOf('commitments', {
    ...{ id, origin: 'service', at_kind: 'node', at_id: 'N1', kva: 100.25, category: 'industrial' },
    ...{ external_number: null, committed_on: '2026-11-28', connected_on: null, ...over },
  });

describe.each(databases())('steps of the ledger in the $name database', ({ open }) => {
  let db: Db;
  let store: Store;
  beforeEach(async () => {
    db = await open();
    store = storeOver(db);
    await db.run(`insert into regions (id, name, data_version, ledger_version) values ('r', 'r', 1, 1)`);
  });
  afterEach(() => db.close());

  const writing = <T>(work: (on: Queries) => Promise<T>) =>
    pipelinedTransaction(db, 'write', { first: () => Promise.resolve(), last: [] }, work);
  const change = (id: string, after: Row<'commitments'> | null) =>
    writing((on) => changeCommitment(on, 'r', id, after));
  const kept = async () => (await store.readRegion('r', ['commitments']))!.rows.commitments;

  it('put, change and take away a commitment, each as one version with what was before', async () => {
    const [first, second] = [promise('C1'), promise('C1', { kva: 80 })];
    expect(await change('C1', first)).toMatchObject({ ledgerVersion: 2, before: [], after: [first] });
    expect(await change('C1', second)).toMatchObject({ ledgerVersion: 3, before: [first], after: [second] });
    expect(await kept()).toEqual([second]);
    expect(await change('C1', null)).toMatchObject({ ledgerVersion: 4, before: [second], after: [] });
    expect(await kept()).toEqual([]);
    expect((await store.ledgerChanges('r', 2)).map(({ ledgerVersion }) => ledgerVersion)).toEqual([3, 4]);
    expect(await store.ledgerChanges('r', 3)).toMatchObject([
      { ledgerVersion: 4, before: [second], after: [] },
    ]);
  });

  it('bring every commitment of the case, by its old number and its new one', async () => {
    const [books, mine] = [promise('B', { external_number: 'X1' }), promise('C1', { external_number: 'X1' })];
    await change('B', books);
    expect(await change('C1', mine)).toMatchObject({ before: [books], after: [books, mine] });
    const moved = promise('C1', { external_number: 'X2' });
    expect(await change('C1', moved)).toMatchObject({ before: [books, mine], after: [books, moved] });
  });

  it('leave nothing behind when their transaction fails', async () => {
    const failed = writing(async (on) => {
      await changeCommitment(on, 'r', 'C1', promise('C1'));
      throw new Error('thought better of it');
    });
    await expect(failed).rejects.toThrow('thought better');
    expect([await kept(), await store.ledgerChanges('r', 0)]).toEqual([[], []]);
    expect((await store.regions())[0]).toMatchObject({ ledgerVersion: 1 });
  });

  it('follow each other when many come at once, and are told of', async () => {
    const heard = vi.fn();
    const deafen = await store.hearMoves(heard);
    await Promise.all(Array.from({ length: 12 }, (_, i) => change(`C${i}`, promise(`C${i}`))));
    const steps = await store.ledgerChanges('r', 0);
    expect(steps.map(({ ledgerVersion }) => ledgerVersion)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 2),
    );
    const [state] = await store.regions();
    expect(steps.map(({ ledgerMark }) => ledgerMark)).toEqual([
      ...steps.slice(1).map(({ fromMark }) => fromMark),
      state?.ledgerMark,
    ]);
    expect(new Set(steps.map(({ fromMark }) => fromMark)).size).toBe(12);
    await vi.waitFor(() => {
      expect(heard).toHaveBeenCalledWith('r');
    });
    await deafen();
  });

  it('are not made in a region that is not there', async () => {
    const failed = writing((on) => changeCommitment(on, 'nowhere', 'C1', promise('C1')));
    await expect(failed).rejects.toThrow('no region nowhere');
  });
});
