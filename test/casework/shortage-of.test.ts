import { describe, expect, it } from 'vitest';
import { type ShortPlan, shortageOf } from '../../src/casework/shortage-of.ts';

const offeredPlan = (id: string, over: Partial<ShortPlan> = {}): ShortPlan => ({
  id,
  kind: 'mv-tee',
  suppliesKva: 500,
  sources: [
    {
      chain: [
        { elementId: 'S1', kind: 'section' },
        { elementId: 'F1', kind: 'outlet' },
      ],
      bindingElementId: 'F1',
    },
  ],
  stages: [{ capacityKva: 500, works: [] }],
  because: [],
  cost: { lines: [] },
  ...over,
});

const staged = offeredPlan('s', {
  kind: 'staged',
  stages: [
    { capacityKva: 200, works: [] },
    { capacityKva: 500, works: ['larger-conductor S1', 'larger-outlet F1'] },
  ],
  because: [
    { key: 'within-reach', values: {} },
    { key: 'limit-reinforced', values: { elementId: 'S1', kind: 'section', remedy: 'larger-conductor' } },
    { key: 'limit-reinforced', values: { elementId: 'F1', kind: 'outlet', remedy: 'larger-outlet' } },
  ],
  cost: {
    lines: [
      { side: 'grid', likelyYuan: 0.1 },
      { side: 'connection', likelyYuan: 9 },
      { side: 'grid', likelyYuan: 0.2 },
    ],
  },
});

describe('what an offer could not give at once', () => {
  it('is nothing where a plan fits as asked, or there is nothing to wait for', () => {
    expect(shortageOf({ plans: [staged, offeredPlan('p')], counterOffers: [] }, 500)).toBeNull();
    const referral = offeredPlan('h', { kind: 'hv-referral', sources: [] });
    expect(shortageOf({ plans: [referral], counterOffers: [] }, 500)).toBeNull();
    expect(shortageOf({ plans: [], counterOffers: [] }, 500)).toBeNull();
  });

  it('is told by staged plans: elements, works and what they cost on the public grid', () => {
    expect(shortageOf({ plans: [staged], counterOffers: [] }, null)).toEqual({
      askedKva: 500,
      elements: ['outlet/F1', 'section/S1'],
      plans: [
        {
          planId: 's',
          atOnceKva: 200,
          suppliesKva: 500,
          works: [
            { element: 'section/S1', remedy: 'larger-conductor' },
            { element: 'outlet/F1', remedy: 'larger-outlet' },
          ],
          gridYuan: 0.3,
        },
      ],
    });
  });

  it('that gives nothing before its works gives nothing at once', () => {
    const late = { ...staged, stages: [{ capacityKva: 500, works: ['larger-conductor S1'] }] };
    expect(shortageOf({ plans: [late], counterOffers: [] }, 500)?.plans[0]?.atOnceKva).toBe(0);
  });

  it('is told by counter-offers through what binds them', () => {
    const smaller = offeredPlan('c', { suppliesKva: 160, stages: [{ capacityKva: 160, works: [] }] });
    expect(shortageOf({ plans: [], counterOffers: [{ plan: smaller }] }, 500)).toEqual({
      askedKva: 500,
      elements: ['outlet/F1'],
      plans: [{ planId: 'c', atOnceKva: 160, suppliesKva: 160, works: [], gridYuan: 0 }],
    });
  });
});
