import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Running, houseIn, serveJiedian } from '../../support/run-jiedian.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';

/** What a test file needs to know of the service that all of them share. */
export type SharedService = Pick<Running, 'address' | 'tokens'> & {
  /** Its data directory, for signing tokens. */
  readonly folder: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the {@link SharedService}. */
    readonly sharedService: string;
  }
}

/**
 * One service on the demo region for every test file that looks at it in a browser. It is started when the first file
 * asks, so that runs without a browser do not pay for it; `close` stops it.
 */
export async function shareService(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  let started: Promise<{ readonly folder: string; readonly service: Running }> | null = null;
  const start = async () => {
    const folder = await temporaryFolder();
    return { folder, service: await serveJiedian(houseIn(folder)) };
  };
  const door = createServer((_req, res) => {
    started ??= start();
    started.then(
      ({ folder, service: { address, tokens } }) => {
        res.end(JSON.stringify({ folder, address, tokens } satisfies SharedService));
      },
      (error: unknown) => {
        res.writeHead(500).end(String(error));
      },
    );
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}/`,
    close: async () => {
      door.close();
      await (await started?.catch(() => null))?.service.stop();
    },
  };
}
