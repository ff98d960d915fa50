import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const BASELINE_FILE = fileURLToPath(new URL('baseline.json', import.meta.url));

/** Figures by name, with where they are from. */
export interface Baseline {
  /** Arguments of the runs that recorded, each once, the last one at the end; between them `; `. */
  readonly asked: string;
  readonly machine: string;
  readonly node: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** What was recorded last; nothing yet where there is none. */
export const readBaseline = (): Baseline =>
  existsSync(BASELINE_FILE)
    ? (JSON.parse(readFileSync(BASELINE_FILE, 'utf8')) as Baseline)
    : { asked: '', machine: '', node: '', figures: {} };
