import { readFileSync } from 'node:fs';
import { parseLimits } from '../../src/ingest/doctor/limits.ts';

const FILE = new URL('../../data/doctor/limits.json', import.meta.url);

/** The limits the doctor comes with. */
export const limits = parseLimits(FILE.pathname, readFileSync(FILE, 'utf8'));
