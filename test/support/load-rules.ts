import { readFileSync } from 'node:fs';
import type { ElectricalRules } from '../../src/model/electrical-rules.ts';
import { type WorkingCalendar, parseCalendar } from '../../src/policy/calendar.ts';
import { parseElectricalRules } from '../../src/policy/electrical-rules.ts';
import { type Pack, parsePack } from '../../src/policy/pack.ts';
import { type Catalogue, parseCatalogue } from '../../src/pricing/catalogue.ts';

const read = (path: string): [string, string] => [
  path,
  readFileSync(new URL(`../../data/${path}`, import.meta.url), 'utf8'),
];

/** The pack, catalogue and calendar that ship with the project. */
export const pack: Pack = parsePack(...read('policies/national-2024.json'));
export const electrical: ElectricalRules = parseElectricalRules(...read('electrical/defaults.json'));
export const calendar: WorkingCalendar = parseCalendar(...read('calendar/cn-holidays.json'));
export const catalogue: Catalogue = parseCatalogue(...read('catalogue/reference-2025.json'));
