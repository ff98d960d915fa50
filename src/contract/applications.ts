import { z } from 'zod';
import type { Application, CaseRequest } from '../model/case-book.ts';
import type { Role } from '../model/role.ts';
import { businessType, caseState } from './case-words.ts';
import { clockAnswer, encodeClock } from './clocks.ts';
import { elementId, isoDay, isoTime, pastDay, placeOut, regionId } from './figures.ts';
import { change, switchAction } from './plan-words.ts';
import { review } from './reason-words.ts';
import { supplyPlansBody } from './supply-plans-request.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const line = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'no control characters');
const name = line.min(1).max(100);
const contact = line.min(1).max(200).meta({ description: 'Telephone, mail or address.' });
const sub = z.string().min(1).max(200);
const externalNumber = line.min(1).max(64).meta({
  description: "Number of the case in the company's own books: a case known there too counts once.",
});

const { region, ...asked } = supplyPlansBody.omit({ asOf: true }).shape;

const applicant = z.strictObject({
  name,
  contact,
  sub: sub.nullable().default(null).meta({
    description: 'Subject of the customer who owns the application; a customer’s own is the caller’s.',
  }),
});

/** Body of `POST /v1/applications`: a plan request and who applies for what. */
export const applicationBody = z
  .strictObject({
    region,
    ...asked,
    applicant,
    businessType: businessType.default('new'),
    externalNumber: externalNumber.nullable().default(null),
  })
  .refine(({ businessType: type, demand }) => type !== 'increase' || demand.existing !== null, {
    path: ['demand', 'existing'],
    params: { code: 'missing', allowed: 'for an increase' },
  })
  .refine(({ businessType: type, customer }) => (type === 'temporary') === customer.temporary, {
    path: ['customer', 'temporary'],
    params: { code: 'not-one-of', allowed: 'true for a temporary supply, else false' },
  });

export type ApplicationBody = z.input<typeof applicationBody>;

const { site, plot, demand, customer } = supplyPlansBody.shape;

const verifiedFact = words('A fact of `customer`.', {
  category: 'Category of the customer.',
  areaType: 'Town or country.',
  tariff: 'Class of tariff.',
  inProvincialPark: 'The plot lies in a provincial park.',
  evCharging: 'Electric vehicles are charged.',
  substitutionShare: 'Share of electricity-substitution equipment.',
  landAcquiredOn: 'Day on which the land was acquired.',
  inUrbanPlan: 'The plot lies on urban planned land.',
  temporary: 'The supply is temporary.',
} satisfies Record<keyof CaseRequest['customer'], string>);

const reason = line.min(1).max(1000).meta({ description: 'How it was found, or why it is so.' });
const placeId = elementId.meta({ description: 'Power source, or cable section that would be cut.' });
const finding = z
  .union([
    z.strictObject({
      about: z.literal('source'),
      placeId,
      usable: z.boolean(),
      mostKva: z.number().positive().max(2_000_000).nullable().default(null).meta({
        description: 'What it carries at most, kVA; null = nothing found against the model.',
      }),
      reason,
    }),
    z.strictObject({
      about: z.literal('length'),
      placeId,
      lengthM: z.number().positive().max(100_000),
      reason,
    }),
    z.strictObject({
      about: z.literal('fact'),
      fact: verifiedFact,
      holds: z.boolean().meta({
        description: 'false: it is not as stated; `customer` of the same request says how it is.',
      }),
      reason,
    }),
  ])
  .meta({
    id: 'SurveyFinding',
    description:
      '`source`: whether it can be used, and how much it carries at most; `length`: the measured length of the route to it, which is kept and changes no plan; `fact`: whether a fact of `customer` is as stated.',
  });
const survey = z.strictObject({
  surveyedOn: pastDay.meta({ description: 'Day of the survey.' }),
  findings: z.array(finding).max(50),
});

/** Body of `PATCH /v1/applications/{id}`: what is given replaces what was there. */
export const applicationPatch = z.strictObject({
  site: site.optional(),
  plot: plot.unwrap().optional(),
  demand: demand.optional(),
  customer: customer.optional(),
  wantedOn: supplyPlansBody.shape.wantedOn.unwrap().optional(),
  policy: supplyPlansBody.shape.policy.unwrap().optional(),
  radiusM: supplyPlansBody.shape.radiusM.unwrap().optional(),
  maxPlans: supplyPlansBody.shape.maxPlans.unwrap().optional(),
  applicant: z.strictObject({ name, contact, sub: sub.nullable().optional() }).optional(),
  businessType: businessType.optional(),
  externalNumber: externalNumber.nullable().optional(),
  verified: z.array(verifiedFact).max(20).optional().meta({
    description:
      'Facts of `customer` that staff vouches for from now on; a claim counts once it is verified.',
  }),
  survey: survey.nullable().optional().meta({
    description: 'What staff found at the site, in place of what was entered before; null = nothing.',
  }),
});
export type ApplicationPatch = z.output<typeof applicationPatch>;

