import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseScope } from '../../src/model/case-book.ts';
import type { FiledDocument } from '../../src/model/document.ts';
import { inScope } from '../../src/store/casework/in-scope.ts';
import { AT, MANAGER, customer, draft } from '../support/case-samples.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { smallGrid } from '../support/staged-items.ts';

/** Every byte there is, more than once. */
const content = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);
const filed: FiledDocument = {
  id: 'd1',
  kind: 'identity',
  type: 'application/pdf',
  name: '营业执照.pdf',
  size: 1000,
  sha256: 'a'.repeat(64),
  addedBy: 'c1',
  addedAs: 'customer',
  addedAt: AT,
  content,
};

describe.each(databases())('documents on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const cases = () => record.store.cases;
  const keep = (scope: CaseScope, attached: FiledDocument) =>
    cases().file(scope, 'a1', AT, ({ status }) => ({ action: 'attach', status, attached }));

  beforeEach(async () => {
    await record.bring(smallGrid());
    await record.db.exec(`alter table audit disable trigger user; truncate audit, audit_heads;
      alter table audit enable trigger user`);
    await cases().create(MANAGER, draft('a1'));
  });

  it('come back byte for byte, are listed without content and go with it', async () => {
    await keep(customer('c1'), filed);
    expect(await cases().document(customer('c1'), 'a1', 'd1')).toEqual(filed);
    const { content: _content, ...listed } = filed;
    expect(await cases().documents(MANAGER, 'a1')).toEqual([listed]);
    await cases().file(MANAGER, 'a1', AT, ({ status }, kept) => {
      expect(kept).toEqual([listed]);
      return { action: 'detach', status, detached: 'd1' };
    });
    expect(await cases().document(MANAGER, 'a1', 'd1')).toBeNull();
  });

  it('have a size and type that the database holds to as well', async () => {
    await expect(keep(MANAGER, { ...filed, size: 999 })).rejects.toThrow(/check/u);
    const html = 'text/html' as FiledDocument['type'];
    await expect(keep(MANAGER, { ...filed, type: html })).rejects.toThrow(/check/u);
    expect(await cases().documents(MANAGER, 'a1')).toEqual([]);
  });

  it('are seen and removed by those of their application alone', async () => {
    await keep(customer('c1'), filed);
    expect(await cases().documents(customer('c2'), 'a1')).toEqual([]);
    expect(await cases().document(customer('c2'), 'a1', 'd1')).toBeNull();
    const done = await inScope({ ...record.db, committed: () => undefined }, customer('c2'), async (on) => [
      (await on.query('select * from documents')).length,
      await on.run('delete from documents'),
    ]);
    expect(done).toEqual([0, 0]);
  });

  it('do not count where nobody may see the application', async () => {
    expect(await keep(customer('c2'), filed)).toBeNull();
  });
});
