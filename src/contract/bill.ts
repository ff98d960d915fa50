import { z } from 'zod';
import { yuan } from './figures.ts';
import { feeStatus, payer, side } from './plan-words.ts';

const band = { lowYuan: yuan, likelyYuan: yuan, highYuan: yuan };

const line = z
  .strictObject({
    item: z.string(),
    name: z.string(),
    quantity: z.number(),
    unit: z.string(),
    ...band,
    payer,
    side,
    rule: z.string().nullable(),
  })
  .meta({ id: 'CostLine' });

/** Reference cost (工程参考造价): its lines sum to it exactly, and so do the payers' shares. */
export const cost = z
  .strictObject({
    ...band,
    payers: z
      .strictObject({
        utilityYuan: yuan,
        governmentYuan: yuan,
        customerYuan: yuan,
        sharedYuan: yuan,
        undecidedYuan: yuan,
      })
      .meta({ description: 'Likely amounts; they sum to `likelyYuan`.' }),
    lines: z.array(line),
  })
  .meta({ id: 'Cost', description: 'Reference cost: an orientation, not a quotation.' });

export const fee = z
  .strictObject({
    kind: z.string(),
    status: feeStatus,
    amountYuan: yuan.nullable(),
    payer,
    rule: z.string(),
  })
  .meta({ id: 'Fee' });
