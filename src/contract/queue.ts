import { z } from 'zod';
import { caseState } from './case-words.ts';
import { elementId, isoTime } from './figures.ts';
import type { Wire } from './wire.ts';

const position = z.int().min(1);
const needKva = z.number().nullable().meta({
  description: 'What it still needs, kVA; null = it was asked in kW only.',
});
const toldAt = z
  .string()
  .nullable()
  .meta({ description: 'Time at which it was told of room that is still there; null = there is none.' });

const own = {
  applicationId: z.string(),
  position: position.nullable().meta({
    description: 'Place in the shortest of the queues it stands in, from 1; null = it does not wait.',
  }),
};

const inLine = z
  .strictObject({
    applicationId: z.string(),
    position,
    needKva,
    acceptedAt: isoTime.meta({ description: 'Time at which a manager took it up: the order of the queue.' }),
    status: caseState,
    toldAt,
  })
  .meta({ id: 'InQueue' });

const staffQueue = z
  .strictObject({
    ...own,
    needKva,
    elements: z.array(z.strictObject({ elementId, kind: z.string(), waiting: z.array(inLine) })).meta({
      description: 'Elements whose room it waits for, each with all who do, the first at the front.',
    }),
  })
  .meta({ id: 'Queue', description: 'Who waits for the room that the application waits for.' });

const customerQueue = z
  .strictObject(own)
  .meta({ id: 'PlaceInQueue', description: 'Place of the own application in the queue.' });

/** Answer of `GET …/queue`: for managers the queues, for customers the place alone. */
export const queueAnswer = z.union([staffQueue, customerQueue]);
export type StaffQueue = Wire<z.infer<typeof staffQueue>>;
export type CustomerQueue = Wire<z.infer<typeof customerQueue>>;
