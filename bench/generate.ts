/**
 * Writes what is made from the source and committed: the OpenAPI document and the marked tables of README.
 * With `--check` it writes nothing and fails when a file would change.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { TRANSITIONS } from '../src/casework/states.ts';
import { ACCESS } from '../src/contract/access.ts';
import { openApiDocument } from '../src/contract/openapi.ts';
import { PROBLEMS } from '../src/contract/problems.ts';
import { RECORD, TABLE_NAMES } from '../src/model/record.ts';
import { COLUMNS } from '../src/snapshot/columns.ts';
import { readBaseline } from './baseline/baseline.ts';
import { baselineTables } from './baseline/tables.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OPENAPI = `${ROOT}src/contract/openapi.json`;
const README = `${ROOT}README.md`;

const cell = (text: string): string => text.replaceAll('|', '\\|');
const markdown = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

function recordTables(): string {
  return TABLE_NAMES.map((name) => {
    const { meaning, key, columns } = RECORD[name];
    const rows = Object.entries(columns).map(
      ([column, { type, required, meaning: says, references, oneOf, min, max }]) => [
        `\`${column}\`${key.includes(column) ? ' (key)' : ''}`,
        type,
        required ? 'yes' : '',
        [
          says,
          references === undefined ? '' : `→ \`${references}\``,
          oneOf === undefined ? '' : oneOf.map((word) => `\`${word}\``).join(' '),
          min === undefined ? '' : `${min}…${max ?? ''}`,
        ]
          .filter((part) => part !== '')
          .join('; '),
      ],
    );
    return `<details><summary><code>${name}.csv</code>: ${meaning}</summary>\n\n${markdown(['column', 'type', 'required', 'meaning'], rows)}\n\n</details>`;
  }).join('\n\n');
}

function arrows(): string {
  const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
    forbidden: readonly { name: string; to: { pathNot?: readonly string[] } }[];
  };
  const rows = config.forbidden
    .filter(({ name }) => name.startsWith('arrows-of-'))
    .map(({ name, to }) => {
      const [own, ...others] = (to.pathNot ?? []).map((path) => path.replace(/^\^src\/|\/$/g, ''));
      return [`\`${own ?? name}\``, others.map((folder) => `\`${folder}\``).join(' ')];
    });
  return markdown(['folder', 'may import'], rows);
}

const states = (): string =>
  markdown(
    ['action', 'from', 'to', 'by', 'where'],
    TRANSITIONS.map(({ action, from, to, by, where }) => [
      `\`${action}\``,
      from.join(', '),
      to,
      by.join(', '),
      where,
    ]),
  );

const SECTIONS: Readonly<Record<string, () => string>> = {
  record: recordTables,
  arrows,
  bench: () => baselineTables(readBaseline()),
  snapshot: () =>
    markdown(
      ['column', 'type', 'one per', 'meaning'],
      Object.entries(COLUMNS).map(([name, { type, per, meaning }]) => [
        `\`${name}\``,
        type,
        String(per),
        meaning,
      ]),
    ),
  states,
  problems: () =>
    markdown(
      ['code', 'status', 'meaning'],
      Object.entries(PROBLEMS).map(([code, { status, sentence }]) => [
        `\`${code}\``,
        String(status),
        sentence,
      ]),
    ),
  access: () =>
    markdown(
      ['operation', 'roles'],
      Object.entries(ACCESS).map(([operation, roles]) => [`\`${operation}\``, roles.join(', ')]),
    ),
};

function fillSections(text: string): string {
  return Object.entries(SECTIONS).reduce((filled, [name, make]) => {
    const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
    const [from, to] = [filled.indexOf(begin), filled.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README has no place for ${name}: wants ${begin} … ${end}`);
    return `${filled.slice(0, from + begin.length)}\n\n${make()}\n\n${filled.slice(to)}`;
  }, text);
}

async function generated(): Promise<[path: string, text: string][]> {
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { version: string };
  const options = await resolveConfig(README);
  const openapi = await format(JSON.stringify(openApiDocument(version)), { ...options, parser: 'json' });
  return [
    [OPENAPI, openapi],
    [README, fillSections(readFileSync(README, 'utf8'))],
  ];
}

const check = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of await generated()) {
  let before = '';
  try {
    before = readFileSync(path, 'utf8');
  } catch {
    // Not there yet: made below.
  }
  if (before === text) continue;
  stale++;
  if (check)
    process.stderr.write(`${path.slice(ROOT.length)} is not what the source makes: run npm run generate\n`);
  else writeFileSync(path, text);
}
if (check && stale > 0) process.exitCode = 1;
