import { expect, test } from 'vitest';
import { parsePacks } from '../../src/policy/pack.ts';
import { pack, packFiles, packOf } from '../support/load-rules.ts';

type Json = Record<string, unknown>;

const base = packFiles.filter(({ file }) => file.endsWith('national-2024.json'));
const textOf = (id: string): string => packFiles.find(({ file }) => file.endsWith(`${id}.json`))?.text ?? '';
const parse = (text: string) => parsePacks([...base, { file: 'x.json', text }]);

/** A pack's file with a change in it. */
function damaged(id: string, change: (copy: Json) => void): string {
  const copy = JSON.parse(textOf(id)) as Json;
  copy['id'] = 'damaged';
  change(copy);
  return JSON.stringify(copy);
}
const part = (copy: Json, name: string): Json => copy[name] as Json;

test('six packs load, each with its time and none of them confirmed', () => {
  const packs = parsePacks(packFiles);
  expect(packs.map(({ id, status, validFrom, validTo }) => [id, status, validFrom, validTo])).toEqual([
    ['changzhou-2019', 'needs-confirmation', '2019-01-01', '2020-12-31'],
    ['huangchuan-2021', 'needs-confirmation', '2021-11-26', '2022-12-31'],
    ['jiaxian-2021', 'needs-confirmation', '2021-12-09', '2022-12-31'],
    ['jinhua-2020', 'needs-confirmation', '2020-12-01', '2022-12-31'],
    ['national-2024', 'needs-confirmation', '2024-06-01', null],
    ['shenqiu-2022', 'needs-confirmation', '2022-07-20', '2022-12-31'],
  ]);
});

test('a pack with errors does not load and says where each of them is', () => {
  const text = damaged('national-2024', (copy) => {
    copy['status'] = 'maybe';
    part(copy, 'capacity')['maxDataAgeDays'] = -1;
    copy['surprise'] = true;
  });
  const load = () => parse(text);
  for (const place of [/x\.json is not valid/, /\/status: /, /\/capacity\/maxDataAgeDays: /, /surprise/])
    expect(load).toThrow(place);
});

test('so does one of a company, with places in its own file', () => {
  const text = damaged('jiaxian-2021', (copy) => {
    (part(copy, 'voltage')['lowVoltage'] as Json[])[0]!['when'] = { categroy: ['micro-enterprise'] };
    part(copy, 'payers')['payers'] = [{ rule: 'JX-E5', when: {}, payer: 'the neighbour' }];
  });
  expect(() => parse(text)).toThrow(/\/voltage\/lowVoltage\/0\/when: .*categroy/);
  expect(() => parse(text)).toThrow(/\/payers\/payers\/0\/payer: /);
});

test('a rule that is named but not listed is an error with its place', () => {
  const text = damaged('national-2024', (copy) => {
    part(copy, 'capacity')['rule'] = 'NAT-NOWHERE';
  });
  expect(() => parse(text)).toThrow('/capacity/rule: rule NAT-NOWHERE is not listed under rules');
});

test('text that is no JSON names the file', () => {
  expect(() => parse('{')).toThrow(/x\.json is not JSON/);
});

test('a base that is not there, a base of a base, and an id used twice are refused', () => {
  const on = (id: string) => damaged('jiaxian-2021', (copy) => (copy['extends'] = id));
  expect(() => parse(on('nowhere'))).toThrow('/extends: received "nowhere", allowed: national-2024');
  const second = { file: 'y.json', text: on('jiaxian-2021') };
  expect(() => parsePacks([...packFiles, second])).toThrow('/extends: received "jiaxian-2021"');
  expect(() => parse(textOf('national-2024'))).toThrow('two policy packs have the id national-2024');
});

test('where a company is silent the national rule speaks under its own id; a field it gives is its own', () => {
  const jiaxian = packOf('jiaxian-2021');
  expect(jiaxian.capacity).toEqual(pack.capacity);
  expect(jiaxian.metering.rule).toBe('NAT-METERING');
  expect(jiaxian.voltage.mediumVoltage).toEqual(pack.voltage.mediumVoltage);
  expect(jiaxian.voltage.lowVoltage.map(({ rule }) => rule)).toEqual(['JX-D1', 'NAT-LV']);
  expect(jiaxian.search).toEqual({ ...pack.search, radiusRule: 'JX-A1' });
});

test('no rule of a company is listed without being used', () => {
  for (const { id } of parsePacks(packFiles).filter((one) => one.extends !== null)) {
    const { rules, ...rest } = JSON.parse(textOf(id)) as { rules: Json };
    const named = JSON.stringify(rest);
    for (const rule of Object.keys(rules)) expect(named, id).toContain(`"${rule}"`);
  }
});

test('steps that exceed the number or the days their rule allows are refused', () => {
  const process = (copy: Json) => (part(copy, 'time')['processes'] as Json[])[6]!;
  expect(() => parse(damaged('jiaxian-2021', (copy) => (process(copy)['maxSteps'] = 3)))).toThrow(
    '/time/processes/6/steps: 4 steps, at most 3',
  );
  const longer = damaged(
    'jiaxian-2021',
    (copy) => (process(copy)['total'] = { days: 17, covers: 'handling' }),
  );
  expect(() => parse(longer)).toThrow('/time/processes/6/total: the steps take 16 days, the total is 17');
});

test('a list that must always decide ends with a rule without condition', () => {
  const text = damaged('jiaxian-2021', (copy) => {
    (part(copy, 'approvals')['approvals'] as Json[]).pop();
  });
  expect(() => parse(text)).toThrow(
    '/approvals/approvals: the last rule of this list must have no condition',
  );
});

test('an undecided payer needs its reason', () => {
  const text = damaged('changzhou-2019', (copy) => {
    const payers = part(copy, 'payers')['payers'] as Json[];
    delete payers.at(-1)!['reason'];
  });
  expect(() => parse(text)).toThrow('/payers/payers: an undecided payer needs its reason');
});
