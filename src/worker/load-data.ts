import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseCalendar } from '../policy/calendar.ts';
import { parseElectricalRules } from '../policy/electrical-rules.ts';
import { type Pack, parsePack } from '../policy/pack.ts';
import { parseCatalogue } from '../pricing/catalogue.ts';
import type { ThreadData } from './messages.ts';

/** Pack for regions that have none of their own. */
const DEFAULT_PACK = 'national-2024';
const CATALOGUE = 'reference-2025.json';
const CALENDAR = 'cn-holidays.json';

/**
 * Policy packs, price catalogue, calendar and electrical rules of a data folder, checked; as text for the threads and parsed for the parent.
 *
 * @throws Error naming the file and every fault in it; a pack with an error stops the start.
 */
export function loadData(folder: string): { data: ThreadData; packs: readonly Pack[] } {
  const read = (...path: string[]): { file: string; text: string } => {
    const file = join(folder, ...path);
    return { file, text: readFileSync(file, 'utf8') };
  };
  const packFiles = readdirSync(join(folder, 'policies'))
    .filter((name) => name.endsWith('.json'))
    .sort();
  const packTexts = packFiles.map((name) => read('policies', name));
  const packs = packTexts.map(({ file, text }) => parsePack(file, text));
  if (!packs.some((pack) => pack.id === DEFAULT_PACK)) {
    throw new Error(
      `${join(folder, 'policies')} holds no pack ${DEFAULT_PACK}, found: ${packs.map((pack) => pack.id).join(', ')}`,
    );
  }
  const catalogue = read('catalogue', CATALOGUE);
  parseCatalogue(catalogue.file, catalogue.text);
  const calendar = read('calendar', CALENDAR);
  parseCalendar(calendar.file, calendar.text);
  const electrical = read('electrical', 'defaults.json');
  parseElectricalRules(electrical.file, electrical.text);
  return { data: { packs: packTexts, catalogue, calendar, electrical, defaultPack: DEFAULT_PACK }, packs };
}
