import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { capacityListAnswer } from '../../src/contract/capacity-list.ts';
import { chainAnswer } from '../../src/contract/chain.ts';
import { powerSourcesAnswer } from '../../src/contract/power-sources.ts';
import { supplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import {
  capacityListSample,
  chainSample,
  powerSourcesSample,
  supplyPlansSample,
  whatIfSample,
} from './sample-answers.ts';
import { whatIfAnswer } from '../../src/contract/what-if.ts';

const SAMPLES: readonly [string, z.ZodType, object][] = [
  ['supply plans', supplyPlansAnswer, supplyPlansSample],
  ['power sources', powerSourcesAnswer, powerSourcesSample],
  ['chain', chainAnswer, chainSample],
  ['capacity list', capacityListAnswer, capacityListSample],
  ['what if', whatIfAnswer, whatIfSample],
];

/** Every object inside a value, with the way to it. */
function objectsIn(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    objectsIn(part, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? inner : [at, ...inner];
}

const reach = (value: unknown, at: readonly (string | number)[]): Record<string, unknown> =>
  at.reduce<unknown>((inside, key) => (inside as Record<string | number, unknown>)[key], value) as Record<
    string,
    unknown
  >;

/** Maps from free names to values; everything else is closed. */
const isOpen = (at: readonly (string | number)[]): boolean =>
  at.at(-1) === 'values' || at.at(-1) === 'confidence';

describe.each(SAMPLES)('the answer %s', (_name, schema, sample) => {
  it('fits its schema as it is', () => {
    expect(schema.parse(sample)).toEqual(sample);
  });

  it('lets no further field in, at any depth', () => {
    for (const at of objectsIn(sample).filter((path) => !isOpen(path))) {
      const changed = structuredClone(sample);
      reach(changed, at)['surplus'] = 1;
      expect(schema.safeParse(changed).success, `surplus at /${at.join('/')}`).toBe(false);
    }
  });

  it('misses no field, at any depth, but the parts sent on demand', () => {
    const onDemand = ['rejected', 'staircase'];
    for (const at of objectsIn(sample).filter((path) => !isOpen(path))) {
      for (const field of Object.keys(reach(sample, at))) {
        const changed = structuredClone(sample);
        Reflect.deleteProperty(reach(changed, at), field);
        const mayMiss = at.length === 0 && onDemand.includes(field);
        expect(schema.safeParse(changed).success, `/${[...at, field].join('/')}`).toBe(mayMiss);
      }
    }
  });
});

it('money on the wire has two decimals at most', () => {
  const withFraction = structuredClone(supplyPlansSample);
  reach(withFraction, ['plans', 0, 'cost'])['likelyYuan'] = 0.001;
  expect(supplyPlansAnswer.safeParse(withFraction).success).toBe(false);
});
