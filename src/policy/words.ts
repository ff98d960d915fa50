import { z } from 'zod';

export const share = z.number().min(0).max(1);
export const rule = z.string().regex(/^[A-Z]+(-[A-Z0-9]+)+$/, 'a rule id such as JX-C4');
export const day = z.iso.date();
export const grade = z.enum(['A', 'B', 'C', 'D']);

/** An ordered list of rules of which one always holds: the last has an empty condition. */
export const alwaysLast = <T extends z.ZodType<{ when: object }>>(entry: T) =>
  z
    .array(entry)
    .min(1)
    .refine((list) => Object.keys(list.at(-1)?.when ?? { none: true }).length === 0, {
      message: 'the last rule of this list must have no condition',
    });
