import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { House } from '../../src/cli/house.ts';
import { EXIT, runCommandLine } from '../../src/cli/run.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

/** What is asked for here needs nothing of the house but its voice. */
async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const lines: string[] = [];
  const house = { version: '0.0.0', say: (line: string) => void lines.push(line) };
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  const code = await runCommandLine(args, house as House);
  spy.mockRestore();
  return { code, said: lines.join('\n') };
}

/** A service that is not there. */
const NOBODY = ['--server', 'http://127.0.0.1:8', '--token', 't'];

test.each([
  [['import', 'dbf', 'x', '--region', 'r'], /Allowed choices are tables, roseau/],
  [['import', 'tables', 'x'], /required option '--region/],
  [['import', 'tables', 'x', '--region', ''], /--region <id>' argument '' is invalid/],
  [['import', 'tables', 'x', '--region', '../x'], /letters a to z, digits/],
  [['token', '--role', 'customer'], /a customer's token needs --regions/],
  [['token', '--role', 'customer', '--regions', '*'], /a customer's token needs --regions/],
  [['token', '--role', 'manager', '--regions', 'demo,'], /--regions <ids>' argument 'demo,' is invalid/],
  [['token', '--role', 'manager', '--sub', ''], /1 to 200 characters/],
  [['token', '--role', 'king'], /Allowed choices are customer, manager, planner, operator/],
  [['plan', '--server', 'localhost:8080'], /must be a URL/],
  [['plan', '--kva', 'many'], /must be a number/],
  [['screen', 'x.csv', '--out', 'y.csv', '--as-of', '2026-13-01'], /must be a day such as/],
  [['screen', 'x.csv', '--out', 'y.csv', '--region', '../x'], /letters a to z, digits/],
  [['capacity-map', 'map.tif'], /required option '--bbox <box>' not specified/],
])('wrong usage ends with 2 and says what is allowed: %j', async (args, words) => {
  const { code, said } = await run(...args);
  expect(said).toMatch(words);
  expect(code).toBe(EXIT.usage);
});

test.each([
  ['plan', '--lon', '113.2', '--lat', '33.97', '--crs', 'WGS84', '--kva', '630'],
  ['doctor', '--region', 'demo'],
  ['capacity-map', 'map.tif', '--bbox', '113.19,33.96,113.21,33.98'],
  ['audit', 'verify'],
])('%s of a service that is not there says which and why', async (...args) => {
  const { code, said } = await run(...args, ...NOBODY);
  expect([code, said]).toEqual([EXIT.failed, 'error: http://127.0.0.1:8 cannot be reached: ECONNREFUSED']);
});

test('a file of sites that is not there is named, not the service', async () => {
  const { code, said } = await run('screen', 'nowhere.csv', '--out', 'r.csv', ...NOBODY);
  expect([code, said]).toEqual([EXIT.failed, expect.stringMatching(/^error: ENOENT.*'nowhere\.csv'$/u)]);
});

test.each([[[]], [NOBODY]])('results do not go where the sites are, with %j', async (server) => {
  const file = join(await temporaryFolder(), 'sites.csv');
  await writeFile(file, 'id,lon,lat');
  const { code, said } = await run('screen', file, '--out', file, ...server);
  expect([code, said]).toEqual([
    EXIT.failed,
    expect.stringContaining('is the file of the sites; name another'),
  ]);
  expect(await readFile(file, 'utf8')).toBe('id,lon,lat');
});
