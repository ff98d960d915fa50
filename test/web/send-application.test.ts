import { afterEach, expect, test, vi } from 'vitest';
import type { bodyOf } from '../../src/web/apply/draft.ts';
import { sendApplication } from '../../src/web/apply/send-application.ts';
import type { Session } from '../../src/web/session/session.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const SESSION = { token: 't', role: 'customer' } as Session;
const BODY = { site: { lon: 113.2, lat: 33.9, crs: 'WGS84' } } as ReturnType<typeof bodyOf>;

const problem = (code: string): Response =>
  new Response(JSON.stringify({ code, detail: code, status: 422, errors: [] }), {
    status: 422,
    headers: { 'Content-Type': 'application/problem+json' },
  });

/** A service that answers one request after the other; the places it was sent. */
function answering(...answers: readonly Response[]): unknown[] {
  const sent: unknown[] = [];
  const left = [...answers];
  vi.stubGlobal('fetch', (_path: string, { body }: { readonly body: string }) => {
    sent.push((JSON.parse(body) as { readonly site: unknown }).site);
    return Promise.resolve(left.shift());
  });
  return sent;
}
const made = (): Response => new Response(JSON.stringify({ id: 'a1' }));

test('an address that was found is sent as it is; a place on the map as its coordinates', async () => {
  const sent = answering(made(), made());
  expect(await sendApplication(SESSION, BODY, '建设路1号')).toBe('a1');
  await sendApplication(SESSION, BODY, null);
  expect(sent).toEqual([{ address: '建设路1号' }, BODY.site]);
});

test('where the address is not clear the place is sent that was picked', async () => {
  const sent = answering(problem('address-ambiguous'), made());
  expect(await sendApplication(SESSION, BODY, '建设路1号')).toBe('a1');
  expect(sent).toEqual([{ address: '建设路1号' }, BODY.site]);
});

test('any other refusal stands', async () => {
  const sent = answering(problem('outside-every-region'));
  await expect(sendApplication(SESSION, BODY, '建设路1号')).rejects.toThrow('outside-every-region');
  expect(sent).toHaveLength(1);
});
