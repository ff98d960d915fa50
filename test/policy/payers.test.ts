import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/contract/messages/en.ts';
import { boundaryKind } from '../../src/contract/reason-words.ts';
import { AREA_TYPES, TARIFFS } from '../../src/model/demand.ts';
import { LOAD_CATEGORIES } from '../../src/model/record.ts';
import { ROLES } from '../../src/model/role.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { type Facts, NO_POLYGONS, WORK_PARTS, type WorkPart, factsOf } from '../../src/policy/facts.ts';
import { BOUNDARY_KINDS, boundaryOf, payerOf } from '../../src/policy/payers-part.ts';
import { packOf } from '../support/load-rules.ts';
import { requestFor } from '../support/open-rows.ts';
import { knownFacts } from './known-facts.ts';

const PACKS = [
  'national-2024',
  'jiaxian-2021',
  'jinhua-2020',
  'shenqiu-2022',
  'changzhou-2019',
  'huangchuan-2021',
];

const paid = (pack: Pack, part: WorkPart, given: Partial<Facts>): string => {
  const { payer, rule, because } = payerOf(pack.payers, part, knownFacts(given));
  return [payer, rule, ...because.map(({ key }) => key)].join(' ');
};

/** Land, park and class of a case that leave nothing open. */
const CLEAR = {
  inUrbanPlan: true,
  landAcquiredOn: '2021-03-02',
  inProvincialPark: false,
  evCharging: false,
  substitutionShare: 0,
  tariff: 'industrial-commercial',
} as const satisfies Partial<Facts>;

describe('Jia County, in the order of its clauses', () => {
  const pack = packOf('jiaxian-2021');
  const line = (given: Partial<Facts>): string => paid(pack, 'line', { ...CLEAR, ...given });

  test('temporary supply is the customer’s before anything else (E6)', () => {
    expect(line({ temporary: true, inProvincialPark: true })).toBe('customer JX-E6');
  });

  test('an incremental network is agreed case by case (E9)', () => {
    expect(line({ inIncrementalArea: true })).toBe('undecided JX-E9 payer-case-by-case');
  });

  test('land rights count from 2021-03-01 on, and that very day is flagged (E1)', () => {
    expect(line({ landAcquiredOn: '2021-02-28' })).toBe('undecided JX-E1 payer-outside-the-rule');
    expect(line({ landAcquiredOn: '2021-03-01' })).toBe('government JX-E4 day-of-the-rule-itself');
    expect(line({ landAcquiredOn: '2021-03-02' })).toBe('government JX-E4');
  });

  test('outside the rule only enterprises at low voltage are the utility’s (E14)', () => {
    const outside = { inUrbanPlan: false, voltage: 'lv' } as const;
    expect(line({ ...outside, category: 'commercial' })).toBe('utility JX-E14');
    expect(line({ ...outside, category: 'residential', tariff: 'residential' })).toBe(
      'undecided JX-E1 payer-outside-the-rule',
    );
  });

  test('what exceeds the standard is the customer’s (E10), corridors are the government’s (E8)', () => {
    expect(paid(pack, 'above-standard', { ...CLEAR, inProvincialPark: true })).toBe('customer JX-E10');
    expect(paid(pack, 'corridor', { ...CLEAR, inProvincialPark: true })).toBe('government JX-E8');
  });

  test('charging, substitution over one half, small enterprises and farms are the utility’s (E5)', () => {
    expect(line({ evCharging: true })).toBe('utility JX-E5');
    expect(line({ substitutionShare: 0.5 })).toBe('government JX-E4');
    expect(line({ substitutionShare: 0.501 })).toBe('utility JX-E5');
    expect(line({ voltage: 'lv', category: 'micro-enterprise' })).toBe('utility JX-E5');
    expect(line({ tariff: 'agricultural' })).toBe('utility JX-E5');
    expect(line({ voltage: 'lv', category: 'residential', tariff: 'residential' })).toBe('utility JX-E5');
  });

  test('industry is the utility’s inside a provincial park (E5), the government’s outside (E4)', () => {
    expect(line({ inProvincialPark: true })).toBe('utility JX-E5');
    expect(line({ inProvincialPark: false })).toBe('government JX-E4');
    expect(line({ tariff: 'residential', category: 'public-service' })).toBe('government JX-E4');
  });

  test('the second circuit and the meter go the way of the line', () => {
    for (const part of ['standby', 'metering'] as const)
      expect(paid(pack, part, { ...CLEAR, inProvincialPark: true })).toBe('utility JX-E5');
  });

  test('inside the red line it is the customer’s, in the public grid the utility’s, whatever else is unknown', () => {
    expect(paid(pack, 'inside', {})).toBe('customer NAT-INSIDE');
    expect(paid(pack, 'reinforcement', {})).toBe('utility NAT-REINFORCEMENT');
  });

  test('what is missing is named, unless it could make no difference', () => {
    const open = payerOf(
      pack.payers,
      'line',
      knownFacts({ ...CLEAR, evCharging: null, substitutionShare: null }),
    );
    expect(open).toEqual({
      payer: 'undecided',
      rule: 'JX-E5',
      because: [
        {
          key: 'payer-needs-facts',
          values: { parts: 'line', facts: 'evCharging substitutionShare' },
          rule: 'JX-E5',
        },
      ],
    });
    // In the park it is the utility either way.
    expect(line({ inProvincialPark: true, evCharging: null, substitutionShare: null })).toBe('utility JX-E5');
  });

  test('the boundary is the building plot, for low-voltage enterprises the user red line', () => {
    const kind = (given: Partial<Facts>): string =>
      boundaryOf(pack.payers, knownFacts({ ...CLEAR, ...given })).kind;
    expect(kind({})).toBe('building-plot-red-line');
    expect(kind({ voltage: 'lv', category: 'industrial' })).toBe('user-red-line');
    expect(kind({ temporary: true })).toBe('connection-point');
    expect(kind({ landAcquiredOn: '2021-02-28' })).toBe('undecided');
    expect(kind({ landAcquiredOn: null })).toBe('undecided');
  });
});

