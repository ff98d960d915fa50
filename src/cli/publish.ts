import { Command } from 'commander';
import type { Caller } from '../contract/claims.ts';
import { encodePublication } from '../contract/encode-publication.ts';
import { publishedOrRefused } from '../contract/published-or-refused.ts';
import type { PublicationAnswer } from '../contract/publications.ts';
import { askServer } from './ask-server.ts';
import { CommandFailure, withServerHint } from './failure.ts';
import { refusalInWords } from './faults-in-words.ts';
import type { House } from './house.ts';
import { month as monthOption, region as regionOption, server as serverOption } from './option-values.ts';
import { printLine } from './print.ts';

interface Options {
  readonly month: string;
  readonly region: string;
  readonly server?: string;
  readonly token?: string;
  readonly json?: true;
}

const CALLER: Caller = { role: 'planner', sub: 'command-line', regions: '*' };

async function publishHere(house: House, { region, month }: Options): Promise<PublicationAnswer> {
  const open = await house.openPublisher();
  try {
    const outcome = await open.publisher.publish(CALLER, { region, month });
    return encodePublication(publishedOrRefused(outcome, { region, month }).publication);
  } finally {
    await open.close();
  }
}

async function publishThere(server: string, { region, month, token }: Options): Promise<PublicationAnswer> {
  if (token === undefined) throw new CommandFailure('--server needs --token');
  const body = JSON.stringify({ region, month });
  const text = await askServer(new URL('/v1/publications', server), token, { method: 'POST', body });
  return JSON.parse(text) as PublicationAnswer;
}

async function publish(house: House, options: Options): Promise<void> {
  const { server, json } = options;
  const made = await (server === undefined ? publishHere(house, options) : publishThere(server, options));
  if (json === true) {
    printLine(JSON.stringify(made, null, 2));
    return;
  }
  const { month, region, asOf, dataVersion, ledgerVersion, publishedAt } = made;
  printLine(
    `${month} of region ${region}: figures of ${asOf}, data version ${dataVersion}, ledger ${ledgerVersion}`,
  );
  printLine(`published at ${publishedAt}; it never changes`);
}

/** `jiedian publish`: freezes a month; one that has been published is left as it is. */
export const publishCommand = (house: House): Command =>
  new Command('publish')
    .description('freeze the open capacity and load rate of every feeder and distribution transformer')
    .requiredOption('--month <month>', 'the current month or the one before, such as 2026-11', monthOption)
    .requiredOption('--region <id>', 'region to publish', regionOption)
    .option('--server <url>', 'let a running service do it, with --token', serverOption)
    .option('--token <token>', 'token of a planner for --server')
    .option('--json', 'print the head of the month as JSON')
    .action(async (options: Options) => {
      await publish(house, options).catch((error: unknown) => {
        throw withServerHint(refusalInWords(error));
      });
    });
