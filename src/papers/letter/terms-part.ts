import { drawFacts } from '../draw-facts.ts';
import type { Letter } from './letter.ts';
import { placeInWords } from './place-in-words.ts';

/** Where ownership ends, how it is metered and billed, and how the supply is operated. */
export function drawTerms(letter: Letter): void {
  const { sheet, speaker, plan, heading } = letter;
  const { word, say } = speaker;
  const { metering, boundary, tariff, operation } = plan;
  const label = (key: string): string => word('letter', key);
  const at = boundary.at === null ? '' : `${label('between')}${placeInWords(speaker, boundary.at)}`;
  heading('terms', 60);
  drawFacts(sheet, [
    { label: label('boundary'), value: `${word('boundaryKind', boundary.kind)}${at}`, wide: true },
    { label: label('meteringPoint'), value: word('meteringPoint', metering.point) },
    { label: label('meteringMode'), value: word('meteringMode', metering.mode) },
    {
      label: label('tariff'),
      value: [
        word('tariffClass', tariff.class ?? 'unknown'),
        word('billing', tariff.billing ?? 'unknown'),
      ].join(label('between')),
      wide: true,
    },
    {
      label: label('operation'),
      value: operation === null ? label('singleSupply') : say('line', 'operation', { mode: operation.mode }),
      wide: true,
    },
    { label: label('security'), value: securityInWords(letter), wide: true },
  ]);
}

function securityInWords({ speaker: { say, word }, plan }: Letter): string {
  const { statedKva, standbyKva, ownSourceKva } = plan.securityCapacity;
  return [
    statedKva === null ? word('letter', 'noSecurity') : say('line', 'securityStated', { statedKva }),
    ...(standbyKva > 0 ? [say('line', 'securityStandby', { standbyKva })] : []),
    ...(ownSourceKva === null ? [] : [say('line', 'securityOwnSource', { ownSourceKva })]),
  ].join(word('letter', 'list'));
}
