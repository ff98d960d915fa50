import { expect, test } from 'vitest';
import type { ApplicationAnswer } from '../../src/contract/applications.ts';
import { addressOf, bodyOf, draftOf } from '../../src/web/apply/draft.ts';

const file: ApplicationAnswer = {
  id: '1',
  region: 'demo',
  status: 'draft',
  businessType: 'increase',
  externalNumber: 'YX-1',
  applicant: { name: '示例', contact: '0375-0000000', sub: 'somebody' },
  request: {
    site: { lon: 113.2, lat: 33.9, address: null },
    plot: null,
    demand: {
      capacityKva: 315,
      equipmentKw: null,
      powerFactor: 0.9,
      largestMotorKw: null,
      securityLoadKw: null,
      loadClass: 2,
      importance: 'second',
      phases: 1,
      wishes: [],
      existing: { elementId: 't1', capacityKva: 100 },
    },
    customer: {
      category: 'industrial',
      areaType: 'urban',
      tariff: 'industrial-commercial',
      inProvincialPark: false,
      evCharging: null,
      substitutionShare: 0.3,
      landAcquiredOn: '2020-01-01',
      inUrbanPlan: true,
      temporary: false,
    },
    wantedOn: null,
    policy: null,
    radiusM: 1000,
    maxPlans: 10,
  },
  verified: [],
  survey: null,
  choice: null,
  clocks: [],
  validUntil: null,
  version: 1,
  createdAt: '2026-11-28T00:00:00Z',
  updatedAt: '2026-11-28T00:00:00Z',
};

test('a form that is opened and sent again changes nothing, also not what it does not ask for', () => {
  const body = bodyOf(draftOf(file), file.request);
  expect(body.demand).toEqual(file.request.demand);
  expect(body.customer).toEqual(file.request.customer);
  expect(body.applicant).toEqual(file.applicant);
  expect([body.businessType, body.externalNumber, body.region]).toEqual(['increase', 'YX-1', 'demo']);
});

test('what is ticked is known to be so; what is not ticked is not known, unless it was known not to be', () => {
  const draft = { ...draftOf(file), evCharging: true };
  expect(bodyOf(draft, file.request).customer).toMatchObject({ evCharging: true, inProvincialPark: false });
  expect(bodyOf(draft).customer).toMatchObject({ evCharging: true, inProvincialPark: null });
});

test('an address counts where it was found, and is kept when something else changes', () => {
  const site = { ...file.request.site, address: '建设路1号' };
  const found = draftOf({ ...file, request: { ...file.request, site } });
  expect(addressOf({ ...found, kva: '400' })).toBe('建设路1号');
  expect(addressOf({ ...found, address: '建设路', isFound: false })).toBeNull();
  expect(addressOf(draftOf(file))).toBeNull();
});
