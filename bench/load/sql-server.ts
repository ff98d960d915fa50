/**
 * The bare search over HTTP with the best SQL behind: the same route, a pool of connections, a prepared statement. Prints
 * its port.
 *
 * usage: sql-server.ts <JSON of the connection>
 */
import express from 'express';
import pg from 'pg';
import { offerBody } from './offer-body.ts';
import { printPort } from './print-port.ts';

const CONNECTIONS = 4;
const pool = new pg.Pool({ ...(JSON.parse(process.argv[2] ?? '') as pg.PoolConfig), max: CONNECTIONS });
const app = express();
app.disable('x-powered-by');
app.post('/', express.json(), async (req, res) => {
  const { question } = offerBody.parse(req.body);
  const { rows } = await pool.query<{ text: string }>({
    name: 'offers',
    text: 'SELECT text_e($1) AS text',
    values: [question],
  });
  res.set('Content-Type', 'application/json; charset=utf-8').end(rows[0]!.text);
});
printPort(app);
