import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROBLEMS } from '../../src/contract/problems.ts';

it.each(Object.keys(PROBLEMS))('the problem %s is brought about by some test of a route', (code) => {
  const folder = new URL('.', import.meta.url);
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const texts = tests.map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const expected = new RegExp(`expectProblem\\([^;]*'${code}'`, 'u');
  expect(texts.some((text) => expected.test(text))).toBe(true);
});
