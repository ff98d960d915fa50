import { z } from 'zod';

export const share = z.number().min(0).max(1);
export const rule = z.string().regex(/^[A-Z]+(-[A-Z0-9]+)+$/, 'a rule id such as JX-C4');
export const day = z.iso.date();
export const grade = z.enum(['A', 'B', 'C', 'D']);
