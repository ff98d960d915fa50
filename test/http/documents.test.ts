import { createHash } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditAnswer } from '../../src/contract/application-lists.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { type DocumentAnswer, documentAnswer, documentsAnswer } from '../../src/contract/documents.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

let house: CaseHouse;
beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  house = await openCaseHouse(db);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const OPERATOR: Caller = { role: 'operator', sub: 'o1', regions: '*' };
const MB = 1024 * 1024;
const { send, apply, step, offered } = caseClient(() => house);

const pdf = (size = 100): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 0xa5)]);

interface Sent {
  readonly type?: string;
  readonly name?: string;
  readonly document?: string;
}
const attach = async (
  caller: Caller,
  id: string,
  content: Buffer,
  { type = 'application/pdf', name = '营业执照.pdf', document = 'identity' }: Sent = {},
) =>
  request(house.app)
    .post(`/v1/applications/${id}/documents`)
    .query({ name, document })
    .set('Authorization', await house.token(caller))
    .set('Content-Type', type)
    .serialize((body: unknown) => body as string)
    .send(content);
const attached = async (
  caller: Caller,
  id: string,
  content: Buffer,
  sent?: Sent,
): Promise<DocumentAnswer> => {
  const made = await attach(caller, id, content, sent);
  expect(made.status, made.text).toBe(201);
  return documentAnswer.parse(made.body);
};
const listed = async (caller: Caller, id: string) =>
  documentsAnswer.parse((await send(caller, 'get', `/applications/${id}/documents`)).body);
const path = (id: string, documentId: string) => `/applications/${id}/documents/${documentId}`;

describe('a document', () => {
  it('is attached, told and given back as it came, and never shown in the page of a browser', async () => {
    const { id } = await apply(owner(), 200);
    const content = pdf(3 * MB);
    const made = await attached(owner(), id, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(made).toMatchObject({
      ...{ document: 'identity', name: '营业执照.pdf', type: 'application/pdf', size: 3 * MB, sha256 },
      ...{ addedAs: 'customer', addedBy: null },
    });
    expect((await listed(MANAGER, id)).items).toEqual([{ ...made, addedBy: 'c1' }]);
    const got = await send(MANAGER, 'get', path(id, made.id)).then((answer) => answer);
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="____.pdf"; filename*=UTF-8''%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect(
      createHash('sha256')
        .update(got.body as Buffer)
        .digest('hex'),
    ).toBe(sha256);
  });

  it('has a name that is safe, whatever it came with', async () => {
    const { id } = await apply(owner(), 200);
    const made = await attached(owner(), id, pdf(), { name: '../a"\r\nX: y.html', document: 'other' });
    expect(made.name).toBe('aX y.html.pdf');
    const got = await send(owner(), 'get', path(id, made.id));
    expect(got.headers['content-disposition']).toContain('filename="aX y.html.pdf"');
  });

  it('is what it is declared to be, and of a type and size that is taken', async () => {
    const { id } = await apply(owner(), 200);
    const odd = expectProblem(await attach(owner(), id, pdf(), { type: 'image/png' }), 'invalid-request');
    expect(odd.errors).toEqual([
      {
        ...{ pointer: '', code: 'wrong-format', received: 'bytes of application/pdf' },
        allowed: 'bytes of image/png, as the Content-Type says',
      },
    ]);
    const html = Buffer.from('<script>alert(1)</script>');
    expectProblem(await attach(owner(), id, html), 'invalid-request');
    expectProblem(await attach(owner(), id, html, { type: 'text/html' }), 'unsupported-media-type');
    expectProblem(await attach(owner(), id, Buffer.alloc(0)), 'invalid-request');
    expectProblem(await attach(owner(), id, pdf(10 * MB + 1)), 'body-too-large');
    expectProblem(await attach(owner(), id, pdf(), { document: 'secret' }), 'invalid-request');
    expect((await listed(owner(), id)).items).toEqual([]);
  });

  it('is one of twenty, and of fifty megabytes, at most', async () => {
    const { id } = await apply(owner(), 200);
    for (let i = 0; i < 5; i++) await attached(owner(), id, pdf(10 * MB));
    expectProblem(await attach(owner(), id, pdf()), 'documents-full');
    const { id: many } = await apply(owner(), 200);
    for (let i = 0; i < 20; i++) await attached(owner(), many, pdf());
    const full = expectProblem(await attach(MANAGER, many, pdf()), 'documents-full');
    expect(full.errors[0]).toMatchObject({ received: 21, allowed: '20 documents of an application' });
  }, 60_000);

  it('is taken out by who attached it, before there is an offer, and the audit remembers', async () => {
    const { id } = await apply(owner(), 200);
    const made = await attached(owner(), id, pdf());
    const theirs = await attached(MANAGER, id, pdf(), { document: 'red-line-map' });
    expectProblem(await send(MANAGER, 'delete', path(id, made.id)), 'document-kept');
    expectProblem(await send(owner(), 'delete', path(id, theirs.id)), 'document-kept');
    expect((await send(owner(), 'delete', path(id, made.id))).status).toBe(204);
    expectProblem(await send(owner(), 'delete', path(id, made.id)), 'document-not-found');
    expectProblem(await send(owner(), 'get', path(id, made.id)), 'document-not-found');
    expect((await listed(owner(), id)).items.map((one) => one.id)).toEqual([theirs.id]);
    await step(MANAGER, id, 'acceptance');
    await step(MANAGER, id, 'offers');
    expectProblem(await send(MANAGER, 'delete', path(id, theirs.id)), 'wrong-state');
    const { items, verdict } = auditAnswer.parse(
      (await send(OPERATOR, 'get', `/audit?region=demo&application=${id}&include=verdict`)).body,
    );
    const notes = items.map(({ entry }) => entry).filter(({ action }) => String(action).endsWith('tach'));
    expect(notes.map(({ action, sub }) => `${String(action)} ${String(sub)}`)).toEqual([
      'attach c1',
      'attach m1',
      'detach c1',
    ]);
    expect(notes[2]).toMatchObject({ note: { documentId: made.id, document: { sha256: made.sha256 } } });
    expect(JSON.stringify(notes)).not.toContain('营业执照');
    expect(verdict).toMatchObject({ broken: null });
  });

  it('is of its application, for its owner and the managers of the region alone', async () => {
    const { id } = await apply(owner(), 200);
    const { id: other } = await apply(owner('c2'), 200);
    const made = await attached(owner(), id, pdf());
    for (const caller of [owner('c2'), { ...MANAGER, regions: ['dark'] }]) {
      expectProblem(await send(caller, 'get', path(id, made.id)), 'application-not-found');
      expectProblem(await attach(caller, id, pdf()), 'application-not-found');
      expectProblem(await send(caller, 'delete', path(id, made.id)), 'application-not-found');
    }
    expectProblem(await send(owner('c2'), 'get', path(other, made.id)), 'document-not-found');
    expectProblem(await send(OPERATOR, 'get', path(id, made.id)), 'role-not-allowed');
  });
});

describe('what to bring', () => {
  it('stands with the documents and in the plans, each with its rule', async () => {
    const policy = 'changzhou-2019';
    const { id, offer } = await offered(owner(), 200, { policy });
    const wanted = [
      { document: 'identity', way: 'bring', rule: 'CZ-J1' },
      { document: 'property', way: 'shared', rule: 'CZ-J1' },
    ];
    const { bring } = await listed(owner(), id);
    expect(bring).toEqual(expect.arrayContaining(wanted));
    expect(offer.classification.bring).toEqual(bring);
  });
});
