import { z } from 'zod';
import { BARRIER_KINDS, STREET_CLASSES, SURFACES } from '../model/land-words.ts';

/** Layers of conductors: a size is picked by current and voltage drop. `-replacement` = put in place of what is there. */
export const CONDUCTOR_LAYERS = [
  'mv-overhead',
  'mv-cable',
  'lv-overhead',
  'lv-cable',
  'lv-service',
  'mv-overhead-replacement',
  'mv-cable-replacement',
  'lv-overhead-replacement',
  'lv-cable-replacement',
] as const;
export type ConductorLayer = (typeof CONDUCTOR_LAYERS)[number];

/** Layers of transformers: a size is picked by capacity. */
export const TRANSFORMER_LAYERS = [
  'customer-transformer',
  'public-pole-transformer',
  'public-box-transformer',
  'transformer-replacement',
] as const;
export type TransformerLayer = (typeof TRANSFORMER_LAYERS)[number];

/** Layers a demand picks a size from; other items are named one by one. */
export const LAYERS = [
  ...CONDUCTOR_LAYERS,
  ...TRANSFORMER_LAYERS,
  'three-phase-meter',
  'outlet-bay',
] as const;
export type Layer = (typeof LAYERS)[number];

/** What a route may cross at a price. */
export const CROSSED = [...STREET_CLASSES, ...BARRIER_KINDS] as const;
export type Crossed = (typeof CROSSED)[number];

const positive = z.number().positive();
/** A unit price in whole fen. */
const yuan = z.number().nonnegative().multipleOf(0.01);

const fields = z.strictObject({
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  unit: z.enum(['m', 'each']),
  lowYuan: yuan,
  likelyYuan: yuan,
  highYuan: yuan,
  /** A public document, or what the estimate rests on. */
  source: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
  layer: z.enum(LAYERS).optional(),
  sizeMm2: positive.optional(),
  material: z.enum(['copper', 'aluminium']).optional(),
  /** At 20 °C, as conductor types of the record have it. */
  rOhmPerKm: positive.optional(),
  /** At the temperature of operation: what the drop is sized by. */
  rHotOhmPerKm: positive.optional(),
  xOhmPerKm: positive.optional(),
  ampacityA: positive.optional(),
  ratingKva: positive.optional(),
  ukPercent: positive.optional(),
  /** Standard and grade a new transformer has to meet. */
  efficiencyGrade: z.string().min(1).optional(),
  /** Surfaces of roads under which this ground work is done. */
  surfaces: z.array(z.enum(SURFACES)).optional(),
  crosses: z.array(z.enum(CROSSED)).optional(),
  /** Ways of laying that cross like this. */
  layings: z.array(z.enum(['overhead', 'cable'])).optional(),
});

type Fields = z.infer<typeof fields>;

const CONDUCTOR = ['sizeMm2', 'material', 'rOhmPerKm', 'rHotOhmPerKm', 'xOhmPerKm', 'ampacityA'] as const;
const TRANSFORMER = ['ratingKva', 'ukPercent', 'efficiencyGrade'] as const;

/** What an item of a layer must tell. */
function neededBy(layer: Layer): readonly (keyof Fields)[] {
  if ((CONDUCTOR_LAYERS as readonly Layer[]).includes(layer)) return CONDUCTOR;
  return (TRANSFORMER_LAYERS as readonly Layer[]).includes(layer) ? TRANSFORMER : ['ampacityA'];
}

const missing = ({ layer, ...item }: Fields): readonly string[] =>
  layer === undefined ? [] : neededBy(layer).filter((field) => !(field in item));

/** One item of a price catalogue: a unit price with a band and its source, and the figures it is picked by. */
export const catalogueItem = fields
  .refine((price) => price.lowYuan <= price.likelyYuan && price.likelyYuan <= price.highYuan, {
    message: 'prices must rise from low over likely to high',
  })
  .refine((item) => missing(item).length === 0, {
    error: ({ input }) => {
      const item = input as Fields;
      return `an item of the layer ${item.layer ?? ''} needs ${missing(item).join(', ')}`;
    },
  })
  .refine((item) => (item.crosses === undefined) === (item.layings === undefined), {
    message: 'a crossing needs both crosses and layings',
  });
