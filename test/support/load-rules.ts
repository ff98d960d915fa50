import { readFileSync, readdirSync } from 'node:fs';
import type { ElectricalRules } from '../../src/model/electrical-rules.ts';
import { type WorkingCalendar, parseCalendar } from '../../src/policy/calendar.ts';
import { parseElectricalRules } from '../../src/policy/electrical-rules.ts';
import { type Pack, type PackFile, parsePacks } from '../../src/policy/pack.ts';
import { type Catalogue, parseCatalogue } from '../../src/pricing/catalogue.ts';

const DATA = new URL('../../data/', import.meta.url);
const read = (path: string): [string, string] => [path, readFileSync(new URL(path, DATA), 'utf8')];

/** The files of the packs that ship with the project. */
export const packFiles: readonly PackFile[] = readdirSync(new URL('policies/', DATA))
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => {
    const [file, text] = read(`policies/${name}`);
    return { file, text };
  });

const packs = parsePacks(packFiles);

/** A pack that ships with the project. */
export function packOf(id: string): Pack {
  const found = packs.find((one) => one.id === id);
  if (found === undefined)
    throw new Error(`no pack ${id}; there are ${packs.map((one) => one.id).join(', ')}`);
  return found;
}

/** The fallback pack, electrical rules, calendar and catalogue that ship with the project. */
export const pack: Pack = packOf('national-2024');
export const electrical: ElectricalRules = parseElectricalRules(...read('electrical/defaults.json'));
export const calendar: WorkingCalendar = parseCalendar(...read('calendar/cn-holidays.json'));
export const catalogue: Catalogue = parseCatalogue(...read('catalogue/reference-2025.json'));
