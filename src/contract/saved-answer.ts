import { z } from 'zod';
import { supplyPlansAnswer } from './supply-plans-answer.ts';
import { supplyPlansQuery } from './supply-plans-request.ts';
import type { Wire } from './wire.ts';

/** A decision as a file: what was asked and what was answered, with the versions it rests on. */
export const savedAnswer = z.strictObject({
  request: z
    .record(z.string(), z.unknown())
    .meta({ description: 'Body of `POST /v1/supply-plans`, as it was sent.' }),
  include: supplyPlansQuery.shape.include,
  answer: supplyPlansAnswer,
});

export type SavedAnswer = Wire<z.infer<typeof savedAnswer>>;
