import type { CapacityListAnswer } from '../../src/contract/capacity-list.ts';
import type { ChainAnswer } from '../../src/contract/chain.ts';
import type { PowerSourcesAnswer } from '../../src/contract/power-sources.ts';
import type { WhatIfAnswer } from '../../src/contract/what-if.ts';
import type { SupplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';

const versions = {
  snapshot: { region: 'demo', version: 12, dataAsOf: '2026-11-20T01:02:03.000Z' },
  ledgerVersion: 4711,
  asOf: '2026-11-20',
} as const;

const row = {
  elementId: 'S17',
  kind: 'section',
  ratingKva: 8000,
  limitKva: 6400,
  peakKva: 3120.5,
  committedKva: 200,
  addedKva: 504,
  leftKva: 2575.5,
  season: 'summer',
  hour: 19,
  quality: 'measured',
  asOf: '2026-08-03',
  rule: 'capacity/section',
} as const;

const band = { lowYuan: 90_000, likelyYuan: 100_000.25, highYuan: 120_000 } as const;

const plan: SupplyPlansAnswer['plans'][number] = {
  id: '5f0c',
  rank: 1,
  kind: 'mv-bay',
  badges: ['cheapest'],
  dominatedBy: null,
  grade: 'B',
  suppliesKva: 630,
  confidence: {},
  sources: [
    {
      role: 'main',
      capacityKva: 630,
      supplyKv: 10,
      nodeId: 'RMU7',
      nodeKind: 'rmu',
      bayId: 'RMU7-3',
      feederId: 'F12',
      busId: 'B1',
      substationId: 'SS1',
      distanceM: 412.3,
      routeM: 603.1,
      route: {
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { laying: 'cable', insidePlot: false, lengthM: 603.1 },
            geometry: {
              type: 'LineString',
              coordinates: [
                [113.21, 33.97],
                [113.214, 33.971],
              ],
            },
          },
        ],
      },
      chain: [row, { ...row, elementId: 'T1', kind: 'main-transformer', ratingKva: null, leftKva: null }],
      bindingElementId: 'S17',
      unknownElementIds: ['T1'],
      electrical: {
        minVoltagePu: 0.982,
        minVoltageNodeId: 'N9',
        dropPercent: 1.8,
        maxLoadingPercent: 61.2,
        faultLevelKa: 9.1,
        breakingKa: 20,
        motorDipPercent: null,
      },
    },
  ],
  independence: { level: 'none', shared: [], unproven: [] },
  stages: [{ from: '2027-03-01', capacityKva: 630, works: [] }],
  transfer: null,
  security: { nMinusOne: null, transferVia: [], backedBy: [] },
  priced: true,
  cost: {
    ...band,
    payers: {
      utilityYuan: 60_000.25,
      governmentYuan: 0,
      customerYuan: 40_000,
      sharedYuan: 0,
      undecidedYuan: 0,
    },
    lines: [
      {
        item: 'cable-10kv',
        name: '10 kV 电缆',
        quantity: 603.1,
        unit: 'm',
        ...band,
        payer: 'utility',
        side: 'grid',
        rule: 'JX-C9',
      },
    ],
  },
  fees: [{ kind: 'high-reliability', status: 'none', amountYuan: null, payer: 'customer', rule: 'JX-F1' }],
  metering: { mode: 'hv-supply-hv-metering', point: 'customer-switchgear' },
  boundary: { kind: 'bay', at: { lon: 113.214, lat: 33.971 } },
  tariff: { class: 'industrial-commercial', billing: 'two-part', rule: 'NAT-TWO-PART' },
  operation: null,
  securityCapacity: { statedKva: null, standbyKva: 0, ownSourceKva: null, rule: null },
  steps: [
    {
      name: 'survey',
      days: 3,
      dayKind: 'working',
      from: '2026-11-20',
      to: '2026-11-25',
      estimated: false,
      rule: 'JX-T1',
    },
  ],
  approvals: [{ name: 'road', mode: 'commitment', days: 5, dayKind: 'working', rule: 'JX-A1' }],
  totalCalendarDays: 45,
  because: [{ key: 'capacity-class', values: { capacityKva: 630, known: true, note: null }, rule: 'JX-C4' }],
};

export const supplyPlansSample: SupplyPlansAnswer = {
  id: 'a1b2',
  ...versions,
  site: { lon: 113.21, lat: 33.97, address: null },
  policy: { id: 'jiaxian-2021', version: 3, status: 'needs-confirmation' },
  catalogue: { id: 'reference', version: 1 },
  classification: {
    supplyKv: 10,
    supplyClass: 'hv-single',
    sourceStructure: 'single',
    review: 'none',
    onSiteAnswer: true,
    converted: [],
    bring: [{ document: 'identity', way: 'bring', rule: 'NAT-DOCUMENTS' }],
    because: [],
  },
  plans: [plan],
  rejected: [
    {
      nodeId: 'P3',
      feederId: 'F1',
      kind: 'mv-tee',
      code: 'no-room',
      threshold: 630,
      actual: 12.5,
      unit: 'kVA',
    },
  ],
  counterOffers: [{ change: 'smaller', plan }],
  staircase: [{ upToKva: 160, supplyClass: 'lv', likelyYuan: 1, customerYuan: 0.5, totalCalendarDays: 15 }],
};

export const powerSourcesSample: PowerSourcesAnswer = {
  ...versions,
  sources: [
    {
      nodeId: 'T7',
      nodeKind: 'distribution-transformer',
      feederId: 'F1',
      substationId: null,
      at: { lon: 113.2, lat: 33.9 },
      distanceM: 12.25,
      openKva: null,
      openKnownKva: 80.5,
      bindingElementId: 'T7',
      unknownElementIds: ['MT1'],
      grade: 'D',
    },
  ],
};

export const capacityListSample: CapacityListAnswer = {
  ...versions,
  items: [
    {
      id: 'F1',
      name: '建设线',
      substationId: 'S1',
      at: { lon: 113.2, lat: 33.9 },
      bbox: [113.2, 33.9, 113.3, 34],
      dedicated: false,
      ratingKva: 6928.2,
      limitKva: 5542.56,
      peakKva: 2000,
      committedKva: 315,
      openKva: 2575.5,
      loadRate: 0.2887,
      season: 'summer',
      hour: null,
      grade: 'B',
    },
  ],
  next: 'F1',
};

export const chainSample: ChainAnswer = {
  ...versions,
  elementId: 'S17',
  openKva: 2575.5,
  openKnownKva: 2575.5,
  bindingElementId: 'S17',
  unknownElementIds: [],
  grade: 'B',
  because: [],
  chain: [row],
  byHour: null,
};

const stateSample: WhatIfAnswer['before'] = {
  nodes: [{ nodeId: 'P3', voltagePu: 0.98 }],
  sections: [{ elementId: 'S17', currentA: 12.5, loadingPercent: null }],
  transformers: [{ elementId: 'T7', loadingPercent: 41.5 }],
  lossesKw: 1.25,
  chains: [
    {
      nodeId: 'P3',
      openKva: 2575.5,
      openKnownKva: 2575.5,
      bindingElementId: 'S17',
      unknownElementIds: [],
      grade: 'B',
      because: [],
      chain: [row],
    },
  ],
};

export const whatIfSample: WhatIfAnswer = {
  ...versions,
  season: 'summer',
  before: stateSample,
  after: stateSample,
  because: [{ key: 'busbar-voltage-by-default', values: { busbarId: 'BB1', voltagePu: 1 }, rule: null }],
};
