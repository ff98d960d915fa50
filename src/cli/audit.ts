import { Command } from 'commander';
import type { AuditAnswer } from '../contract/application-lists.ts';
import type { AuditVerdict } from '../model/case-book.ts';
import { askServer } from './ask-server.ts';
import { CommandFailure, withServerHint } from './failure.ts';
import type { House } from './house.ts';
import { server as serverOption } from './option-values.ts';
import { printLine } from './print.ts';

interface Options {
  readonly region?: string;
  readonly server?: string;
  readonly token?: string;
  readonly json?: true;
}

type Verdicts = Readonly<Record<string, AuditVerdict>>;

async function verifyHere(house: House, region: string | undefined): Promise<Verdicts> {
  const store = await house.openStore();
  try {
    const known = (await store.regions()).map(({ id }) => id);
    if (region !== undefined && !known.includes(region))
      throw new CommandFailure(`the record has no region ${region}; it has: ${known.join(', ') || 'none'}`);
    const verdicts: Record<string, AuditVerdict> = {};
    for (const id of region === undefined ? known : [region])
      verdicts[id] = await store.cases.verifyAudit(
        { regions: '*', role: 'operator', sub: 'command line' },
        id,
      );
    return verdicts;
  } finally {
    await store.close();
  }
}

async function verifyThere(server: string, token: string, region: string | undefined): Promise<Verdicts> {
  const url = new URL('/v1/audit', server);
  url.searchParams.set('pageSize', '1');
  url.searchParams.set('include', 'verdict');
  if (region !== undefined) url.searchParams.set('region', region);
  const answer = JSON.parse(await askServer(url, token)) as AuditAnswer;
  if (answer.verdict === undefined) throw new CommandFailure(`${server} did not say whether the audit holds`);
  return { [answer.region]: answer.verdict };
}

async function verify(house: House, { region, server, token, json }: Options): Promise<void> {
  if (server !== undefined && token === undefined) throw new CommandFailure('--server needs --token');
  const verdicts =
    server === undefined ? await verifyHere(house, region) : await verifyThere(server, token ?? '', region);
  if (json === true) printLine(JSON.stringify(verdicts, null, 2));
  for (const [id, { links, broken }] of json === true ? [] : Object.entries(verdicts))
    printLine(
      broken === null
        ? `region ${id}: all ${links} links hold`
        : `region ${id}: broken at link ${broken.seq}: ${broken.why}`,
    );
  if (Object.values(verdicts).some(({ broken }) => broken !== null))
    throw new CommandFailure('the audit does not hold');
}

/** `jiedian audit verify`: whether every link of the audit follows the one before. */
export const auditCommand = (house: House): Command =>
  new Command('audit').description('what happened to the cases of a region').addCommand(
    new Command('verify')
      .description('follow the hash chain of the audit from its first link to its last')
      .option('--region <id>', 'region; left out = all of the record')
      .option('--server <url>', 'ask a running service instead, with --token', serverOption)
      .option('--token <token>', 'token of an operator for --server')
      .option('--json', 'print the verdicts as JSON')
      .action(async (options: Options) => {
        await verify(house, options).catch((error: unknown) => {
          throw withServerHint(error);
        });
      })
      .exitOverride(),
  );
