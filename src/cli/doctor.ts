import { Command } from 'commander';
import type { FindingsAnswer } from '../contract/findings.ts';
import { today } from '../contract/today.ts';
import { askServer } from './ask-server.ts';
import { CommandFailure, withServerHint } from './failure.ts';
import type { House } from './house.ts';
import { server as serverOption } from './option-values.ts';
import { printFindings } from './print-findings.ts';
import { printLine } from './print.ts';

interface Options {
  readonly region: string;
  readonly server?: string;
  readonly token?: string;
  readonly json?: true;
}

type Examined = Omit<FindingsAnswer, 'next'>;

/** Findings printed for reading; `--json` prints all. */
const SHOWN = 200;
const PAGE_SIZE = 1000;

async function examineHere(house: House, region: string): Promise<Examined> {
  const store = await house.openStore();
  try {
    const examined = await house.doctorFor(store).examine(region);
    if (examined === null) throw new CommandFailure(`the record has no region ${region}`);
    const { state, findings } = examined;
    return {
      snapshot: { region: state.id, version: state.dataVersion, dataAsOf: state.dataAsOf },
      ledgerVersion: state.ledgerVersion,
      asOf: today(new Date()),
      items: findings,
    };
  } finally {
    await store.close();
  }
}

/** All pages of a running service. */
async function examineThere(server: string, token: string, region: string): Promise<Examined> {
  const url = new URL('/v1/findings', server);
  url.searchParams.set('region', region);
  url.searchParams.set('pageSize', String(PAGE_SIZE));
  const items: FindingsAnswer['items'][number][] = [];
  for (;;) {
    const { next, ...page } = JSON.parse(await askServer(url, token)) as FindingsAnswer;
    items.push(...page.items);
    if (next === null) return { ...page, items };
    url.searchParams.set('cursor', next);
  }
}

async function doctor(house: House, { region, server, token, json }: Options): Promise<void> {
  if (server !== undefined && token === undefined) throw new CommandFailure('--server needs --token');
  const examined =
    server === undefined ? await examineHere(house, region) : await examineThere(server, token ?? '', region);
  if (json === true) {
    printLine(JSON.stringify(examined, null, 2));
    return;
  }
  printFindings(examined.items, SHOWN);
  printLine(`region ${region}, data version ${examined.snapshot.version}`);
}

/** `jiedian doctor`: what is wrong with the record of a region; findings are no failure of the command. */
export const doctorCommand = (house: House): Command =>
  new Command('doctor')
    .description('examine the topology, ids, figures and places of a region')
    .requiredOption('--region <id>', 'region to examine')
    .option('--server <url>', 'ask a running service instead, with --token', serverOption)
    .option('--token <token>', 'token for --server')
    .option('--json', 'print all findings as JSON')
    .action(async (options: Options) => {
      await doctor(house, options).catch((error: unknown) => {
        throw withServerHint(error);
      });
    });
