import { createHash } from 'node:crypto';

/** What the first link of an audit follows. */
export const FIRST_HASH = '0'.repeat(64);

/** Hash of a link: over the hash before and the entry. */
export const linkHash = (previousHash: string, entry: string): string =>
  createHash('sha256').update(`${previousHash}\n${entry}`).digest('hex');
