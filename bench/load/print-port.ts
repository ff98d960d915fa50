import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

/** Serves an application at any free port of this machine and prints which. */
export function printPort(app: Express): void {
  const server = app.listen(0, '127.0.0.1', () => {
    console.log((server.address() as AddressInfo).port);
  });
}
