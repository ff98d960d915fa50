import { once } from 'node:events';
import { Command } from 'commander';
import { ROLES } from '../model/role.ts';
import type { House, Service } from './house.ts';
import { printLine } from './print.ts';

/** Good for a working day. */
const LINK_MINUTES = 12 * 60;

async function printLinks(house: House, { address, regions }: Service): Promise<void> {
  printLine(`接电 Jiedian ${house.version} is ready at ${address}`);
  for (const role of house.takesLocalTokens ? ROLES : []) {
    if (role === 'customer' && regions.length === 0) continue;
    const reach = role === 'customer' ? [...regions] : '*';
    const token = await house.sign({ role, sub: `local-${role}`, regions: reach, minutes: LINK_MINUTES });
    printLine(`  ${role.padEnd(9)} ${address}/#token=${token}`);
  }
  const hint = house.takesLocalTokens
    ? `links are good for ${LINK_MINUTES / 60} hours`
    : 'tokens come from OIDC_ISSUER';
  printLine(`  API       ${address}/docs    ${hint}; Ctrl-C stops`);
}

/** `jiedian serve`: the service, until it is told to stop. */
export const serveCommand = (house: House): Command =>
  new Command('serve')
    .description('start the service and print its address and one signed link per role')
    .action(async () => {
      const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      const service = await house.startService();
      await printLinks(house, service);
      await stopped;
      house.say('stopping: finishing what is under way …');
      await service.close();
    });
