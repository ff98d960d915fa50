import type { Speaker } from '../contract/messages/speak.ts';
import { frameMap, type LonLat, type MapFrame, scaleLength } from './map-frame.ts';
import type { ReplyPlan } from './reply-input.ts';
import { INK, type Sheet, type Style } from './sheet.ts';

const HEIGHT = 222;
/** Foot of the map that is kept free for the scale. */
const FOOT = 22;
const LABEL: Style = { size: 7.5 };
const GROUND = '#f7f9fb';
const RED_LINE = '#d92d20';
/** Colours of lines by what the source is for, then by laying. */
const LINES = {
  main: { overhead: '#1d4ed8', cable: '#0f766e' },
  standby: { overhead: '#7c3aed', cable: '#b45309' },
} as const;
const CABLE_DASH = 5;
const SCALE_BAR_MOST = 90;

type Source = ReplyPlan['sources'][number];

/** What is drawn of a plan. */
export interface MapContent {
  readonly sources: readonly Source[];
  readonly site: LonLat;
  readonly plot: readonly LonLat[] | null;
  readonly boundary: LonLat | null;
}

interface Drawing extends MapContent {
  readonly sheet: Sheet;
  readonly speaker: Speaker;
  readonly frame: MapFrame;
  /** Left and top edge on the page. */
  readonly left: number;
  readonly top: number;
}

/** The map of the routes: red line, lines by laying, source and receiving point, scale, north, and a legend below. */
export function drawRouteMap(sheet: Sheet, content: MapContent, speaker: Speaker): void {
  sheet.need(HEIGHT + 42);
  const { doc, left, width, y: top } = sheet;
  const frame = frameMap(placesOf(content), width, HEIGHT - FOOT);
  const drawing: Drawing = { ...content, sheet, speaker, frame, left, top };
  doc.save();
  doc.rect(left, top, width, HEIGHT).fill(GROUND);
  doc.rect(left, top, width, HEIGHT).clip();
  drawPlot(drawing);
  for (const source of content.sources) drawLines(drawing, source);
  drawPlaces(drawing);
  drawScale(drawing);
  drawNorth(drawing);
  doc.restore();
  doc.rect(left, top, width, HEIGHT).lineWidth(0.7).stroke(INK.rule);
  sheet.y = top + HEIGHT + 5;
  drawLegend(drawing);
}

const placesOf = ({ sources, site, plot, boundary }: MapContent): LonLat[] => [
  site,
  ...(plot ?? []),
  ...(boundary === null ? [] : [boundary]),
  ...sources.flatMap(({ route }) =>
    route.features.flatMap(({ geometry }) => geometry.coordinates.map(lonLat)),
  ),
];

/** The wire knows positions as lists of any length. */
const lonLat = ([lon = 0, lat = 0]: readonly number[]): LonLat => [lon, lat];

const pointOf = ({ frame, left, top }: Drawing, place: LonLat): [number, number] => {
  const [x, y] = frame.toPoint(place);
  return [left + x, top + y];
};

function path(drawing: Drawing, places: readonly LonLat[]): PDFKit.PDFDocument {
  const { doc } = drawing.sheet;
  places.forEach((place, i) => {
    const [x, y] = pointOf(drawing, place);
    if (i === 0) doc.moveTo(x, y);
    else doc.lineTo(x, y);
  });
  return doc;
}

function drawPlot(drawing: Drawing): void {
  if (drawing.plot === null) return;
  path(drawing, drawing.plot).closePath().fillOpacity(0.06).fill(RED_LINE);
  drawing.sheet.doc.fillOpacity(1);
  path(drawing, drawing.plot).closePath().lineWidth(1.4).stroke(RED_LINE);
}

function drawLines(drawing: Drawing, { role, route }: Source): void {
  for (const { properties, geometry } of route.features) {
    const doc = path(drawing, geometry.coordinates.map(lonLat)).lineWidth(2.2).lineJoin('round');
    if (properties.laying === 'cable') doc.dash(CABLE_DASH, { space: 2.5 });
    doc.stroke(LINES[role][properties.laying]).undash();
  }
}

