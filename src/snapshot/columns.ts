/**
 * What a snapshot holds: how many there are of what, and the columns in the order of their bytes (see `layout.ts`).
 *
 * Elements stand in depth-first order, parents first: the subtree of element e is the range e … elementEnd[e].
 * Sources stand in the order of their id, then kind: index order is the order of ties.
 * Switches and ties are those that can move load: both ends fed, on feeders that are radial (see `switching.ts`).
 * Transformers are the main and distribution transformers of the forest, in the order of their elements.
 * Road nodes that are near stand near each other; an edge has two arcs, one from each end (see `roads/`).
 * The last columns are what `fill-capacity.ts` writes: peaks, loads, courses, commitments, the ledger version. Nothing
 * else changes after building. Of columns per season there are as many as the region has worked out: summer and winter,
 * or all of SEASONS; what lies beyond is unknown.
 */

import { PROMISED_BESIDE } from './promised-beside.ts';

/** Bits of `customerState`. */
export const CUSTOMERS = { here: 1, ofUnknownSize: 2 } as const;
/** In `lineType`: no conductor type. */
export const NO_TYPE = -1;
/** Figures of a day's course. */
export const HOURS = 24;
/** "unknown" in signed columns. */
export const UNKNOWN = -1;
/** Ledger versions of which a snapshot still knows what they changed. */
export const KEPT_MOVES = 256;
/** "no date" in day columns. */
export const NO_DAY = -2_147_483_648;

export const COUNTS = [
  'strings',
  'stringBlocks',
  'stringBytes',
  'elements',
  'elementSeasons',
  'coursePoints',
  'backups',
  'sources',
  'bays',
  'feeders',
  'substations',
  'transformers',
  'switches',
  'ties',
  'conductors',
  'incomingLines',
  'cables',
  'cablePoints',
  'cableIndexBytes',
  'landVertices',
  'landRings',
  'landShapes',
  'landIndexBytes',
  'zoneVertices',
  'zoneRings',
  'zoneShapes',
  'zoneIndexBytes',
  'roadNodes',
  'roadArcs',
  'roadEdges',
  'roadNames',
  'roadCrossings',
  'roadIndexBytes',
  'sourceCrossings',
  'hull',
  'indexBytes',
  'metaBytes',
] as const;
export type CountName = (typeof COUNTS)[number];
export type Counts = Readonly<Record<CountName, number>>;

export interface ColumnSpec {
  readonly type: 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'f32' | 'f64';
  /** As many entries as there are of these, or a fixed number. */
  readonly per: CountName | number;
  /** Entries beyond one per item (a CSR column has one more). */
  readonly plus?: number;
  readonly meaning: string;
}

