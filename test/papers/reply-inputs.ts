import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SupplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { loadFonts } from '../../src/papers/load-fonts.ts';
import type { ReplyInput } from '../../src/papers/reply-input.ts';
import { letterTermsOf, parseLetterTerms } from '../../src/policy/letter-terms.ts';

const DATA = new URL('../../data/', import.meta.url);
const TERMS = 'papers/letter-terms.json';

export const fonts = loadFonts(fileURLToPath(new URL('fonts', DATA)));
export const termsFile = parseLetterTerms(TERMS, readFileSync(new URL(TERMS, DATA), 'utf8'));

/** A letter about the first plan of an answer, in Chinese, but for what is given. */
export const replyInput = (answer: SupplyPlansAnswer, changes: Partial<ReplyInput> = {}): ReplyInput => ({
  language: 'zh',
  application: {
    id: 'A-2026-000128',
    applicant: { name: '青禾县禾丰粮油加工有限公司', contact: '0375-0000000' },
    businessType: 'new',
    address: '青禾县城关镇建设路12号',
    externalNumber: 'YX20261128001',
  },
  answer,
  planId: answer.plans[0]!.id,
  overrides: [],
  plot: null,
  issuedAt: '2026-11-28T10:00:00+08:00',
  validUntil: '2027-11-27',
  terms: letterTermsOf(termsFile, answer.snapshot.region, answer.asOf),
  ...changes,
});

/** A square red line round a place, its sides some metres long. */
export function squareRound({ lon, lat }: { lon: number; lat: number }, metres: number): [number, number][] {
  const [dx, dy] = [metres / 2 / (111_195 * Math.cos((lat * Math.PI) / 180)), metres / 2 / 111_195];
  return [
    [lon - dx, lat - dy],
    [lon + dx, lat - dy],
    [lon + dx, lat + dy],
    [lon - dx, lat + dy],
    [lon - dx, lat - dy],
  ];
}
