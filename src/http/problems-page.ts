import { ISSUE_CODES } from '../contract/issue-codes.ts';
import { PROBLEMS } from '../contract/problems.ts';

/** Texts of the tables hold backticks around code, and no other markup. */
const html = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]+)`/gu, '<code>$1</code>');

const problems = Object.entries(PROBLEMS).map(
  ([code, { status, title, sentence }]) =>
    `<dt id="${code}"><code>${code}</code> <span>${status}</span> ${html(title)}</dt><dd>${html(sentence)}</dd>`,
);

const issues = Object.entries(ISSUE_CODES).map(
  ([code, sentence]) => `<dt><code>${code}</code></dt><dd>${html(sentence)}</dd>`,
);

/** The page that the `type` of every problem points to. */
export const problemsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Problems · Jiedian</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/page.css">
</head>
<body>
<main>
<h1>Problems</h1>
<p>Every refusal is an <code>application/problem+json</code> with one of these codes. <a href="/">Start page</a></p>
<dl>${problems.join('\n')}</dl>
<h2>Codes of <code>errors</code></h2>
<dl>${issues.join('\n')}</dl>
</main>
</body>
</html>
`;
