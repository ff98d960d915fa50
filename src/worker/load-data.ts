import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type WorkingCalendar, parseCalendar } from '../policy/calendar.ts';
import { parseElectricalRules } from '../policy/electrical-rules.ts';
import { type Pack, parsePacks } from '../policy/pack.ts';
import { parseCatalogue } from '../pricing/catalogue.ts';
import { type FeeTariff, parseFeeTariff } from '../pricing/fee-tariff.ts';
import type { ThreadData } from './messages.ts';

/** Pack for regions that have none of their own. */
const DEFAULT_PACK = 'national-2024';
const CATALOGUE = 'reference-2025.json';
const CALENDAR = 'cn-holidays.json';

interface DataFile {
  readonly file: string;
  readonly text: string;
}

const read = (...path: string[]): DataFile => {
  const file = join(...path);
  return { file, text: readFileSync(file, 'utf8') };
};

const readAll = (folder: string): DataFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => read(folder, name));

/** A pack without its tariff would say "not loaded" of a tariff somebody meant to load. */
function checkTariffs(packs: readonly Pack[], tariffs: readonly FeeTariff[]): void {
  const ids = tariffs.map(({ id }) => id);
  for (const { id, fees } of packs) {
    if (fees.tariff !== null && !ids.includes(fees.tariff))
      throw new Error(
        `policy pack ${id} is not valid:\n  /fees/tariff: received ${fees.tariff}, loaded: ${ids.join(', ') || 'none'}`,
      );
  }
}

/**
 * Policy packs, fee tariffs, price catalogue, calendar and electrical rules of a data folder, checked; as text for the
 * threads and parsed for the parent.
 *
 * @throws Error naming the file and every fault in it; a pack with an error stops the start.
 */
export function loadData(folder: string): {
  data: ThreadData;
  packs: readonly Pack[];
  calendar: WorkingCalendar;
} {
  const policies = join(folder, 'policies');
  const packFiles = readAll(policies);
  const packs = parsePacks(packFiles);
  if (!packs.some((pack) => pack.id === DEFAULT_PACK)) {
    throw new Error(
      `${policies} holds no pack ${DEFAULT_PACK}, found: ${packs.map((pack) => pack.id).join(', ')}`,
    );
  }
  const tariffs = readAll(join(folder, 'tariffs'));
  checkTariffs(
    packs,
    tariffs.map(({ file, text }) => parseFeeTariff(file, text)),
  );
  const catalogue = read(folder, 'catalogue', CATALOGUE);
  parseCatalogue(catalogue.file, catalogue.text);
  const days = read(folder, 'calendar', CALENDAR);
  const calendar = parseCalendar(days.file, days.text);
  const electrical = read(folder, 'electrical', 'defaults.json');
  parseElectricalRules(electrical.file, electrical.text);
  const data = {
    packs: packFiles,
    tariffs,
    catalogue,
    calendar: days,
    electrical,
    defaultPack: DEFAULT_PACK,
  };
  return { data, packs, calendar };
}
