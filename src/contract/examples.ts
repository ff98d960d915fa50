import type { z } from 'zod';
import type { applicationBody } from './applications.ts';
import type { MeasurementsInput } from './measurements.ts';
import type { supplyPlansBody } from './supply-plans-request.ts';
import type { whatIfBody } from './what-if.ts';

/** A request against the demo region. */
export const supplyPlansExample: z.input<typeof supplyPlansBody> = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 630, equipmentKw: 520, powerFactor: 0.95, loadClass: 3, phases: 3 },
  customer: { category: 'industrial', areaType: 'urban', tariff: 'industrial-commercial' },
  wantedOn: '2027-03-01',
};

/** An application in the demo region. */
export const applicationExample: z.input<typeof applicationBody> = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 630, equipmentKw: 520 },
  customer: { category: 'industrial', areaType: 'urban' },
  applicant: { name: '示例食品厂', contact: '0375-0000000' },
  businessType: 'new',
};

/** A load at a node of the demo region. */
export const whatIfExample: z.input<typeof whatIfBody> = {
  region: 'demo',
  loads: [{ nodeId: 'c0-f16-n005', kw: 600, kvar: 197 }],
  switches: [],
  sections: [],
  transformers: [],
};

/** Readings of the demo region: the head of a feeder, and a week in which another one carried part of its load. */
export const measurementsExample: MeasurementsInput = {
  region: 'demo',
  measurements: [
    {
      elementKind: 'feeder',
      elementId: 'c0-f16',
      season: 'winter',
      from: '2026-11-01',
      to: '2026-11-20',
      peakKva: 4120.5,
      measuredOn: '2026-11-18',
      quality: 'measured',
      maskedKva: 120,
    },
  ],
  abnormalPeriods: [{ elementKind: 'feeder', elementId: 'c0-f13', from: '2026-11-02', to: '2026-11-08' }],
};
