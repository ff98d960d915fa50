import { Command, InvalidArgumentError, Option } from 'commander';
import { ROLES, type Role } from '../model/role.ts';
import type { House } from './house.ts';
import { regions as regionsOption } from './option-values.ts';
import { printLine } from './print.ts';

interface Options {
  readonly role: Role;
  readonly regions?: string[];
  readonly sub: string;
  readonly minutes: number;
  readonly json?: true;
}

const MAX_MINUTES = 366 * 24 * 60;

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= MAX_MINUTES))
    throw new InvalidArgumentError(`must be above 0 and at most ${MAX_MINUTES}.`);
  return value;
}

function subject(text: string): string {
  if (text === '' || text.length > 200) throw new InvalidArgumentError('must have 1 to 200 characters.');
  return text;
}

/** `jiedian token`: a signed token for a role. */
export const tokenCommand = (house: House): Command =>
  new Command('token')
    .description('print a signed token for a role; needs no database')
    .addOption(new Option('--role <role>', 'whom it speaks for').choices(ROLES).makeOptionMandatory())
    .option(
      '--regions <ids>',
      'regions it is good for, with commas between; default all, which a customer may not have',
      regionsOption,
    )
    .option('--sub <name>', 'subject: who holds it', subject, 'command-line')
    .option('--minutes <n>', 'how long it is good for', minutes, 60)
    .option('--json', 'print JSON')
    .action(async ({ role, regions, sub, minutes: length, json }: Options, command: Command) => {
      if (role === 'customer' && regions?.includes('*') !== false)
        command.error("error: a customer's token needs --regions");
      const token = await house.sign({ role, sub, regions: regions ?? '*', minutes: length });
      printLine(json === true ? JSON.stringify({ token }) : token);
    });