test('Jinhua: small enterprises to their red line, 10 kV area by area (E1)', () => {
  const pack = packOf('jinhua-2020');
  expect(paid(pack, 'line', { voltage: 'lv', category: 'micro-enterprise' })).toBe('utility JH-E1');
  expect(paid(pack, 'line', { ...CLEAR })).toBe('undecided JH-E1 payer-phased-by-area');
  expect(boundaryOf(pack.payers, knownFacts({})).kind).toBe('user-red-line');
});

test('Shenqiu: three classes and small enterprises to the planning red line, others to the nearest point', () => {
  const pack = packOf('shenqiu-2022');
  const line = (given: Partial<Facts>): string => paid(pack, 'line', { ...CLEAR, ...given });
  expect(line({ inProvincialPark: true })).toBe('utility SQ-E2');
  expect(line({ inProvincialPark: true, temporary: true })).toBe('customer SQ-E2');
  expect(line({ evCharging: true })).toBe('utility SQ-E2');
  expect([line({ substitutionShare: 0.5 }), line({ substitutionShare: 0.501 })]).toEqual([
    'customer SQ-D4',
    'utility SQ-E2',
  ]);
  expect(line({ category: 'micro-enterprise' })).toBe('utility SQ-E2');
  expect(line({ category: 'agricultural', inProvincialPark: true })).toBe('customer SQ-D4');
  expect(line({ voltage: 'lv', category: 'residential' })).toBe('utility SQ-E3');
  expect(line({ voltage: 'lv' })).toBe('utility SQ-E5');
  const kind = (given: Partial<Facts>): string =>
    boundaryOf(pack.payers, knownFacts({ ...CLEAR, ...given })).kind;
  expect([
    kind({ inProvincialPark: true }),
    kind({}),
    kind({ voltage: 'lv', category: 'residential' }),
  ]).toEqual(['planning-red-line-first-breaker', 'connection-point', 'meter-box']);
});

test('Changzhou: the utility up to 10 (20) kV, above it in parks first (E1)', () => {
  const pack = packOf('changzhou-2019');
  expect(paid(pack, 'line', {})).toBe('utility CZ-E1');
  expect(paid(pack, 'corridor', { voltage: 'lv' })).toBe('utility CZ-E1');
  expect(paid(pack, 'line', { voltage: 'hv', inProvincialPark: true })).toBe('utility CZ-E1');
  expect(paid(pack, 'line', { voltage: 'hv', inProvincialPark: false })).toBe(
    'undecided CZ-E1 payer-case-by-case',
  );
  expect(boundaryOf(pack.payers, knownFacts({ voltage: 'lv', category: 'micro-enterprise' })).kind).toBe(
    'meter-box-with-outgoing-switch',
  );
  expect(boundaryOf(pack.payers, knownFacts({})).kind).toBe('customer-red-line');
});

test('Huangchuan: where E1 and E2 contradict each other nobody is named, and both are', () => {
  const pack = packOf('huangchuan-2021');
  const line = (given: Partial<Facts>): string => paid(pack, 'line', { ...CLEAR, ...given });
  expect(line({ inProvincialPark: true })).toBe('utility HC-E1');
  expect(payerOf(pack.payers, 'line', knownFacts(CLEAR))).toEqual({
    payer: 'undecided',
    rule: 'HC-E1',
    because: [{ key: 'payer-rules-contradict', values: { parts: 'line', against: 'HC-E2' }, rule: 'HC-E1' }],
  });
  expect(line({ structure: 'dual-source' })).toBe('customer HC-E1');
  expect(line({ category: 'agricultural', inProvincialPark: true })).toBe('customer HC-E1');
  expect(line({ temporary: true, inProvincialPark: true })).toBe('customer HC-E1');
  expect(line({ voltage: 'lv', category: 'residential' })).toBe('utility HC-E1');
});

