import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type WebhookTargets, isAllowedAddress } from './allowed-address.ts';

/** Looks a name up and gives only addresses that a webhook may go to: what is checked is what is connected to. */
export const lookupAllowed =
  (targets: WebhookTargets): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const allowed = found.filter(({ address }) => isAllowedAddress(address, targets));
      const [first] = allowed;
      if (first === undefined) done(new Error(`${host} leads to no address that is allowed`), []);
      else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
