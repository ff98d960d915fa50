import { drawFacts } from '../draw-facts.ts';
import { dayInWords } from './day-in-words.ts';
import { isReferral } from './is-referral.ts';
import { BODY, type Letter } from './letter.ts';

/** How long the plan stands, the duties of the customer, whom to call and how to object. */
export function drawNotices(letter: Letter): void {
  const { sheet, heading } = letter;
  heading('notices', 110);
  noticesOf(letter).forEach((notice, i) => {
    sheet.paragraph(`${i + 1}. ${notice}`, BODY, 3);
  });
  sheet.y += 4;
  drawOffice(letter);
}

function noticesOf({ speaker, input, plan }: Letter): string[] {
  const { say, word } = speaker;
  const { terms, answer, validUntil, language } = input;
  const { efficiencyStandard, hotlines, objection } = terms;
  const numbers = hotlines.map(({ kind, number }) =>
    say('letter', 'contactOf', {
      name: word('hotline', kind),
      number: number ?? word('letter', 'notStated'),
    }),
  );
  const list = (parts: readonly string[]): string => parts.join(word('letter', 'list'));
  const { id, version, status } = answer.policy;
  return [
    ...(isReferral(plan) ? [] : [say('letter', 'validity', { day: dayInWords(validUntil, language) })]),
    ...(plan.metering.mode !== 'lv-supply-lv-metering'
      ? [
          efficiencyStandard === null
            ? word('letter', 'efficiencyUnknown')
            : say('letter', 'efficiency', { standard: efficiencyStandard }),
        ]
      : []),
    ...documentsOf(speaker, answer.classification).map((papers) =>
      say('letter', 'bring', { list: list(papers) }),
    ),
    say('letter', 'contacts', { list: list(numbers) }),
    say('letter', 'objection', { list: list(objection.map(({ to }) => word('hotline', to))) }),
    ...(status === 'in-force' ? [] : [say('letter', 'policyOpen', { policy: `${id} v${version}` })]),
  ];
}

/** What to bring, where the policy asks for anything; an offer of before this was told does not say. */
function documentsOf(
  { word }: Letter['speaker'],
  { bring = [] }: Partial<Letter['input']['answer']['classification']>,
): string[][] {
  const papers = bring.map(({ document, way }) =>
    [word('document', document), word('bringWay', way)].join(word('letter', 'between')),
  );
  return papers.length === 0 ? [] : [papers];
}

function drawOffice({ sheet, speaker: { word }, input: { terms, language } }: Letter): void {
  const notStated = word('letter', 'notStated');
  const { office } = terms;
  drawFacts(sheet, [
    { label: word('letter', 'office'), value: office?.name[language] ?? notStated },
    { label: word('letter', 'officeContact'), value: office?.phone ?? notStated },
    { label: word('letter', 'officeAddress'), value: office?.address?.[language] ?? notStated, wide: true },
  ]);
}
