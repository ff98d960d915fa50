import { once } from 'node:events';
import { Command } from 'commander';
import type { House } from './house.ts';

/** `jiedian work`: takes part in screenings, until it is told to stop; for machines beside those that serve. */
export const workCommand = (house: House): Command =>
  new Command('work')
    .description(
      'work on screenings of the record, beside the services that do; as many machines as there are',
    )
    .action(async () => {
      const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      const worker = await house.startWork();
      house.say(`working on screenings of ${worker.regions.join(', ') || 'no region yet'}; Ctrl-C stops`);
      await stopped;
      house.say('stopping: finishing what is under way …');
      await worker.close();
    });
