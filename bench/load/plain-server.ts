/**
 * The least that an Express server can do for a signed-in POST: checks the same token, parses the body, and writes the
 * same bytes every time. Prints its port.
 *
 * usage: plain-server.ts <file with the bytes>; the key of the tokens in BENCH_SECRET.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { jwtVerify } from 'jose';

const bytes = readFileSync(process.argv[2] ?? '');
const secret = new TextEncoder().encode(process.env['BENCH_SECRET']);
const app = express();
app.disable('x-powered-by');
app.post('/v1/supply-plans', async (req, res, next) => {
  await jwtVerify((req.get('authorization') ?? '').slice('Bearer '.length), secret);
  next();
});
app.post('/v1/supply-plans', express.json(), (_req, res) => {
  res.set('Content-Type', 'application/json').send(bytes);
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
