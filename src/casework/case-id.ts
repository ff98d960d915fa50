import { randomBytes } from 'node:crypto';

/** A new id: the time in milliseconds, then 80 random bits, so that ids sort by time. Lower-case hex, 32 digits. */
export const caseId = (now: Date): string =>
  now.getTime().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
