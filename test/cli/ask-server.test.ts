import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { askServer } from '../../src/cli/ask-server.ts';
import { Refusal } from '../../src/contract/refusal.ts';
import { toProblem } from '../../src/contract/problem.ts';

let server: Server;
afterEach(() => server.close());

const answering = async (type: string, body: string): Promise<URL> => {
  server = createServer((_req, res) => res.writeHead(422, { 'Content-Type': type }).end(body));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
};

test('faults that a service names are told in lines', async () => {
  const refusal = new Refusal('bad-sites', [
    {
      pointer: '/lines/3/category',
      code: 'not-one-of',
      received: 'comercial',
      allowed: ['commercial', 'industrial'],
    },
    {
      pointer: '/lines/4/lat',
      code: 'out-of-range',
      received: 113.21,
      allowed: 'number -90…90',
      didYouMean: 'lon',
    },
    { pointer: '/lines/5/crs', code: 'missing', received: null, allowed: null },
  ]);
  const problem = JSON.stringify(toProblem(refusal, { path: '/v1/screenings', requestId: 'r' }));
  const url = await answering('application/problem+json; charset=utf-8', problem);
  await expect(askServer(url, 't')).rejects.toThrow(
    new RegExp(
      [
        `^${url.origin} answered 422: Some rows cannot be screened. .*`,
        '  /lines/3/category: not-one-of, received comercial, allowed: commercial, industrial',
        '  /lines/4/lat: out-of-range, received 113.21, allowed: number -90…90; did you mean lon\\?',
        '  /lines/5/crs: missing$',
      ].join('\n'),
      'u',
    ),
  );
});

test('what is no problem document is told as it came', async () => {
  const url = await answering('text/html', '<p>gateway');
  await expect(askServer(url, 't')).rejects.toThrow(`${url.origin} answered 422: <p>gateway`);
});
