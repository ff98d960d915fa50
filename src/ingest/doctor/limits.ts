import { z } from 'zod';
import { LAYINGS } from '../../model/record.ts';

const sourced = { source: z.string().min(1), confidence: z.enum(['high', 'medium', 'low']) };

const metres = z.strictObject({ m: z.number().min(0), ...sourced });
const share = z.strictObject({ share: z.number().positive(), ...sourced });

/** Lengths whose ratio to the geometry is beyond `ratio`, either way, and whose difference is over `overM`. */
const band = z.strictObject({ ratio: z.number().gt(1), overM: z.number().min(0), ...sourced });

/** What a figure may be where nothing is wrong; `level` and `laying` left out = any. */
const range = z.strictObject({
  subject: z.enum([
    'conductor-type',
    'section',
    'lv-line',
    'outlet',
    'busbar',
    'distribution-transformer',
    'main-transformer',
  ]),
  level: z.enum(['mv', 'lv']).optional(),
  laying: z.enum(LAYINGS).optional(),
  field: z.string().min(1),
  /** The figure is a share of this other figure of the row. */
  per: z.string().min(1).optional(),
  low: z.number(),
  high: z.number(),
  ...sourced,
});

const limits = z.strictObject({
  ranges: z.array(range),
  voltageTolerance: share,
  /** How far two ends may lie apart that probably are one. */
  partner: z.strictObject({ node: metres, 'lv-point': metres }),
  /** How far two dead ends of different feeders may lie apart for a tie between them. */
  tie: metres,
  /** A line without impedance longer than this is not a mere connection. */
  connection: metres,
  length: z.strictObject({
    /** Lines with a drawn path, and straight ones stated shorter than straight. */
    drawn: z.array(band).min(1),
    /** Straight lines stated longer: the real way is not known. */
    detour: z.array(band).min(1),
    /** From this share of lines at fault on the scale of the drawing is what is wrong. */
    scaledFrom: share,
  }),
  /** How far a path may begin from its node. */
  pathEnd: metres,
  /** Far from everything else: degrees, either way. */
  farDegrees: z.strictObject({ degrees: z.number().positive(), ...sourced }),
  shift: z.strictObject({
    least: metres,
    most: metres,
    /** How far a shift may differ from the one most of its group has. */
    spread: metres,
    /** Share of the group that has the same shift. */
    agree: share,
    /** Distances to roads are cut off here: what stands farther off says nothing. */
    roadReach: metres,
    /** The other datum must bring places to this share of their distance to roads, and by this much nearer. */
    roadGain: share,
    roadCloser: metres,
  }),
});

/** What the doctor takes for possible. */
export type Limits = z.infer<typeof limits>;
export type Range = Limits['ranges'][number];

/**
 * Limits from JSON text, each figure with its source and confidence.
 *
 * @param file named in messages.
 * @throws Error naming every fault.
 */
export function parseLimits(file: string, text: string): Limits {
  const parsed = limits.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
}
