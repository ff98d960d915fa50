import type {
  Application,
  CaseChange,
  CaseRequest,
  CaseScope,
  ChooseAsk,
  Hold,
} from '../../src/model/case-book.ts';

export const AT = '2026-11-20T02:00:00.000Z';

export const MANAGER: CaseScope = { regions: ['r'], role: 'manager', sub: 'm1' };
export const OPERATOR: CaseScope = { regions: '*', role: 'operator', sub: 'o1' };
export const customer = (sub: string): CaseScope => ({ regions: ['r'], role: 'customer', sub });

export const REQUEST: CaseRequest = {
  region: 'r',
  site: { lon: 113.21, lat: 33.97 },
  siteAddress: null,
  plot: null,
  demand: {
    capacityKva: 315,
    equipmentKw: null,
    powerFactor: null,
    largestMotorKw: null,
    securityLoadKw: null,
    loadClass: 3,
    importance: 'ordinary',
    phases: 3,
    wishes: [],
    existing: null,
  },
  customer: {
    category: 'industrial',
    areaType: null,
    tariff: null,
    inProvincialPark: null,
    evCharging: null,
    substitutionShare: null,
    landAcquiredOn: null,
    inUrbanPlan: null,
    temporary: false,
  },
  wantedOn: null,
  policy: null,
  radiusM: 1000,
  maxPlans: 10,
};

export const draft = (
  id: string,
  over: Partial<Application> = {},
): Omit<Application, 'version' | 'choice' | 'updatedAt'> => ({
  region: 'r',
  id,
  status: 'draft',
  businessType: 'new',
  externalNumber: null,
  applicant: { name: '甲厂', contact: '13800000000', sub: 'c1' },
  request: REQUEST,
  verified: {},
  survey: null,
  createdAt: AT,
  validUntil: null,
  noticedFor: null,
  clocks: [],
  ...over,
});

export const offering = (id: string, over: Partial<NonNullable<CaseChange['offer']>> = {}): CaseChange => ({
  action: 'offer',
  status: 'offered',
  set: { validUntil: '2027-02-20' },
  offer: {
    id,
    request: { ...REQUEST, asOf: '2026-11-20', statedBy: 'manager' },
    answer: '{"plans":[]}',
    snapshotVersion: 1,
    ledgerVersion: 1,
    pack: { id: 'national-2024', version: 1 },
    catalogue: { id: 'reference', version: 1 },
    createdBy: 'm1',
    createdAt: AT,
    validUntil: '2027-02-20',
    ...over,
  },
});

export const holding = (id: string, kva = 315, leansOn = ['outlet/F1', 'main-transformer/M1']): Hold => ({
  status: 'chosen',
  choice: {
    id,
    offerId: 'offer',
    planId: 'plan',
    planKind: 'mv-tee',
    suppliesKva: 315,
    change: null,
    switching: null,
    review: 'none',
    reason: null,
    chosenBy: 'm1',
    chosenAt: AT,
    validUntil: '2027-11-20',
  },
  held: [{ kind: 'node', id: 'N2', kva, category: 'industrial', purpose: null, forElement: null }],
  leansOn,
  switchIds: [],
});

/** A choice whose plan fits whenever it is looked at again. */
export const choosing = (offerId: string, hold: Hold, over: Partial<ChooseAsk> = {}): ChooseAsk => ({
  offerId,
  key: `key-${hold.choice.id}`,
  requestHash: 'hash',
  at: AT,
  decide: (_application, offer) => ({ ...hold, choice: { ...hold.choice, offerId: offer.id } }),
  check: (moved) => Promise.resolve(moved),
  answer: (_application, choice) => JSON.stringify({ commitmentId: choice.id }),
  ...over,
});
