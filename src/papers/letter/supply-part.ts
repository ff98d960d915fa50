import { drawFacts, type Fact } from '../draw-facts.ts';
import { type Column, drawTable } from '../draw-table.ts';
import { drawRouteMap } from '../route-map.ts';
import { isReferral } from './is-referral.ts';
import { BODY, figure, type Letter } from './letter.ts';

/** In which way the supply comes: sources, stages and the map of the route. */
export function drawSupply(letter: Letter): void {
  const { sheet, speaker, plan, heading } = letter;
  heading('plan', 120);
  drawFacts(sheet, supplyFacts(letter));
  if (isReferral(plan)) sheet.paragraph(speaker.word('letter', 'noSource'), BODY, 6);
  if (plan.sources.length > 0) drawSources(letter);
  drawStages(letter);
  if (plan.transfer !== null)
    sheet.paragraph(speaker.say('letter', 'transfer', { steps: plan.transfer.steps.length }), BODY);
  drawMap(letter);
}

/** Below 1 kV in volts, and by the nominal voltage: a transformer's low side is rated higher. */
function voltage({ speaker: { say }, input }: Letter, kv: number): string {
  if (kv >= 1) return say('letter', 'kilovolts', { kv });
  const named = input.terms.lowVoltages.find(({ ratedKv }) => ratedKv === kv);
  return say('letter', 'volts', { volts: named?.nominalVolts ?? Math.round(kv * 1000) });
}

function supplyFacts(letter: Letter): Fact[] {
  const { speaker, input, plan } = letter;
  const { word, say } = speaker;
  const { supplyClass, sourceStructure } = input.answer.classification;
  const { level, unproven } = plan.independence;
  const label = (key: string): string => word('letter', key);
  const apart = word('independenceLevel', level);
  const voltages = [...new Set(plan.sources.map((source) => source.supplyKv))];
  return [
    { label: label('way'), value: word('planKind', plan.kind) },
    { label: label('capacity'), value: say('letter', 'kva', { kva: plan.suppliesKva }) },
    {
      label: label('voltage'),
      value: isReferral(plan) ? label('undecided') : voltages.map((kv) => voltage(letter, kv)).join(' / '),
    },
    {
      label: label('supply'),
      value: [
        word('supplyClass', supplyClass),
        ...(sourceStructure === 'single' ? [] : [word('sourceStructure', sourceStructure)]),
      ].join(label('between')),
    },
    ...(plan.sources.every(({ role }) => role === 'main')
      ? []
      : [
          {
            label: label('independence'),
            value:
              unproven.length === 0
                ? apart
                : say('letter', 'unproven', { level: apart, unproven: '', words: unproven.join(' ') }),
            wide: true,
          },
        ]),
  ];
}

function drawSources({ sheet, speaker, plan }: Letter): void {
  const { word } = speaker;
  const title = (key: string): string => word('letter', key);
  const columns: Column[] = [
    { title: title('role'), share: 9 },
    { title: 'kV', share: 6, align: 'right' },
    { title: 'kVA', share: 10, align: 'right' },
    { title: title('source'), share: 26 },
    { title: title('line'), share: 17 },
    { title: title('substation'), share: 14 },
    { title: title('distance'), share: 12, align: 'right' },
    { title: title('route'), share: 12, align: 'right' },
  ];
  drawTable(
    sheet,
    columns,
    plan.sources.map((source) => ({
      cells: [
        word('sourceRole', source.role),
        figure(source.supplyKv, 2),
        source.capacityKva === 0 ? '—' : figure(source.capacityKva, 2),
        [
          word('sourceKind', source.nodeKind),
          source.nodeId,
          ...(source.bayId === null ? [] : [`/ ${source.bayId}`]),
        ].join(' '),
        source.feederId ?? title('newLine'),
        source.substationId ?? title('notStated'),
        figure(source.distanceM),
        figure(source.routeM),
      ],
    })),
  );
}

/** Only where the whole cannot be had at once, or works come first. */
function drawStages({ sheet, speaker, plan, input }: Letter): void {
  if (plan.stages.length < 2 && plan.stages.every(({ works }) => works.length === 0)) return;
  const { word } = speaker;
  sheet.paragraph(word('letter', 'stagesNote'), BODY);
  const columns: Column[] = [
    { title: word('letter', 'from'), share: 20 },
    { title: 'kVA', share: 15, align: 'right' },
    { title: word('letter', 'works'), share: 65 },
  ];
  const inWords = (work: string): string => {
    const [remedy = '', ...element] = work.split(' ');
    return [word('remedy', remedy), ...element].join(' ');
  };
  const rows = plan.stages.map(({ from, capacityKva, works }) => ({
    cells: [from, figure(capacityKva, 2), works.map(inWords).join(input.language === 'zh' ? '、' : ', ')],
  }));
  drawTable(sheet, columns, rows);
}

function drawMap({ sheet, speaker, plan, input }: Letter): void {
  if (isReferral(plan) || plan.sources.every(({ route }) => route.features.length === 0)) return;
  const { site } = input.answer;
  const { at } = plan.boundary;
  sheet.need(300);
  sheet.paragraph(speaker.word('letter', 'map'), { size: 9.5, bold: true }, 5);
  const content = {
    sources: plan.sources,
    site: [site.lon, site.lat] as const,
    plot: input.plot,
    boundary: at === null ? null : ([at.lon, at.lat] as const),
  };
  drawRouteMap(sheet, content, speaker);
}
