/**
 * Nothing acknowledged is lost, nothing is sold twice: several processes of the service on one PostGIS server, clients that
 * choose overlapping plans, processes killed and the database crashed meanwhile. Prints a markdown table; exit 1 where a
 * promise was broken.
 *
 *   npm run bench:faults [-- --quick]
 *
 * Makes a PostgreSQL cluster of its own (as root, Debian's postgresql-common) and removes it.
 */
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { signToken } from '../../src/http/tokens.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { bringRows } from '../../test/support/case-house.ts';
import { seeded } from '../../test/support/random-grid.ts';
import { hasPostgres, startCluster } from '../peers/postgres/cluster.ts';
import { quantile, table } from '../support/figures.ts';
import { Client, type Counter } from './client.ts';
import { Fleet } from './fleet.ts';
import { REGION, rowsOf } from './region.ts';
import { verify } from './verify.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const SERVICES = 4;
const FULL = { seconds: 60, clients: 64, feeders: 16, mainKva: 92_000, least: 500 };
const QUICK = { seconds: 15, clients: 16, feeders: 6, mainKva: 12_000, least: 60 };
const { seconds, clients, feeders, mainKva, least } = values.quick ? QUICK : FULL;
/** Of what fits at the place, the share that has to be given out. */
const FILLED = 0.95;
const KILL_EVERY_MS = 4_000;
/** What it takes at most, after the faults, until the place is full. */
const REST_MS = 240_000;
const SECRET = 'a key for the bench alone, of more than 32 bytes';

if (!hasPostgres('postgis')) {
  console.error('no PostgreSQL 15 with PostGIS that root could make a cluster of: nothing was tried');
  process.exit(0);
}
const cluster = startCluster({ name: 'jiedian_faults', port: 5478, settings: { max_connections: '200' } });
const url = 'postgres://postgres@127.0.0.1:5478/postgres';

async function tryFaults(fleet: Fleet, random: () => number): Promise<number> {
  const from = performance.now();
  let crashes = 0;
  while (performance.now() - from < 1000 * seconds) {
    await sleep(KILL_EVERY_MS);
    if (crashes === 0 && performance.now() - from > 500 * seconds) {
      cluster.crash();
      crashes++;
      console.error('… the database was crashed and started again');
    } else fleet.kill(Math.floor(random() * SERVICES));
  }
  return crashes;
}

async function run(): Promise<boolean> {
  const db = await openDb({ databaseUrl: url });
  await bringRows(storeOver(db), REGION, rowsOf({ feeders, mainKva }));
  const fleet = new Fleet(SERVICES, { DATABASE_URL: url, JIEDIAN_SECRET: SECRET });
  try {
    await fleet.allReady();
    const key = new TextEncoder().encode(SECRET);
    const token = await signToken(
      { role: 'manager', sub: 'faults', regions: [REGION], minutes: 60 },
      key,
      new Date(),
    );
    const counter: Counter = {
      ...{ addresses: fleet.addresses, token, acknowledged: [], choiceMs: [] },
      ...{ refused: 0, again: 0, isOver: false },
    };
    const room = await openAt(counter);
    console.error(`… ${clients} clients for ${seconds} s; ${room.toFixed(0)} kVA fit`);
    const from = performance.now();
    const working = Promise.all(Array.from({ length: clients }, (_, i) => new Client(counter, i).run()));
    const crashes = await tryFaults(fleet, seeded(7));
    const meanwhile = counter.acknowledged.length;
    console.error(`… ${meanwhile} choices acknowledged; now until the place is full`);
    const late = setTimeout(() => {
      counter.isOver = true;
    }, REST_MS);
    await working;
    clearTimeout(late);
    const tookS = (performance.now() - from) / 1000;
    await fleet.allReady();
    await sleep(3_000);
    const verdict = await verify(db, counter, feeders);
    const filled = (verdict.committedKva + verdict.keptKva) / room;
    const broken = [
      ...verdict.broken,
      ...(filled >= FILLED ? [] : [`only ${(100 * filled).toFixed(1)} % of what fits was given out`]),
      ...(verdict.tied.backed > 0 ? [] : ['no supply was backed by another feeder']),
      ...(verdict.staged.laterKva > 0 ? [] : ['no staged plan was chosen that has later stages']),
      ...(counter.acknowledged.length >= least ? [] : [`only ${counter.acknowledged.length} choices`]),
    ];
    const rows: (readonly [string, string | number])[] = [
      ['processes, clients', `${SERVICES}, ${clients}`],
      ['processes killed (SIGKILL), database crashed', `${fleet.kills}, ${crashes}`],
      ['choices acknowledged during the faults', meanwhile],
      [`choices acknowledged in all, ${tookS.toFixed(0)} s`, counter.acknowledged.length],
      ['refused because the room was gone', counter.refused],
      ['requests that failed and were sent again', counter.again],
      [
        'choice, median and p99, ms',
        `${Math.round(quantile(counter.choiceMs, 0.5))}, ${Math.round(quantile(counter.choiceMs, 0.99))}`,
      ],
      [
        'commitments in the record; at the place that fills up, kVA',
        `${verdict.commitments}, ${verdict.committedKva}`,
      ],
      [
        'on the tied feeders, and backed by the other one',
        `${verdict.tied.supplies}, ${verdict.tied.backed}`,
      ],
      [
        'staged plans chosen; what of them comes later, kVA',
        `${verdict.staged.choices}, ${Math.round(verdict.staged.laterKva)}`,
      ],
      [
        'of what fits at the place, with what is kept there for the tied feeder',
        `${(100 * filled).toFixed(1)} %`,
      ],
      ['links of the audit, verified', verdict.links],
      ['promises broken', broken.length],
    ];
    console.log(
      table(
        ['overlapping choices under faults', ''],
        rows.map(([what, value]) => [what, String(value)]),
      ),
    );
    for (const one of broken.slice(0, 20)) console.error(`BROKEN: ${one}`);
    return broken.length === 0;
  } finally {
    await fleet.close();
    await db.close();
  }
}

/** What is open at the place before anybody chooses, kVA. */
async function openAt({ addresses, token }: Counter): Promise<number> {
  const answer = await fetch(`${addresses[0]}/v1/elements/M1/chain?region=${REGION}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { openKva } = (await answer.json()) as { openKva: number | null };
  if (openKva === null) throw new Error('what fits at the place is unknown');
  return openKva;
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  cluster.close();
}
