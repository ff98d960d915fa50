import { readFileSync } from 'node:fs';
import type { ElectricalRules } from '../../src/model/electrical-rules.ts';
import { parseElectricalRules } from '../../src/policy/electrical-rules.ts';
import { type Pack, parsePack } from '../../src/policy/pack.ts';
import { type Catalogue, parseCatalogue } from '../../src/pricing/catalogue.ts';

const read = (path: string): [string, string] => [
  path,
  readFileSync(new URL(`../../data/${path}`, import.meta.url), 'utf8'),
];

/** The pack and catalogue that ship with the project. */
export const pack: Pack = parsePack(...read('policies/national-2024.json'));
export const electrical: ElectricalRules = parseElectricalRules(...read('electrical/defaults.json'));
export const catalogue: Catalogue = parseCatalogue(...read('catalogue/reference-2025.json'));
