import { expect, test } from 'vitest';
import { parsePack } from '../../src/policy/pack.ts';
import { pack } from '../support/load-rules.ts';

const damaged = (change: (copy: Record<string, never>) => void): string => {
  const copy = structuredClone(pack) as unknown as Record<string, never>;
  change(copy);
  return JSON.stringify(copy);
};

test('a pack with errors does not load and says where each of them is', () => {
  const text = damaged((copy: Record<string, unknown>) => {
    copy['status'] = 'maybe';
    (copy['capacity'] as Record<string, unknown>)['maxDataAgeDays'] = -1;
    copy['surprise'] = true;
  });
  expect(() => parsePack('x.json', text)).toThrow(
    /x\.json is not valid[\s\S]*\/status[\s\S]*\/capacity\/maxDataAgeDays|surprise/,
  );
});

test('a rule that is named but not listed is an error with its place', () => {
  const text = damaged((copy: Record<string, unknown>) => {
    (copy['capacity'] as Record<string, unknown>)['rule'] = 'NAT-NOWHERE';
  });
  expect(() => parsePack('x.json', text)).toThrow(
    '/capacity/rule: rule NAT-NOWHERE is not listed under rules',
  );
});

test('text that is no JSON names the file', () => {
  expect(() => parsePack('x.json', '{')).toThrow(/x\.json is not JSON/);
});