/** Where a route ends at its source; `null` when the plan draws none. */
function sourcePlace({ route }: Source): LonLat | null {
  const last = route.features.at(-1)?.geometry.coordinates.at(-1);
  return last === undefined ? null : lonLat(last);
}

function drawPlaces(drawing: Drawing): void {
  const { sheet, speaker, sources, site, boundary } = drawing;
  const { doc } = sheet;
  if (boundary !== null) {
    const [x, y] = pointOf(drawing, boundary);
    doc
      .polygon([x, y - 5.5], [x + 5.5, y], [x, y + 5.5], [x - 5.5, y])
      .lineWidth(1.2)
      .fillAndStroke('white', RED_LINE);
  }
  const [x, y] = pointOf(drawing, site);
  doc.circle(x, y, 4.5).lineWidth(1.2).fillAndStroke('#facc15', INK.text);
  const taken = [label(drawing, speaker.word('letter', 'receivingPoint'), [x, y], [])];
  for (const source of sources) {
    const place = sourcePlace(source);
    if (place === null) continue;
    const [sx, sy] = pointOf(drawing, place);
    doc
      .rect(sx - 4.5, sy - 4.5, 9, 9)
      .lineWidth(1.2)
      .fillAndStroke(LINES[source.role].overhead, INK.text);
    const text = `${speaker.word('sourceKind', source.nodeKind)} ${source.nodeId}`;
    taken.push(label(drawing, text, [sx, sy], taken));
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Writes beside a place, where neither the edge nor another label is in the way. */
function label(
  drawing: Drawing,
  text: string,
  [x, y]: readonly [number, number],
  taken: readonly Box[],
): Box {
  const { sheet, left, top } = drawing;
  const width = Math.min(sheet.widthOf(text, LABEL), 170) + 6;
  const height = 12;
  const lines = pointsOnLines(drawing);
  const right = left + sheet.width;
  const beside = [
    { x: x + 8, y: y - 6 },
    { x: x - 8 - width, y: y - 6 },
    { x: x - width / 2, y: y - 20 },
    { x: x - width / 2, y: y + 8 },
    { x: x - width / 2, y: y + 22 },
  ].map((at): Box => ({ x: at.x, y: at.y, width, height }));
  const isFree = (box: Box): boolean =>
    box.x > left + 2 &&
    box.x + width < right - 2 &&
    box.y > top + 2 &&
    box.y + height < top + HEIGHT - 2 &&
    !taken.some((other) => overlap(box, other));
  const crossed = (box: Box): number =>
    lines.filter((point) => overlap({ x: point[0], y: point[1], width: 0.1, height: 0.1 }, box)).length;
  const [best] = beside.filter(isFree).sort((a, b) => crossed(a) - crossed(b));
  const box = best ?? {
    ...clamped({ x: x + 8, y: y - 6 }, left, right - width),
    width,
    height,
  };
  sheet.doc.fillOpacity(0.85).rect(box.x, box.y, width, height).fill('white').fillOpacity(1);
  sheet.write(text, LABEL, { x: box.x + 3, y: box.y + 1, width: width, height });
  return box;
}

/** Points along all lines, some points apart: what a label should not hide. */
function pointsOnLines(drawing: Drawing): [number, number][] {
  const parts = drawing.sources.flatMap(({ route }) =>
    route.features.map(({ geometry }) => geometry.coordinates),
  );
  return parts.flatMap((part) => {
    const corners = part.map((position) => pointOf(drawing, lonLat(position)));
    return corners.flatMap(([x, y], i): [number, number][] => {
      const [nextX, nextY] = corners[i + 1] ?? [x, y];
      const steps = Math.max(1, Math.ceil(Math.hypot(nextX - x, nextY - y) / 4));
      return Array.from({ length: steps }, (_, k) => [
        x + ((nextX - x) * k) / steps,
        y + ((nextY - y) * k) / steps,
      ]);
    });
  });
}

const clamped = ({ x, y }: { x: number; y: number }, from: number, to: number): { x: number; y: number } => ({
  x: Math.max(from, Math.min(to, x)),
  y,
});

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function drawScale({ sheet, speaker, frame, left, top }: Drawing): void {
  const metres = scaleLength(frame.pointsPerMetre, SCALE_BAR_MOST);
  const width = metres * frame.pointsPerMetre;
  const [x, y] = [left + 12, top + HEIGHT - 14];
  const text =
    metres < 1000
      ? speaker.say('letter', 'metres', { metres })
      : speaker.say('letter', 'kilometres', { kilometres: metres / 1000 });
  sheet.doc
    .fillOpacity(0.85)
    .rect(x - 5, y - 15, width + 10, 24)
    .fill('white')
    .fillOpacity(1);
  sheet.doc.rect(x, y, width / 2, 3.5).fill(INK.text);
  sheet.doc.rect(x, y, width, 3.5).lineWidth(0.7).stroke(INK.text);
  sheet.write(text, { ...LABEL, align: 'center' }, { x: x - 20, y: y - 12, width: width + 40 });
}

function drawNorth({ sheet, speaker, left, top }: Drawing): void {
  const [x, y] = [left + sheet.width - 20, top + 16];
  sheet.doc.polygon([x, y], [x + 6, y + 20], [x, y + 15], [x - 6, y + 20]).fill(INK.text);
  sheet.write(
    speaker.word('letter', 'north'),
    { ...LABEL, bold: true, align: 'center' },
    { x: x - 10, y: y - 12, width: 20 },
  );
}

interface Sample {
  readonly text: string;
  readonly draw: (x: number, y: number) => void;
}

/** One sample per way of laying, then the marks, each with its name. */
function drawLegend(drawing: Drawing): void {
  const { sheet, speaker } = drawing;
  let x = sheet.left;
  for (const { text, draw } of samplesOf(drawing)) {
    const width = 26 + sheet.widthOf(text, LABEL) + 12;
    if (x + width > sheet.left + sheet.width) {
      x = sheet.left;
      sheet.y += 13;
    }
    draw(x, sheet.y + 5);
    sheet.write(text, LABEL, { x: x + 26, y: sheet.y, width });
    x += width;
  }
  sheet.y += 14;
  sheet.paragraph(speaker.word('letter', 'mapNote'), { size: 7, color: INK.faint }, 6);
}

function samplesOf({ sheet: { doc }, speaker, sources, plot, boundary }: Drawing): Sample[] {
  const { word } = speaker;
  const lines = sources.flatMap((source) =>
    laidMetres(source).map((laid) => ({ role: source.role, ...laid })),
  );
  return [
    ...lines.map(({ role, laying, metres }) => ({
      text: speaker.say('letter', 'layingOf', {
        role: word('sourceRole', role),
        laying: word('laying', laying),
        metres: Math.round(metres * 10) / 10,
      }),
      draw: (x: number, y: number): void => {
        if (laying === 'cable') doc.dash(CABLE_DASH, { space: 2.5 });
        doc
          .moveTo(x, y)
          .lineTo(x + 20, y)
          .lineWidth(2.2)
          .stroke(LINES[role][laying])
          .undash();
      },
    })),
    ...(plot === null
      ? []
      : [
          {
            text: word('letter', 'redLine'),
            draw: (x: number, y: number): void => {
              doc
                .rect(x + 1, y - 3.5, 18, 7)
                .lineWidth(1.4)
                .stroke(RED_LINE);
            },
          },
        ]),
    ...(boundary === null
      ? []
      : [
          {
            text: word('letter', 'boundaryPoint'),
            draw: (x: number, y: number): void => {
              doc
                .polygon([x + 10, y - 4.5], [x + 14.5, y], [x + 10, y + 4.5], [x + 5.5, y])
                .lineWidth(1.2)
                .fillAndStroke('white', RED_LINE);
            },
          },
        ]),
  ];
}

function laidMetres({ route }: Source): { laying: 'overhead' | 'cable'; metres: number }[] {
  return (['overhead', 'cable'] as const).flatMap((laying) => {
    const parts = route.features.filter(({ properties }) => properties.laying === laying);
    const metres = parts.reduce((sum, { properties }) => sum + properties.lengthM, 0);
    return parts.length === 0 ? [] : [{ laying, metres }];
  });
}
