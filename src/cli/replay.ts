import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parseBody } from '../contract/parse.ts';
import { Refusal } from '../contract/refusal.ts';
import { type SavedAnswer, savedAnswer } from '../contract/saved-answer.ts';
import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';
import { askPlans } from './ask-plans.ts';
import { Comparison, type Difference } from './explain-difference.ts';
import { CommandFailure } from './failure.ts';
import type { House } from './house.ts';
import { server as serverOption } from './option-values.ts';
import { printLine, table } from './print.ts';

interface Options {
  readonly server?: string;
  readonly token?: string;
  readonly json?: true;
}

/** @throws CommandFailure naming the file and what is wrong with it. */
async function readSaved(file: string): Promise<SavedAnswer> {
  try {
    return parseBody(savedAnswer, JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Refusal) {
      const [first] = error.issues;
      throw new CommandFailure(
        `${file} is no saved answer (\`plan --save\` writes one): ${first?.pointer ?? ''} ${first?.code ?? ''}`,
      );
    }
    throw new CommandFailure(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const inWords = ({ plan, what, from, to, cause }: Difference): string[] => [
  plan === '' ? 'the answer as a whole' : plan,
  what,
  from,
  to,
  cause,
];

async function replay(house: House, file: string, options: Options): Promise<void> {
  const { request, include, answer } = await readSaved(file);
  // The day the answer was for, whatever today is; the region it was given for.
  const body = { ...request, region: answer.snapshot.region, asOf: answer.asOf };
  const now = JSON.parse(await askPlans(house, { body, include, ...options })) as SupplyPlansAnswer;
  const comparison = new Comparison(answer, now);
  const { moved } = comparison;
  const differences = comparison.differences();
  if (options.json === true) {
    printLine(JSON.stringify({ same: differences.length === 0, moved, differences }));
  } else {
    for (const { cause, from, to } of moved) printLine(`${cause}: ${from} then, ${to} now`);
    if (differences.length > 0)
      printLine(table(['plan', 'what', 'then', 'now', 'because of'], differences.map(inWords)));
    else printLine('the same answer');
  }
  if (differences.length > 0) throw new CommandFailure(`the answer of ${file} comes out otherwise now`);
}

/** `jiedian replay`: computes a saved answer again and explains what comes out otherwise. */
export const replayCommand = (house: House): Command =>
  new Command('replay')
    .description('compute a saved answer again and explain what differs: grid, queue, rule or price')
    .argument('<file>', 'what `plan --save` wrote')
    .option('--server <url>', 'ask a running service instead, with --token', serverOption)
    .option('--token <token>', 'token for --server')
    .option('--json', 'print the differences as JSON')
    .action((file: string, options: Options) => replay(house, file, options));
