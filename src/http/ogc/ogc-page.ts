const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON value to read: links are anchors, objects and lists of objects are tables. */
function cell(value: unknown): string {
  if (Array.isArray(value)) return value.every(isObject) ? table(value) : value.map(cell).join(', ');
  if (isObject(value)) return rows(value);
  if (value === null || value === undefined) return '–';
  const text = escaped(typeof value === 'string' ? value : JSON.stringify(value));
  return /^https?:[^{}]*$/u.test(text) ? `<a href="${text}">${text}</a>` : text;
}

const rows = (object: Json): string =>
  `<table>${Object.entries(object)
    .map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${cell(value)}</td></tr>`)
    .join('\n')}</table>`;

function table(list: readonly Json[]): string {
  const names = [...new Set(list.flatMap((object) => Object.keys(object)))];
  const head = names.map((name) => `<th>${escaped(name)}</th>`).join('');
  const body = list.map(
    (object) => `<tr>${names.map((name) => `<td>${cell(object[name])}</td>`).join('')}</tr>`,
  );
  return list.length === 0 ? '–' : `<table><tr>${head}</tr>\n${body.join('\n')}</table>`;
}

/** A document of the API as a page: every value it has, in the order it has them. */
export const ogcPage = (title: string, document: Json): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · 接电 Jiedian</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/page.css">
</head>
<body class="wide">
<main>
<h1>${escaped(title)}</h1>
${Object.entries(document)
  .map(([name, value]) => `<h2>${escaped(name)}</h2>\n<div>${cell(value)}</div>`)
  .join('\n')}
</main>
</body>
</html>
`;
