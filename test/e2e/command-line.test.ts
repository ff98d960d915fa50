import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SupplyPlansAnswer, supplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { throwAwayDatabase } from '../support/database.ts';
import { type Ran, houseIn, runJiedian } from '../support/run-jiedian.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { isWholeProof } from '../support/proofs.ts';

const FRENCH = fileURLToPath(new URL('../../../shared/data/french', import.meta.url));
const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));

/** On the embedded database each command takes seconds: these are left to the whole proof there. */
const slow = test.runIf(isWholeProof || process.env['DATABASE_URL'] !== undefined);

let env: NodeJS.ProcessEnv;
let drop: () => Promise<void> = () => Promise.resolve();
beforeAll(async () => {
  env = houseIn(await temporaryFolder());
  if (process.env['DATABASE_URL'] === undefined) return;
  const database = await throwAwayDatabase();
  env = { ...env, DATABASE_URL: database.url };
  drop = database.drop;
});
afterAll(() => drop());
const jiedian = (...args: string[]): Promise<Ran> => runJiedian(env, ...args);

test('wrong usage ends with 2 and says what is allowed', async () => {
  const { code, stderr } = await jiedian('fly');
  expect([code, stderr]).toEqual([2, expect.stringContaining("unknown command 'fly'")]);
});

test('a wrong environment ends with 2 and names every variable', async () => {
  const { code, stderr } = await runJiedian(
    { ...env, PORT: 'x', JIEDIAN_TREADS: '2' },
    'token',
    '--role',
    'manager',
  );
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /PORT[\s\S]*JIEDIAN_TREADS: unknown variable; did you mean JIEDIAN_THREADS|JIEDIAN_TREADS[\s\S]*PORT/,
  );
});

test('a token needs no database', async () => {
  const { code, stdout } = await jiedian(
    'token',
    '--role',
    'manager',
    '--regions',
    'demo',
    '--minutes',
    '5',
    '--json',
  );
  expect(code).toBe(0);
  const [, payload] = (JSON.parse(stdout) as { token: string }).token.split('.');
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Record<string, unknown>;
  expect(claims).toMatchObject({ role: 'manager', regions: ['demo'] });
  expect((claims['exp'] as number) - (claims['iat'] as number)).toBe(300);
});

