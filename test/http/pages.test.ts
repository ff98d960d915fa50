import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../src/contract/problems.ts';
import { fakeApp } from './fake-parts.ts';

const PAGES = ['/', '/docs', '/problems'];

const linksIn = (html: string): string[] =>
  [...html.matchAll(/(?:href|src)="([^"#]+)/gu)].flatMap(([, link]) => link ?? []);

describe.each(PAGES)('the page %s', (path) => {
  it('loads nothing from elsewhere, and all it loads is there', async () => {
    const app = fakeApp();
    const page = await request(app).get(path);
    expect(page.headers['content-type']).toMatch(/^text\/html/u);
    expect(page.text).not.toMatch(/https?:\/\//u);
    const links = linksIn(page.text);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) expect((await request(app).get(link)).status, link).toBe(200);
  });

  it('has no script or style inline, as its policy demands', async () => {
    const { text, headers } = await request(fakeApp()).get(path);
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)/u);
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=/u);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  });

  it('works over plain HTTP: nothing is pinned to TLS', async () => {
    const { headers } = await request(fakeApp()).get(path);
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

it('own scripts and styles load nothing from elsewhere', async () => {
  const app = fakeApp();
  for (const path of ['/assets/docs.mjs', '/assets/page.css']) {
    const { text, headers } = await request(app).get(path);
    expect(text).not.toMatch(/https?:\/\//u);
    expect(headers['content-type']).toMatch(/javascript|css/u);
  }
});

it('the page of problems has an anchor for every code', async () => {
  const { text } = await request(fakeApp()).get('/problems');
  for (const code of Object.keys(PROBLEMS)) expect(text).toContain(`id="${code}"`);
});

it('the OpenAPI document is compressed and has a tag', async () => {
  const app = fakeApp();
  const { headers, text } = await request(app).get('/openapi.json').set('Accept-Encoding', 'gzip');
  expect(headers['content-encoding']).toBe('gzip');
  expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.0' });
  expect((await request(app).get('/openapi.json').set('If-None-Match', String(headers['etag']))).status).toBe(
    304,
  );
});
