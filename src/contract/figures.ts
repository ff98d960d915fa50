import { z } from 'zod';

/** Largest demand and largest figure of equipment that is accepted, kVA or kW: above it is a slip of units. */
export const MAX_DEMAND = 1_000_000;

/** A size that is asked for. The least step of the ledger is 0.01 kVA, so nothing smaller can be asked. */
export const size = z.number().min(0.01).max(MAX_DEMAND);

/** An id as the record gives it. */
export const elementId = z.string().min(1).max(200);

/** An id that can also be a word of a command line and the name of a file. */
export const regionId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

export const policyId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

/** A day in Asia/Shanghai that exists, `2026-11-20`. */
export const isoDay = z.iso.date();

const within = (first: string, last: string) =>
  z.iso.date({ abort: true }).refine((day) => day >= first && day <= last, {
    params: { code: 'out-of-range', allowed: `${first}…${last}` },
  });

/** A day for which something is planned or computed: schedules need a calendar that reaches it. */
export const plannedDay = within('2000-01-01', '2099-12-31');

/** A day in a customer's past. */
export const pastDay = within('1900-01-01', '2099-12-31');

/** ISO 8601 with zone. */
export const isoTime = z.iso.datetime({ offset: true });

/** A share, 0…1. */
export const share = z.number().min(0).max(1);

/** Yuan with two decimals. */
export const yuan = z.number().multipleOf(0.01);

export const metres = z.number().min(0);

export const days = z.int().min(0);

/** Longitude and latitude going out: degrees WGS 84/CGCS2000. */
export const placeOut = z
  .strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
  .meta({ id: 'Place', description: 'Degrees WGS 84/CGCS2000.' });
