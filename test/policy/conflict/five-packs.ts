import type { Facts } from '../../../src/policy/facts.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import { packOf } from '../../support/load-rules.ts';
import { knownFacts } from '../known-facts.ts';

/** Number of the row in the comparison of the five plans, what it says, what the packs give, what they must give. */
export type Row = readonly [row: string, what: string, actual: () => unknown, expected: unknown];

export const [JX, JH, SQ, CZ, HC] = [
  'jiaxian-2021',
  'jinhua-2020',
  'shenqiu-2022',
  'changzhou-2019',
  'huangchuan-2021',
].map(packOf) as [Pack, Pack, Pack, Pack, Pack];

export const facts = (given: Partial<Facts>): Facts => knownFacts(given).facts;

export const TWO = { structure: 'dual-source' } as const;
