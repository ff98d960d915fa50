import { drawFacts } from '../draw-facts.ts';
import { BODY, type Letter } from './letter.ts';
import { placeInWords } from './place-in-words.ts';

/** Who asks for what, and where. */
export function drawApplication({ sheet, speaker, input, heading }: Letter): void {
  const { word } = speaker;
  const { application, answer } = input;
  const label = (key: string): string => word('letter', key);
  const notStated = label('notStated');
  sheet.paragraph(label('opening'), BODY, 2);
  heading('application', 90);
  drawFacts(sheet, [
    { label: label('applicant'), value: application.applicant.name },
    { label: label('contact'), value: application.applicant.contact },
    { label: label('address'), value: application.address ?? answer.site.address ?? notStated, wide: true },
    { label: label('businessType'), value: word('businessType', application.businessType) },
    { label: label('externalNumber'), value: application.externalNumber ?? notStated },
    { label: label('applicationId'), value: application.id },
    { label: label('site'), value: placeInWords(speaker, answer.site) },
  ]);
}
