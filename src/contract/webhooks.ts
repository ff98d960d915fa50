import { z } from 'zod';
import { CASE_EVENT_KINDS } from '../model/case-words.ts';
import type { Delivery, Webhook } from '../model/webhook-book.ts';
import { caseEventKind } from './case-events.ts';
import { isoTime, regionId } from './figures.ts';
import { pageOf } from './paging.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const url = z.string().min(1).max(2_000);
const count = z.int().min(0);

export const webhookPath = z.strictObject({ id: z.string().min(1).max(100) });
export const deliveryPath = webhookPath.extend({ seq: z.string().regex(/^\d{1,15}$/) });

/** Body of `POST /v1/webhooks`. */
export const webhookBody = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  url: url.meta({ description: 'Where events are posted to.' }),
  kinds: z
    .array(caseEventKind)
    .min(1)
    .max(CASE_EVENT_KINDS.length)
    .nullable()
    .default(null)
    .meta({ description: 'Kinds of events that are sent; null = all, those of later versions too.' }),
});

/** Query of `GET /v1/webhooks`. */
export const webhooksQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Left out = every region of the token.' }),
});

/** A webhook, without its key. */
export const webhookAnswer = z
  .strictObject({
    id: z.string(),
    region: regionId,
    url,
    kinds: z.array(z.string()).nullable(),
    createdAt: isoTime,
    due: count.meta({ description: 'Deliveries that wait for their next try.' }),
    dead: count.meta({ description: 'Deliveries that were given up.' }),
  })
  .meta({ id: 'Webhook' });

/** Answer of `POST /v1/webhooks`. */
export const webhookMade = webhookAnswer
  .extend({ secret: z.string().meta({ description: 'Key of the signatures; shown this once.' }) })
  .meta({ id: 'WebhookMade' });

export const webhooksAnswer = z.strictObject(pageOf(webhookAnswer)).meta({ id: 'Webhooks' });
export type WebhooksAnswer = Wire<z.infer<typeof webhooksAnswer>>;

const deliveryState = words('What became of a delivery.', {
  due: 'It waits for its next try, or is being tried.',
  dead: 'It was given up; it can be sent again.',
} satisfies Record<Delivery['state'], string>);

/** Query of `GET …/deliveries`. */
export const deliveriesQuery = z.strictObject({
  state: deliveryState.default('dead'),
  pageSize: z.int().min(1).max(1000).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .meta({ description: '`next` of the page before; left out = the first page.' }),
});

export const deliveryAnswer = z
  .strictObject({
    webhookId: z.string(),
    seq: z.int().min(1).meta({ description: 'Number of the event in the audit of its region.' }),
    kind: z.string(),
    applicationId: z.string(),
    state: deliveryState,
    tries: count,
    dueAt: isoTime.meta({ description: 'Next try, for one that is due.' }),
    triedAt: isoTime.nullable().meta({ description: 'Last try.' }),
    error: z.string().nullable().meta({ description: 'Why the last try failed.' }),
  })
  .meta({ id: 'WebhookDelivery' });

export const deliveriesAnswer = z.strictObject(pageOf(deliveryAnswer)).meta({ id: 'WebhookDeliveries' });
export type DeliveriesAnswer = Wire<z.infer<typeof deliveriesAnswer>>;

/** A webhook on the wire. */
export const encodeWebhook = ({ id, region, url: to, kinds, createdAt, due, dead }: Webhook) =>
  ({ id, region, url: to, kinds, createdAt, due, dead }) satisfies Wire<z.infer<typeof webhookAnswer>>;
