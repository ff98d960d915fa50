/**
 * The bare search over HTTP, as the service would serve it: Express, a checked body, threads behind. Prints its port.
 *
 * usage: offers-server.ts <folder of the region> <threads>
 */
import { fileURLToPath } from 'node:url';
import express from 'express';
import { Piscina } from 'piscina';
import type { OfferBody } from './offer-body.ts';
import { offerBody } from './offer-body.ts';
import { printPort } from './print-port.ts';
import { readRegion } from './region-files.ts';

const [folder = '', threads] = process.argv.slice(2);
const piscina = new Piscina<OfferBody, string>({
  filename: fileURLToPath(new URL('offers-thread.ts', import.meta.url)),
  minThreads: Number(threads),
  maxThreads: Number(threads),
  workerData: readRegion(folder),
});
const app = express();
app.disable('x-powered-by');
app.post('/', express.json(), async (req, res) => {
  const text = await piscina.run(offerBody.parse(req.body));
  res.set('Content-Type', 'application/json; charset=utf-8').end(text);
});
printPort(app);
