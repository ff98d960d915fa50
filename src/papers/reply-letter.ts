import { type Speaker, speak } from '../contract/messages/speak.ts';
import { drawApplication } from './letter/application-part.ts';
import { drawBill } from './letter/bill-part.ts';
import { drawCorrections } from './letter/corrections-part.ts';
import { dayInChina, dayInWords } from './letter/day-in-words.ts';
import type { Letter } from './letter/letter.ts';
import { isReferral } from './letter/is-referral.ts';
import { drawNotices } from './letter/notices-part.ts';
import { drawSignatures } from './letter/signatures-part.ts';
import { drawSteps } from './letter/steps-part.ts';
import { drawSupply } from './letter/supply-part.ts';
import { drawTerms } from './letter/terms-part.ts';
import type { PaperFonts } from './load-fonts.ts';
import type { ReplyInput, ReplyPlan } from './reply-input.ts';
import { INK, type Repeated, Sheet } from './sheet.ts';

const PARTS = [
  drawApplication,
  drawSupply,
  drawTerms,
  drawBill,
  drawSteps,
  drawCorrections,
  drawNotices,
  drawSignatures,
];
/** Where the higher grid decides, neither terms nor cost nor time is settled yet. */
const PARTS_OF_REFERRAL = [drawApplication, drawSupply, drawNotices, drawSignatures];

/**
 * The reply letter (供电方案答复单) as a PDF of A4 pages. Equal inputs give equal bytes. It shows one plan, and no figure of
 * the grid's capacity, so staff and customer get the same paper.
 *
 * @throws Error when the answer has no plan of that id.
 */
export function replyLetter(input: ReplyInput, fonts: PaperFonts): Promise<Uint8Array> {
  const { language, application, issuedAt, terms } = input;
  const speaker = speak(language);
  const plan = planOf(input);
  const title = speaker.word('letter', 'title');
  const sheet = new Sheet(fonts, {
    title: `${title} ${application.id}`,
    author: terms.office?.name[language] ?? 'Jiedian',
    language: language === 'zh' ? 'zh-CN' : 'en',
    createdAt: new Date(issuedAt),
  });
  drawTitle(sheet, speaker, input);
  const letter: Letter = { sheet, speaker, input, plan, heading: numbered(sheet, speaker, input) };
  for (const draw of isReferral(plan) ? PARTS_OF_REFERRAL : PARTS) draw(letter);
  return sheet.finish(repeatedOf(input, speaker));
}

function planOf({ answer, planId }: ReplyInput): ReplyPlan {
  const plans = [...answer.plans, ...answer.counterOffers.map(({ plan }) => plan)];
  const plan = plans.find(({ id }) => id === planId);
  if (plan === undefined)
    throw new Error(`the answer has no plan ${planId}; it has: ${plans.map(({ id }) => id).join(', ')}`);
  return plan;
}

function drawTitle(
  sheet: Sheet,
  { word, say }: Speaker,
  { application, issuedAt, language }: ReplyInput,
): void {
  const { left: x, width } = sheet;
  sheet.write(word('letter', 'title'), { size: 20, bold: true, align: 'center' }, { x, y: sheet.y, width });
  sheet.y += 32;
  const style = { size: 9, color: INK.faint };
  sheet.write(say('letter', 'number', { id: application.id }), style, {
    x,
    y: sheet.y,
    width: width * 0.6,
    height: 12,
  });
  const issued = say('letter', 'issuedOn', { day: dayInWords(dayInChina(issuedAt), language) });
  sheet.write(issued, { ...style, align: 'right' }, { x: x + width * 0.6, y: sheet.y, width: width * 0.4 });
  sheet.y += 15;
  sheet.doc
    .moveTo(x, sheet.y)
    .lineTo(x + width, sheet.y)
    .lineWidth(1.2)
    .stroke(INK.accent);
  sheet.y += 9;
}

const ZH_NUMBERS = '一二三四五六七八九';

function numbered(sheet: Sheet, { word }: Speaker, { language }: ReplyInput): Letter['heading'] {
  let count = 0;
  return (key, follow = 60) => {
    count++;
    const number = language === 'zh' ? `${ZH_NUMBERS.charAt(count - 1)}、` : `${count}. `;
    sheet.heading(`${number}${word('letter', key)}`, follow);
  };
}

function repeatedOf({ answer, planId, application }: ReplyInput, { say, word }: Speaker): Repeated {
  const { snapshot, ledgerVersion, policy, catalogue } = answer;
  return {
    header: `${word('letter', 'title')}  ${application.id}`,
    footer: [
      say('letter', 'footerPlan', { plan: planId }),
      say('letter', 'footerVersions', {
        region: snapshot.region,
        snapshot: snapshot.version,
        asOf: snapshot.dataAsOf,
        ledger: ledgerVersion,
        policy: policy.id,
        policyVersion: policy.version,
        catalogue: catalogue.id,
        catalogueVersion: catalogue.version,
      }),
    ],
    page: (page, pages) => say('letter', 'page', { page, pages }),
  };
}
