import { z } from 'zod';
import { words } from './words.ts';

const id = z.string().min(1).max(100);

/** Query of `GET /v1/applications/{id}/reply.pdf`. */
export const replyQuery = z.strictObject({
  language: words('Language of the letter.', { zh: 'In Chinese.', en: 'In English.' }).default('zh'),
  offerId: id.optional().meta({ description: 'With `planId`: a plan offered. Left out = the plan chosen.' }),
  planId: id.optional(),
});
