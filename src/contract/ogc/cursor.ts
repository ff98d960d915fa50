import { z } from 'zod';
import { regionId } from '../figures.ts';
import { Refusal } from '../refusal.ts';
import { shown } from '../shown.ts';

/** Characters of an id; of what is published month and kind stand before it. */
const MOST_OF_AN_ID = 240;
const cursor = z.tuple([regionId, z.string().min(1).max(MOST_OF_AN_ID).nullable(), z.int().min(0)]);

/** Where a page begins, and what the first page counted. */
export interface Cursor {
  readonly region: string;
  /** Id in the record after which it begins; `null` = at the region's first. */
  readonly after: string | null;
  readonly matched: number;
}

export const writeCursor = ({ region, after, matched }: Cursor): string =>
  Buffer.from(JSON.stringify([region, after, matched])).toString('base64url');

/** @throws Refusal `invalid-parameter` where the text is no cursor of ours. */
export function readCursor(text: string): Cursor {
  try {
    const [region, after, matched] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { region, after, matched };
  } catch {
    throw new Refusal('invalid-parameter', [
      {
        pointer: '/query/cursor',
        code: 'wrong-format',
        received: shown(text),
        allowed: 'the cursor of a next link, or none to start again',
      },
    ]);
  }
}