describe('tables', () => {
  slow('a folder with defects is refused with a line for each, and changes nothing', async () => {
    const folder = await temporaryFolder();
    await mkdir(folder, { recursive: true });
    for (const file of await readdir(DEMO)) await copyFile(join(DEMO, file), join(folder, file));
    const nodes = await readFile(join(DEMO, 'nodes.csv'), 'utf8');
    const [header, first, ...rest] = nodes.split('\n');
    await writeFile(
      join(folder, 'nodes.csv'),
      [header, first!.replace(/113\.\d+/, '213.5'), ...rest].join('\n'),
    );
    const { code, stdout, stderr } = await jiedian('import', 'tables', folder, '--region', 'bad');
    expect(code).toBe(1);
    expect(stdout).toMatch(/nodes\.csv:2 .*lon_deg.*213\.5/);
    expect(stderr).toMatch(/the record is unchanged/);
    expect(
      (await jiedian('plan', '--lon', '113.2', '--lat', '33.97', '--crs', 'WGS84', '--kva', '630')).code,
    ).toBe(1);
  });

  test('the demo folder is imported with progress, and a second time changes nothing', async () => {
    const once = await jiedian('import', 'tables', DEMO, '--region', 'demo');
    expect([once.code, once.stdout.includes('region demo: imported')]).toEqual([0, true]);
    expect(once.stderr).toMatch(/reading … [\d,]+ rows/);
    const again = await jiedian('import', 'tables', DEMO, '--region', 'demo', '--json');
    expect([again.code, (JSON.parse(again.stdout) as { outcome: string }).outcome]).toEqual([0, 'unchanged']);
  });

  slow('a saved answer is replayed: the same ends with 0, another price with 1 and its cause', async () => {
    const file = join(await temporaryFolder(), 'answer.json');
    const at = ['--lon', '113.21', '--lat', '33.97', '--crs', 'WGS84'];
    expect((await jiedian('plan', ...at, '--kva', '3500', '--staircase', '--save', file)).code).toBe(0);
    const same = await jiedian('replay', file);
    expect([same.code, same.stdout]).toEqual([0, 'the same answer\n']);
    const saved = JSON.parse(await readFile(file, 'utf8')) as { answer: SupplyPlansAnswer };
    const { answer } = saved;
    const cheaper = answer.plans.map((plan, i) =>
      i > 0
        ? plan
        : {
            ...plan,
            cost: {
              ...plan.cost,
              likelyYuan: plan.cost.likelyYuan - 1,
              lines: plan.cost.lines.map((line, k) =>
                k > 0 ? line : { ...line, likelyYuan: line.likelyYuan / 2 },
              ),
            },
          },
    );
    const catalogue = { ...answer.catalogue, version: answer.catalogue.version + 1 };
    await writeFile(file, JSON.stringify({ ...saved, answer: { ...answer, catalogue, plans: cheaper } }));
    const other = await jiedian('replay', file, '--json');
    expect(other.code).toBe(1);
    const { differences } = JSON.parse(other.stdout) as { differences: { what: string; cause: string }[] };
    expect(differences.map(({ what, cause }) => [what, cause])).toEqual([['cost', 'price']]);
    await writeFile(file, '{}');
    expect((await jiedian('replay', file)).stderr).toMatch(/is no saved answer/);
  });

  slow('a plan for coordinates and for an address, as JSON and as a table', async () => {
    const [, address] = (await readFile(join(DEMO, 'addresses.csv'), 'utf8')).split('\n')[100]!.split(',');
    const json = await jiedian(
      'plan',
      '--address',
      address!,
      '--kva',
      '400',
      '--area',
      'rural',
      '--json',
      '--rejected',
    );
    expect(json.code).toBe(0);
    const answer = supplyPlansAnswer.parse(JSON.parse(json.stdout));
    expect([answer.site.address, answer.snapshot.region]).toEqual([address, 'demo']);
    const { lon, lat } = answer.site;
    const place = ['--lon', String(lon), '--lat', String(lat), '--crs', 'WGS84'];
    const shown = await jiedian('plan', ...place, '--kva', '400', '--area', 'rural');
    expect(shown.stdout).toContain(answer.plans[0]!.sources[0]!.nodeId);
    expect(shown.stdout).toMatch(/← binding/);
    expect(shown.stdout).toMatch(
      /- The source lies [\d.,]+ m away, within the search radius of 1,000 m\. \[NAT-/,
    );
    const chinese = await jiedian('plan', ...place, '--kva', '400', '--area', 'rural', '--lang', 'zh');
    expect(chinese.stdout).toContain(answer.plans[0]!.sources[0]!.nodeId);
    expect(chinese.stdout).toMatch(/← 制约/);
    expect(chinese.stdout).toMatch(/- 电源点距受电点 [\d.,]+ 米，在 1,000 米搜索半径以内。/);
  });

  test('a refused request names every field at fault and ends with 1', async () => {
    const { code, stderr } = await jiedian('plan', '--lon', '113.2', '--lat', '133', '--kva', '0');
    expect(code).toBe(1);
    for (const pointer of ['/site/crs', '/site/lat', '/demand/capacityKva'])
      expect(stderr).toContain(pointer);
  });
});

if (!existsSync(FRENCH)) console.warn(`SKIPPED: ${FRENCH} is not there`);
describe.runIf(existsSync(FRENCH))('the French feeders', () => {
  slow(
    'all eight files are imported; a truncated one is refused with file and place, the record unchanged',
    async () => {
      const { code, stdout } = await jiedian('import', 'roseau', FRENCH, '--region', 'fr', '--json');
      expect(code).toBe(0);
      const report = JSON.parse(stdout) as {
        counts: Record<string, { inserted: number }>;
        state: { dataVersion: number };
      };
      expect(report.counts['feeders']?.inserted).toBe(8);
      const folder = await temporaryFolder();
      await mkdir(folder, { recursive: true });
      const [name] = (await readdir(FRENCH)).filter((file) => file.endsWith('.json'));
      const text = await readFile(join(FRENCH, name!), 'utf8');
      await writeFile(join(folder, name!), text.slice(0, text.length / 2));
      const refused = await jiedian('import', 'roseau', join(folder, name!), '--region', 'fr');
      expect([refused.code, refused.stderr.includes(name!)]).toEqual([1, true]);
      const again = await jiedian('import', 'roseau', FRENCH, '--region', 'fr', '--json');
      expect(JSON.parse(again.stdout)).toMatchObject({
        outcome: 'unchanged',
        state: { dataVersion: report.state.dataVersion },
      });
    },
  );

  slow('the main transformer is unknown, said so in every chain, and the grade is D', async () => {
    const { stdout } = await jiedian(
      'plan',
      '--lon',
      '2.7862',
      '--lat',
      '48.8808',
      '--crs',
      'WGS84',
      '--kva',
      '630',
      '--json',
    );
    const { plans } = supplyPlansAnswer.parse(JSON.parse(stdout));
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) {
      expect(plan.grade).toBe('D');
      expect(plan.sources[0]!.unknownElementIds).toContain('11_COUPV/main-transformer');
      expect(plan.sources[0]!.chain.find(({ kind }) => kind === 'main-transformer')).toMatchObject({
        ratingKva: null,
        limitKva: null,
        leftKva: null,
      });
    }
  });
});
