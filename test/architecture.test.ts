import { createRequire } from 'node:module';
import { type IConfiguration, type ICruiseResult, cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { expect, test } from 'vitest';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IConfiguration;

async function cruiseSource(): Promise<ICruiseResult> {
  const { output } = await cruise(
    ['src'],
    { ...config.options, ruleSet: { forbidden: config.forbidden ?? [] }, validate: true },
    config.options?.enhancedResolveOptions,
    { tsConfig: extractTSConfig('tsconfig.json') },
  );
  return output as ICruiseResult;
}

test('every import follows the arrows of the house, and every package stays in its home', async () => {
  const { summary, modules } = await cruiseSource();
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  // Under another TypeScript the cruiser sees no modules at all and would be content.
  expect(modules.filter(({ source }) => source.startsWith('src/')).length).toBeGreaterThan(120);
  const known = modules.flatMap(({ dependencies }) => dependencies);
  expect(known.filter(({ couldNotResolve }) => couldNotResolve).map(({ module }) => module)).toEqual([]);
});
