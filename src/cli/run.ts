import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit.ts';
import { capacityMapCommand } from './capacity-map.ts';
import { doctorCommand } from './doctor.ts';
import { exportCommand } from './export.ts';
import type { House } from './house.ts';
import { importCommand } from './import.ts';
import { planCommand } from './plan.ts';
import { publishCommand } from './publish.ts';
import { replayCommand } from './replay.ts';
import { screenCommand } from './screen.ts';
import { serveCommand } from './serve.ts';
import { tokenCommand } from './token.ts';
import { workCommand } from './work.ts';

/** Done, refused or failed, wrong usage. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

function program(house: House): Command {
  const root = new Command('jiedian')
    .description('接电: supply plans for a power company')
    .version(house.version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError();
  for (const command of [
    serveCommand,
    workCommand,
    importCommand,
    exportCommand,
    doctorCommand,
    planCommand,
    screenCommand,
    capacityMapCommand,
    publishCommand,
    replayCommand,
    auditCommand,
    tokenCommand,
  ]) {
    root.addCommand(command(house).exitOverride());
  }
  return root;
}

/**
 * Runs one command line.
 *
 * @param args without node and script.
 * @returns the process's exit code: 0 done, 1 refused or failed, 2 usage.
 */
export async function runCommandLine(args: readonly string[], house: House): Promise<number> {
  try {
    await program(house).parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    house.say(`error: ${error instanceof Error ? error.message : String(error)}`);
    return EXIT.failed;
  }
}