test('the national rule shares the cost on urban land acquired from 2021-03-01 on', () => {
  const pack = packOf('national-2024');
  expect(paid(pack, 'line', CLEAR)).toBe('shared NAT-BOUNDARY');
  expect(paid(pack, 'line', { ...CLEAR, inUrbanPlan: false })).toBe(
    'undecided NAT-BOUNDARY payer-outside-the-rule',
  );
  expect(paid(pack, 'line', { voltage: 'lv', category: 'micro-enterprise' })).toBe('utility NAT-SMALL');
});

test('a claim decides nothing: the same facts are undecided until staff have verified them', () => {
  const pack = packOf('jiaxian-2021');
  const claimed = payerOf(pack.payers, 'line', knownFacts({ ...CLEAR, inProvincialPark: true }, 'claimed'));
  expect(claimed.payer).toBe('undecided');
  expect(claimed.because.map(({ key }) => key)).toEqual(['payer-needs-verification']);
  expect(claimed.because[0]?.values['facts']).toContain('inUrbanPlan');
});

test('whose word is verified stands in the pack; a polygon decides over any word', () => {
  const request = requestFor({ customer: { inProvincialPark: false }, statedBy: 'customer' });
  const verifiedBy = packOf('jiaxian-2021').payers.statements.verifiedBy;
  expect(factsOf(request, NO_POLYGONS, verifiedBy).provenance.inProvincialPark).toBe('claimed');
  expect(factsOf(request, NO_POLYGONS, ROLES).provenance.inProvincialPark).toBe('verified');
  const inPark = factsOf(request, { ...NO_POLYGONS, inProvincialPark: true }, verifiedBy);
  expect([inPark.facts.inProvincialPark, inPark.provenance.inProvincialPark]).toEqual([true, 'polygon']);
});

const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 2 });
const someFacts = fc.record({
  voltage: fc.constantFrom('lv' as const, 'mv' as const, 'hv' as const),
  structure: fc.constantFrom('single' as const, 'double-circuit' as const),
  category: fc.constantFrom(...LOAD_CATEGORIES),
  areaType: nullable(fc.constantFrom(...AREA_TYPES)),
  tariff: nullable(fc.constantFrom(...TARIFFS)),
  temporary: nullable(fc.boolean()),
  inProvincialPark: nullable(fc.boolean()),
  inUrbanPlan: nullable(fc.boolean()),
  inIncrementalArea: nullable(fc.boolean()),
  landAcquiredOn: nullable(fc.constantFrom('2021-02-28', '2021-03-01', '2021-03-02')),
  evCharging: nullable(fc.boolean()),
  substitutionShare: nullable(fc.constantFrom(0, 0.5, 0.51, 1)),
});
/** The same facts with nothing unknown. */
const completed = (facts: Record<string, unknown>): Record<string, unknown> => ({
  areaType: 'rural',
  tariff: 'agricultural',
  temporary: true,
  inProvincialPark: false,
  inUrbanPlan: true,
  inIncrementalArea: false,
  landAcquiredOn: '2021-03-02',
  evCharging: true,
  substitutionShare: 1,
  ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)),
});

test.each(PACKS)('%s: learning facts never changes a payer once it is decided', (id) => {
  const { payers, rules } = packOf(id);
  fc.assert(
    fc.property(someFacts, someFacts, fc.constantFrom(...WORK_PARTS), (facts, others, part) => {
      const now = payerOf(payers, part, knownFacts(facts));
      // What is unknown is learnt to be as in another case, where that one knows it.
      const learnt = Object.fromEntries(
        Object.entries(facts).map(([name, value]) => [
          name,
          value ?? (others as Record<string, unknown>)[name],
        ]),
      );
      const later = payerOf(payers, part, knownFacts(completed(learnt)));
      if (now.payer !== 'undecided') expect(later.payer).toBe(now.payer);
      // Undecided always says why; a decided payer always names a rule that the pack lists.
      if (now.payer === 'undecided') expect(now.because.length).toBeGreaterThan(0);
      else expect(Object.keys(rules)).toContain(now.rule);
      for (const { key } of [...now.because, ...later.because]) expect(Object.keys(en.reason)).toContain(key);
    }),
    { seed: 20261120, numRuns: 2000 },
  );
});

test('every kind of boundary has a sentence', () => {
  const { description } = boundaryKind.meta() ?? {};
  for (const kind of BOUNDARY_KINDS) expect(description).toContain(`\`${kind}\`: `);
});
