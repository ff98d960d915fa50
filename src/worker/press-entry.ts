import { readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';
import type { LetterAsk } from '../model/press.ts';
import { loadFonts } from '../papers/load-fonts.ts';
import { replyLetter } from '../papers/reply-letter.ts';
import { writePublication } from '../papers/publication/write-publication.ts';
import { weeklyTable } from '../papers/weekly-table.ts';
import { letterTermsOf, parseLetterTerms } from '../policy/letter-terms.ts';
import type { PaperAsk, PressData } from './paper-press.ts';

const { fonts: folder, terms: file } = workerData as PressData;
const fonts = loadFonts(folder);
const terms = parseLetterTerms(file, readFileSync(file, 'utf8'));

function letter({ region, answer: text, plot, ...ask }: LetterAsk): Promise<Uint8Array> {
  const answer = JSON.parse(text) as SupplyPlansAnswer;
  const [outer] = plot ?? [];
  return replyLetter(
    { ...ask, answer, plot: outer ?? null, terms: letterTermsOf(terms, region, answer.asOf) },
    fonts,
  );
}

/** What piscina runs in the thread: one paper. */
export default (asked: PaperAsk): Promise<Uint8Array> => {
  if (asked.paper === 'letter') return letter(asked.ask);
  return asked.paper === 'week' ? weeklyTable(asked.ask) : writePublication(asked.form, asked.ask);
};