export const COLUMNS = {
  stringStart: {
    type: 'u32',
    per: 'stringBlocks',
    meaning: 'first byte in `text` of each block of strings (see `string-block.ts`)',
  },
  text: {
    type: 'u8',
    per: 'stringBytes',
    meaning: 'UTF-8 of all strings, without what each shares with the one before',
  },
  meta: { type: 'u8', per: 'metaBytes', meaning: 'UTF-8 JSON: region, versions, date, findings' },
  elementId: { type: 'u32', per: 'elements', meaning: 'string: id in the record' },
  elementName: { type: 'u32', per: 'elements', meaning: "string: name; a neutral one for customers' own" },
  elementLon: { type: 'f64', per: 'elements', meaning: 'longitude of its far end or place, degrees' },
  elementLat: { type: 'f64', per: 'elements', meaning: 'latitude of its far end or place, degrees' },
  elementKind: { type: 'u8', per: 'elements', meaning: 'index in ELEMENT_KINDS' },
  elementParent: { type: 'i32', per: 'elements', meaning: 'element above; -1 at the top' },
  elementEnd: { type: 'i32', per: 'elements', meaning: 'end of the subtree, exclusive' },
  elementFeeder: { type: 'i32', per: 'elements', meaning: 'feeder; -1 above the outlets' },
  ratingCkva: { type: 'i32', per: 'elements', meaning: 'rating, 0.01 kVA; -1 unknown' },
  customerKva: { type: 'f64', per: 'elements', meaning: 'known loads of customers on its far end, kVA' },
  customerState: {
    type: 'u8',
    per: 'elements',
    meaning: 'bit 1 = customers hang there, bit 2 = one of them of unknown size',
  },
  elementFarEnd: {
    type: 'u32',
    per: 'elements',
    meaning: 'string: id of the place at its far end; empty = none',
  },
  elementMeshed: {
    type: 'u8',
    per: 'elements',
    meaning:
      '1 = part of a feeder or low-voltage network that is not radial: what flows in it cannot be told',
  },
  elementOrder: { type: 'u32', per: 'elements', meaning: 'elements by id, then kind: for looking one up' },
  elementKv: { type: 'f64', per: 'elements', meaning: 'nominal voltage at its far end, kV' },
  lineType: {
    type: 'i16',
    per: 'elements',
    meaning: 'conductor type of a line; NO_TYPE where the record names none that is known, and of equipment',
  },
  lineM: { type: 'f64', per: 'elements', meaning: 'length of a line, m; 0 for equipment' },
  lineLaying: { type: 'u8', per: 'elements', meaning: 'index in LAYINGS; the last = unknown, and elsewhere' },
  loadKwPerKva: {
    type: 'f64',
    per: 'elements',
    meaning: "active share of the customers' loads on its far end; NaN where no power is stated",
  },
  loadKvarPerKva: { type: 'f64', per: 'elements', meaning: 'reactive share, likewise' },
  generationKw: {
    type: 'f64',
    per: 'elements',
    meaning: 'output on its far end that no meter between there and the head has seen, kW',
  },
  generationKvar: { type: 'f64', per: 'elements', meaning: 'reactive output, likewise, kvar' },
  transformerOf: {
    type: 'i32',
    per: 'elements',
    meaning: "row of a transformer's figures; -1 for elements of other kinds",
  },
  transformerHvKv: { type: 'f64', per: 'transformers', meaning: 'rated high voltage, kV' },
  transformerLvKv: { type: 'f64', per: 'transformers', meaning: 'rated low voltage, kV' },
  transformerUk: { type: 'f64', per: 'transformers', meaning: 'short-circuit voltage, %; NaN unknown' },
  transformerPk: { type: 'f64', per: 'transformers', meaning: 'short-circuit loss, kW; NaN unknown' },
  transformerP0: { type: 'f64', per: 'transformers', meaning: 'no-load loss, kW; NaN unknown' },
  transformerI0: { type: 'f64', per: 'transformers', meaning: 'no-load current, %; NaN unknown' },
  transformerTap: { type: 'f64', per: 'transformers', meaning: 'turns over nominal turns, high side' },
  busFaultKa: {
    type: 'f64',
    per: 'elements',
    meaning: 'fault level of a busbar, kA; 0 unknown and elsewhere',
  },
  sourceId: { type: 'u32', per: 'sources', meaning: 'string: id in the record' },
  sourceKind: { type: 'u8', per: 'sources', meaning: 'index in SOURCE_KINDS' },
  sourceElement: { type: 'i32', per: 'sources', meaning: 'first element of its chain' },
  sourceLon: { type: 'f64', per: 'sources', meaning: 'longitude, degrees' },
  sourceLat: { type: 'f64', per: 'sources', meaning: 'latitude, degrees' },
  sourceKv: { type: 'f64', per: 'sources', meaning: 'voltage a customer gets there, kV' },
  sourceSpareBays: { type: 'i16', per: 'sources', meaning: 'spare bays; -1 unknown' },
  bayStart: { type: 'u32', per: 'sources', plus: 1, meaning: 'first spare bay of each source' },
  bayId: { type: 'u32', per: 'bays', meaning: 'string: id of a spare bay' },
  bayBreakingKa: { type: 'f64', per: 'bays', meaning: 'breaking capacity of the bay, kA; NaN unknown' },
  bayRatingCkva: { type: 'i32', per: 'bays', meaning: 'rating of the bay, 0.01 kVA; -1 unknown' },
  feederId: { type: 'u32', per: 'feeders', meaning: 'string: id' },
  feederDedicated: { type: 'u8', per: 'feeders', meaning: '1 = dedicated (专线)' },
  feederElement: { type: 'i32', per: 'feeders', meaning: 'its outlet element' },
  substationName: { type: 'u32', per: 'substations', meaning: 'string: name' },
  substationId: { type: 'u32', per: 'substations', meaning: 'string: id' },
  substationKv: { type: 'f64', per: 'substations', meaning: 'nominal voltage, kV' },
  substationSourcePu: {
    type: 'f64',
    per: 'substations',
    meaning: 'voltage held at its nominal voltage, pu; NaN unknown',
  },
  elementSubstation: { type: 'i32', per: 'elements', meaning: 'substation it hangs on' },
  incomingTo: { type: 'i32', per: 'incomingLines', meaning: 'substation that an incoming line feeds' },
  incomingFrom: {
    type: 'u32',
    per: 'incomingLines',
    meaning: 'string: id or name of the station at its far end; empty = unknown',
  },
  incomingStation: {
    type: 'i32',
    per: 'incomingLines',
    meaning: 'that station, where it is a substation of the record; -1 elsewhere',
  },
  cableElement: {
    type: 'i32',
    per: 'cables',
    meaning: 'element of a medium-voltage cable section; cables stand in the order of their elements',
  },
  cablePathStart: { type: 'u32', per: 'cables', plus: 1, meaning: 'first point of the path of each cable' },
  cableLon: {
    type: 'i32',
    per: 'cablePoints',
    meaning: 'longitude of a point of a path, 1e-7 degrees; paths run from the fed end on',
  },
  cableLat: { type: 'i32', per: 'cablePoints', meaning: 'latitude of the same, 1e-7 degrees' },
  switchId: { type: 'u32', per: 'switches', meaning: 'string: id; switches stand in the order of their id' },
  switchElement: { type: 'i32', per: 'switches', meaning: 'section it sits on; -1 on a tie' },
  switchTie: { type: 'i32', per: 'switches', meaning: 'tie it sits on; -1 on a section' },
  switchFar: { type: 'u8', per: 'switches', meaning: '1 = at the far end of its section, or at `tieTo`' },
  switchOpen: { type: 'u8', per: 'switches', meaning: '1 = open in the normal state' },
  tieId: {
    type: 'u32',
    per: 'ties',
    meaning: 'string: id of an open section; ties stand in the order of their id',
  },
  tieFrom: { type: 'i32', per: 'ties', meaning: 'element that feeds its one end' },
  tieTo: { type: 'i32', per: 'ties', meaning: 'element that feeds its other end' },
  tieRatingCkva: { type: 'i32', per: 'ties', meaning: 'rating of the open section, 0.01 kVA; -1 unknown' },
  tieROhm: { type: 'f64', per: 'ties', meaning: 'series resistance, Ω; NaN unknown' },
  tieXOhm: { type: 'f64', per: 'ties', meaning: 'series reactance, Ω' },
  tieBUs: { type: 'f64', per: 'ties', meaning: 'charging, µS' },
  conductorId: {
    type: 'u32',
    per: 'conductors',
    meaning: 'string: id; types stand in the order of their id',
  },
  conductorR: { type: 'f64', per: 'conductors', meaning: 'resistance, Ω/km' },
  conductorX: { type: 'f64', per: 'conductors', meaning: 'reactance, Ω/km' },
  conductorB: { type: 'f64', per: 'conductors', meaning: 'charging, µS/km' },
  conductorAmpacity: { type: 'f64', per: 'conductors', meaning: 'permanent current, A; NaN unknown' },
  landLonE7: { type: 'i32', per: 'landVertices', meaning: 'vertex of a barrier or area, 1e-7 degree' },
  landLatE7: { type: 'i32', per: 'landVertices', meaning: 'vertex of a barrier or area, 1e-7 degree' },
  landRingStart: { type: 'u32', per: 'landRings', plus: 1, meaning: 'first vertex of each ring or line' },
  landShapeRing: { type: 'u32', per: 'landShapes', plus: 1, meaning: 'first ring of each barrier or area' },
  landKind: { type: 'u8', per: 'landShapes', meaning: 'index in OBSTACLE_KINDS' },
  landName: { type: 'u32', per: 'landShapes', meaning: 'string: name; empty = none, and of buildings' },
  landIndex: { type: 'u8', per: 'landIndexBytes', meaning: 'flatbush over barriers and areas' },
  zoneLonE7: {
    type: 'i32',
    per: 'zoneVertices',
    meaning: 'vertex of an area that decides facts, 1e-7 degree',
  },
  zoneLatE7: {
    type: 'i32',
    per: 'zoneVertices',
    meaning: 'vertex of an area that decides facts, 1e-7 degree',
  },
  zoneRingStart: { type: 'u32', per: 'zoneRings', plus: 1, meaning: 'first vertex of each ring' },
  zoneShapeRing: { type: 'u32', per: 'zoneShapes', plus: 1, meaning: 'first ring of each such area' },
  zoneKind: { type: 'u8', per: 'zoneShapes', meaning: 'index in ZONE_KINDS' },
  zoneName: { type: 'u32', per: 'zoneShapes', meaning: 'string: name; empty = none' },
  zoneIndex: { type: 'u8', per: 'zoneIndexBytes', meaning: 'flatbush over the same areas' },
  roadLonE7: { type: 'i32', per: 'roadNodes', meaning: 'longitude, 1e-7 degree' },
  roadLatE7: { type: 'i32', per: 'roadNodes', meaning: 'latitude, 1e-7 degree' },
  roadArcStart: { type: 'u32', per: 'roadNodes', plus: 1, meaning: 'first arc that leaves each road node' },
  roadArcNode: { type: 'u32', per: 'roadArcs', meaning: 'node an arc leads to' },
  roadArcEdge: { type: 'u32', per: 'roadArcs', meaning: 'edge an arc runs on' },
  roadFrom: {
    type: 'u32',
    per: 'roadEdges',
    meaning: 'one end of an edge; crossings to the other side last',
  },
  roadTo: { type: 'u32', per: 'roadEdges', meaning: 'its other end' },
  roadM: { type: 'f32', per: 'roadEdges', meaning: 'geodesic length, m' },
  roadGround: { type: 'u8', per: 'roadEdges', meaning: 'code of class, surface and structure' },
  roadSide: { type: 'u8', per: 'roadEdges', meaning: 'index in SIDES: side of a major road' },
  roadName: { type: 'u16', per: 'roadEdges', meaning: 'entry of `roadNames`; the first is no name' },
  roadNames: { type: 'u32', per: 'roadNames', meaning: 'string: names of roads, those of the most first' },
  roadCrossingCount: { type: 'u8', per: 'roadEdges', meaning: 'things crossed between its ends' },
  crossingEdge: { type: 'u32', per: 'roadCrossings', meaning: 'edge that crosses; ascending' },
  crossingKind: { type: 'u8', per: 'roadCrossings', meaning: 'index in CROSSING_KINDS' },
  crossingAt: { type: 'f32', per: 'roadCrossings', meaning: '0…1 along the edge' },
  roadIndex: { type: 'u8', per: 'roadIndexBytes', meaning: 'flatbush over the edges' },
  sourceRoad: { type: 'i32', per: 'sources', meaning: 'edge at which a source reaches the roads; -1 none' },
  sourceRoadAt: { type: 'f32', per: 'sources', meaning: '0…1 along that edge' },
  sourceRoadM: { type: 'f32', per: 'sources', meaning: 'metres over open ground to it' },
  sourceCrossingStart: {
    type: 'u32',
    per: 'sources',
    plus: 1,
    meaning: 'first thing crossed on those metres',
  },
  sourceCrossingKind: { type: 'u8', per: 'sourceCrossings', meaning: 'index in CROSSING_KINDS' },
  sourceCrossingAt: { type: 'f32', per: 'sourceCrossings', meaning: '0…1 from the source to the road' },
  hullLon: {
    type: 'f64',
    per: 'hull',
    meaning: 'convex hull of the grid, longitude, degrees, counter-clockwise',
  },
  hullLat: { type: 'f64', per: 'hull', meaning: 'convex hull of the grid, latitude, degrees' },
  index: { type: 'u8', per: 'indexBytes', meaning: 'flatbush over the sources, 1e-7 degree' },
  cableIndex: { type: 'u8', per: 'cableIndexBytes', meaning: 'flatbush over the boxes of the cables' },
  // From here on what `fill-capacity.ts` writes: see CAPACITY.
  committedCkva: {
    type: 'i32',
    per: 'elements',
    meaning: 'promised and not yet measured in every season, 0.01 kVA',
  },
  opened: {
    type: 'u8',
    per: 'elements',
    meaning: '1 = a switching that was promised opens it: nothing more is promised behind it',
  },
  ...PROMISED_BESIDE,
  settledCkva: {
    type: 'i32',
    per: 'elementSeasons',
    meaning: "part of it that is in the season's measured peak already, 0.01 kVA",
  },
  peakCkva: {
    type: 'i32',
    per: 'elementSeasons',
    meaning: 'peak per element and season, 0.01 kVA; -1 unknown',
  },
  peakQuality: { type: 'u8', per: 'elementSeasons', meaning: 'index in QUALITIES' },
  peakFloorCkva: {
    type: 'i32',
    per: 'elementSeasons',
    meaning: 'what a line may carry at any hour: the largest measured peak behind it, 0.01 kVA',
  },
  peakCourse: {
    type: 'i32',
    per: 'elementSeasons',
    meaning: 'course that the peak follows over the day; -1 = unknown',
  },
  courseShare: {
    type: 'f64',
    per: 'coursePoints',
    meaning: 'share of the peak per hour, 24 for each course',
  },
  peakDay: { type: 'i32', per: 'elementSeasons', meaning: 'day of the peak since 1970-01-01' },
  loadKva: {
    type: 'f64',
    per: 'elementSeasons',
    meaning: "load on its far end at the time of its feeder's peak, kVA",
  },
  reservedBays: { type: 'i32', per: 'sources', meaning: 'in-flight cases there: each takes a spare bay' },
  ledger: {
    type: 'i32',
    per: 2,
    meaning: 'ledger version: low and high 31 bits; inverted while unfinished',
  },
  ledgerMoves: {
    type: 'i32',
    per: KEPT_MOVES,
    meaning:
      'by ledger version modulo their number: top of the tree whose figures that version changed; -1 = any',
  },
} as const satisfies Record<string, ColumnSpec>;

export type ColumnName = keyof typeof COLUMNS;

/** The first of the columns that come from the ledger and the meters. */
export const CAPACITY: ColumnName = 'committedCkva';