const choice = z
  .strictObject({
    commitmentId: z.string(),
    offerId: z.string(),
    planId: z.string(),
    kind: z.string(),
    suppliesKva: z.number().meta({
      description: 'What the chosen plan supplies; what was asked stands in `request.demand`.',
    }),
    change: change.nullable().meta({
      description: 'What a counter-offer changes; null = a plan for what was asked.',
    }),
    switching: z
      .array(z.strictObject({ switchId: elementId, action: switchAction }))
      .nullable()
      .meta({
        description:
          'What the company switches before the connection, step by step; staff only, null = nothing.',
      }),
    review,
    signatures: z.int().min(0).meta({ description: 'Signatures under the review so far.' }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why a plan with unknown figures was chosen; staff only.' }),
    chosenAt: isoTime,
    validUntil: isoDay.meta({
      description: 'Last day on which the capacity is held unless it is connected.',
    }),
  })
  .meta({ id: 'Choice' });

/** An application as its owner and the managers of its region see it. */
export const applicationAnswer = z
  .strictObject({
    id: z.string(),
    region: regionId,
    status: caseState,
    businessType,
    externalNumber: z.string().nullable(),
    applicant: z.strictObject({ name: z.string(), contact: z.string(), sub: z.string().nullable() }),
    request: z
      .strictObject({
        site: placeOut.extend({ address: z.string().nullable() }).meta({ id: 'ApplicationSite' }),
        plot: z
          .strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.array(z.number()))) })
          .nullable(),
        demand,
        customer,
        wantedOn: isoDay.nullable(),
        policy: z.string().nullable(),
        radiusM: z.number(),
        maxPlans: z.int(),
      })
      .meta({ id: 'ApplicationRequest', description: 'What is asked for; coordinates in WGS 84.' }),
    verified: z
      .array(z.string())
      .meta({ description: 'Facts that staff vouches for; every other is claimed.' }),
    survey: survey
      .extend({ by: z.string(), at: isoTime })
      .nullable()
      .meta({ description: 'What staff found at the site, who entered it and when; staff only.' }),
    choice: choice.nullable(),
    clocks: z.array(clockAnswer).meta({ description: 'Its deadlines, the oldest first; at most one runs.' }),
    validUntil: isoDay
      .nullable()
      .meta({ description: 'Last day before it expires; null = it does not yet.' }),
    version: z.int().min(1).meta({ description: 'Counts the changes; the `ETag` names it.' }),
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .meta({ id: 'Application' });
export type ApplicationAnswer = Wire<z.infer<typeof applicationAnswer>>;

const requestOnWire = ({
  site: at,
  siteAddress,
  plot: rings,
  ...rest
}: CaseRequest): ApplicationAnswer['request'] => ({
  site: { lon: at.lon, lat: at.lat, address: siteAddress },
  plot:
    rings === null
      ? null
      : { type: 'Polygon', coordinates: rings.map((ring) => ring.map((position) => [...position])) },
  demand: rest.demand,
  customer: rest.customer,
  wantedOn: rest.wantedOn,
  policy: rest.policy,
  radiusM: rest.radiusM,
  maxPlans: rest.maxPlans,
});

/** An application on the wire, its clocks as they stand on an ISO day. */
export function encodeApplication(application: Application, role: Role, today: string): ApplicationAnswer {
  const { choice: chosen, request, verified, survey: found, noticedFor, clocks, ...rest } = application;
  return {
    ...rest,
    request: requestOnWire(request),
    verified: Object.keys(verified).sort(),
    survey: role === 'customer' || found === null ? null : { ...found, findings: [...found.findings] },
    clocks: clocks.map((clock) => encodeClock(clock, role, today)),
    choice:
      chosen === null
        ? null
        : {
            commitmentId: chosen.id,
            offerId: chosen.offerId,
            planId: chosen.planId,
            kind: chosen.planKind,
            suppliesKva: chosen.suppliesKva,
            change: chosen.change,
            switching: role === 'customer' ? null : (chosen.switching?.steps ?? null),
            review: chosen.review,
            signatures: chosen.signatures.length,
            reason: role === 'customer' ? null : chosen.reason,
            chosenAt: chosen.chosenAt,
            validUntil: chosen.validUntil,
          },
  };
}
