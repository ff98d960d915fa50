import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody, parsePath, parseQuery } from '../../src/contract/parse.ts';
import { chainPath } from '../../src/contract/chain.ts';
import { addressesQuery } from '../../src/contract/lists.ts';
import { powerSourcesQuery } from '../../src/contract/power-sources.ts';
import { supplyPlansBody, supplyPlansQuery } from '../../src/contract/supply-plans-request.ts';
import { codes, good, issuesOf, refusalOf, withPlot } from './requests.ts';

describe('a request', () => {
  it.each(['12\0', 'half \ud83d', '\udc00 half'])(
    'with text that no database keeps (%j) is refused where it stands',
    (text) => {
      const at = (parse: () => unknown) => {
        const { code, issues } = refusalOf(parse);
        return [code, ...issues.map((issue) => [issue.pointer, issue.code, issue.received])];
      };
      const body = { ...good, site: { address: text } };
      expect(at(() => parseBody(supplyPlansBody, body))).toEqual([
        'invalid-request',
        ['/site/address', 'wrong-format', text],
      ]);
      expect(at(() => parseQuery(addressesQuery, { q: text }))).toEqual([
        'invalid-request',
        ['/query/q', 'wrong-format', text],
      ]);
      expect(at(() => parsePath(chainPath, { id: text }))).toEqual([
        'invalid-request',
        ['/path/id', 'wrong-format', text],
      ]);
    },
  );

  it('may hold every other character', () => {
    const address = '建设路\u2028😀\u0001';
    expect(parseBody(supplyPlansBody, { ...good, site: { address } }).site).toEqual({ address });
  });
});

