/**
 * The least that an Express server can do for a POST: checks the token where a key is given, parses the body, and writes
 * the same bytes every time, without an entity tag. Prints its port.
 *
 * usage: plain-server.ts <file with the bytes>; the key of the tokens in BENCH_SECRET.
 */
import { readFileSync } from 'node:fs';
import express from 'express';
import { jwtVerify } from 'jose';
import { printPort } from './print-port.ts';

const PATH = '/{*path}';
const bytes = readFileSync(process.argv[2] ?? '');
const key = process.env['BENCH_SECRET'];
const app = express();
app.disable('x-powered-by');
if (key !== undefined) {
  const secret = new TextEncoder().encode(key);
  app.post(PATH, async (req, res, next) => {
    await jwtVerify((req.get('authorization') ?? '').slice('Bearer '.length), secret);
    next();
  });
}
app.post(PATH, express.json(), (_req, res) => {
  res.set('Content-Type', 'application/json; charset=utf-8').end(bytes);
});
printPort(app);