describe('a body', () => {
  it('gets the defaults that the contract states', () => {
    expect(parseBody(supplyPlansBody, good)).toEqual({
      ...good,
      plot: null,
      demand: {
        capacityKva: 630,
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
    });
  });

  it('may be the whole example of the contract, with an empty plot', () => {
    const whole = {
      region: 'demo',
      ...withPlot(),
      demand: {
        capacityKva: 630,
        equipmentKw: 520,
        powerFactor: 0.95,
        largestMotorKw: 75,
        securityLoadKw: 0,
        loadClass: 3,
        importance: 'ordinary',
        phases: 3,
        wishes: [],
        existing: null,
      },
      customer: {
        category: 'industrial',
        areaType: 'urban',
        tariff: 'industrial-commercial',
        inProvincialPark: null,
        evCharging: false,
        substitutionShare: null,
        landAcquiredOn: null,
        inUrbanPlan: null,
        temporary: false,
      },
      wantedOn: '2027-03-01',
      policy: 'jiaxian-2021',
      radiusM: 1000,
      maxPlans: 10,
    };
    expect(parseBody(supplyPlansBody, whole)).toEqual(whole);
  });

  it('is told all its faults at once', () => {
    const issues = issuesOf({
      region: '',
      site: { lon: 181, lat: '34' },
      plot: { type: 'Point', coordinates: [[[1, 1]]] },
      demand: {
        capacityKva: 0,
        equipmentKw: 1e9,
        powerFactor: 1.1,
        largestMotorKw: -1,
        securityLoadKw: 'none',
        loadClass: 4,
        importance: 'high',
        phases: 2,
        existing: { elementId: '', capacityKva: 0 },
        capcityKva: 5,
      },
      customer: {
        category: 'factory',
        areaType: 'town',
        tariff: 5,
        inProvincialPark: 'yes',
        evCharging: 1,
        substitutionShare: 30,
        landAcquiredOn: '2025-02-30',
        inUrbanPlan: 'no',
        temporary: 'no',
      },
      wantedOn: '1999-12-31',
      policy: 'No such name',
      radiusM: 15_001,
      maxPlans: 11,
      asOf: 'today',
      note: 'x',
    });
    expect(codes(issues)).toEqual(
      [
        '/region wrong-format',
        '/site/lon out-of-range',
        '/site/lat wrong-type',
        '/site/crs missing',
        '/plot/type not-one-of',
        '/plot/coordinates/0 too-short',
        '/demand/capacityKva out-of-range',
        '/demand/equipmentKw out-of-range',
        '/demand/powerFactor out-of-range',
        '/demand/largestMotorKw out-of-range',
        '/demand/securityLoadKw wrong-type',
        '/demand/loadClass not-one-of',
        '/demand/importance not-one-of',
        '/demand/phases not-one-of',
        '/demand/existing/elementId too-short',
        '/demand/existing/capacityKva out-of-range',
        '/demand/capcityKva unknown-field',
        '/customer/category not-one-of',
        '/customer/areaType not-one-of',
        '/customer/tariff not-one-of',
        '/customer/inProvincialPark wrong-type',
        '/customer/evCharging wrong-type',
        '/customer/substitutionShare out-of-range',
        '/customer/landAcquiredOn wrong-format',
        '/customer/inUrbanPlan wrong-type',
        '/customer/temporary wrong-type',
        '/wantedOn out-of-range',
        '/policy wrong-format',
        '/radiusM out-of-range',
        '/maxPlans out-of-range',
        '/asOf wrong-format',
        '/note unknown-field',
      ].sort(),
    );
  });

  it.each([0, 1e9, -5, 0.001])(
    'with a demand of %d kVA is told what came and what may come',
    (capacityKva) => {
      expect(issuesOf({ ...good, demand: { capacityKva } })).toEqual([
        {
          pointer: '/demand/capacityKva',
          code: 'out-of-range',
          received: capacityKva,
          allowed: 'number 0.01…1000000',
        },
      ]);
    },
  );

  it('with a number beyond all numbers is told that it is not finite', () => {
    expect(
      issuesOf(
        JSON.parse(
          '{"site":{"lon":1e999,"lat":33,"crs":"WGS84"},"demand":{"capacityKva":1},"customer":{"category":"industrial"}}',
        ),
      ),
    ).toEqual([
      { pointer: '/site/lon', code: 'wrong-type', received: 'Infinity', allowed: 'number -180…180' },
    ]);
  });

  it('needs the datum of its coordinates', () => {
    expect(issuesOf({ ...good, site: { lon: 113, lat: 34 } })).toEqual([
      {
        pointer: '/site/crs',
        code: 'missing',
        received: null,
        allowed: ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'],
      },
    ]);
  });

  it('needs one of the two sizes', () => {
    expect(issuesOf({ ...good, demand: { equipmentKw: null, phases: 1 } })).toEqual([
      {
        pointer: '/demand',
        code: 'one-of-required',
        received: 'object',
        allowed: ['capacityKva', 'equipmentKw'],
      },
    ]);
    expect(parseBody(supplyPlansBody, { ...good, demand: { equipmentKw: 8 } }).demand.equipmentKw).toBe(8);
  });

  it('needs its three parts, whatever it is instead', () => {
    expect(codes(issuesOf({}))).toEqual(['/customer missing', '/demand missing', '/site missing']);
    for (const body of [undefined, null, 5, 'x', [], true]) {
      expect(issuesOf(body)[0]?.pointer).toBe('');
    }
  });

  it('with an unknown field learns the names there are and the one it may have meant', () => {
    const [issue] = issuesOf({ ...good, custommer: 1 });
    expect(issue).toMatchObject({
      pointer: '/custommer',
      code: 'unknown-field',
      received: 1,
      didYouMean: 'customer',
    });
    expect(issue?.allowed).toContain('maxPlans');
  });

  it.each(['__proto__', 'constructor', 'toString'])('cannot smuggle %s in', (name) => {
    const body: unknown = JSON.parse(JSON.stringify(good).replace('{', `{"${name}":{"a":1},`));
    expect(codes(issuesOf(body))).toEqual([`/${name} unknown-field`]);
  });

  it('escapes names in pointers', () => {
    expect(issuesOf({ ...good, 'a/b~c': 1 })[0]?.pointer).toBe('/a~1b~0c');
  });

  it('is never echoed at length', () => {
    const long = '供'.repeat(5000);
    const [field, region] = issuesOf({ ...good, region: long, [long]: long }).toReversed();
    expect(String(region?.received)).toHaveLength(100);
    expect(String(field?.received)).toHaveLength(100);
    expect(field?.pointer.length).toBeLessThanOrEqual(101);
  });
});

describe('a site', () => {
  it('may be an address', () => {
    expect(parseBody(supplyPlansBody, { ...good, site: { address: ' 建设路12号 ' } }).site).toEqual({
      address: '建设路12号',
    });
  });

  it('is measured against the form it shares names with', () => {
    expect(codes(issuesOf({ ...good, site: { address: 5 } }))).toEqual(['/site/address wrong-type']);
    expect(codes(issuesOf({ ...good, site: {} }))).toEqual([
      '/site/crs missing',
      '/site/lat missing',
      '/site/lon missing',
    ]);
    const oneOf = (site: object) =>
      issuesOf({ ...good, site }).map(({ pointer, code, allowed }) => [pointer, code, allowed]);
    expect(oneOf({ address: '建设路', lon: 1 })).toEqual([['/site/lon', 'unknown-field', ['address']]]);
    expect(oneOf({ lon: 1, lat: 1, crs: 'GCJ02', alt: 3 })).toEqual([
      ['/site/alt', 'unknown-field', ['lon', 'lat', 'crs']],
    ]);
    expect(oneOf({ lon: 1, lat: 1, crs: 'GCJ02', address: '建设路' })).toEqual([
      ['/site/address', 'unknown-field', ['lon', 'lat', 'crs']],
    ]);
    expect(codes(issuesOf({ ...good, site: { lon: 'x', lat: 1, crs: 'GCJ02', alt: 3 } }))).toEqual([
      '/site/alt unknown-field',
      '/site/lon wrong-type',
    ]);
  });
});

describe('a query', () => {
  const asked = { lon: '113.21', lat: '33.97', crs: 'GCJ02' };

  it('is read as numbers and lists, with defaults', () => {
    expect(parseQuery(powerSourcesQuery, { ...asked, needKva: '1e2' })).toEqual({
      lon: 113.21,
      lat: 33.97,
      crs: 'GCJ02',
      radiusM: 1000,
      needKva: 100,
      limit: 10_000,
    });
    expect(parseQuery(supplyPlansQuery, { include: 'rejected,rejected' })).toEqual({
      include: ['rejected', 'rejected'],
    });
    expect(parseQuery(supplyPlansQuery, {})).toEqual({ include: [] });
  });

  it.each(['', ' ', 'NaN', 'Infinity', '1e999', '0x10', '1,5', '12m', ['1', '2']])(
    'takes %j for no number',
    (limit) => {
      const { code, issues } = refusalOf(() => parseQuery(powerSourcesQuery, { ...asked, limit }));
      expect(code).toBe('invalid-request');
      expect(codes(issues)).toEqual(['/query/limit wrong-type']);
      expect(issues[0]?.allowed).toBe('integer 1…10000');
    },
  );

  it('with an unknown parameter is refused as such, with its other faults', () => {
    const { code, issues } = refusalOf(() =>
      parseQuery(powerSourcesQuery, { lon: '1', lat: '99', radius: '5' }),
    );
    expect(code).toBe('unknown-parameter');
    expect(codes(issues)).toEqual([
      '/query/crs missing',
      '/query/lat out-of-range',
      '/query/radius unknown-parameter',
    ]);
    expect(issues.find(({ pointer }) => pointer === '/query/radius')?.didYouMean).toBe('radiusM');
  });

  it('names the entry of a list that is wrong', () => {
    const { issues } = refusalOf(() => parseQuery(supplyPlansQuery, { include: 'rejected,stairs' }));
    expect(issues).toEqual([
      {
        pointer: '/query/include/1',
        code: 'not-one-of',
        received: 'stairs',
        allowed: ['rejected', 'staircase'],
      },
    ]);
  });
});

it('a path is checked like the rest', () => {
  expect(parsePath(chainPath, { id: '11_LVBus1' })).toEqual({ id: '11_LVBus1' });
  expect(codes(refusalOf(() => parsePath(chainPath, { id: 'x'.repeat(201) })).issues)).toEqual([
    '/path/id too-long',
  ]);
});

it('whatever the JSON: a body is taken, or refused with a pointer to each fault', () => {
  const parts = fc.record(
    { site: fc.jsonValue(), demand: fc.jsonValue(), customer: fc.jsonValue(), plot: fc.jsonValue() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), parts), (body) => {
      const { code, issues } = refusalOf(() => parseBody(supplyPlansBody, body));
      expect(code).toBe('invalid-request');
      expect(issues.length).toBeGreaterThan(0);
    }),
    { seed: 11, numRuns: 500 },
  );
});
