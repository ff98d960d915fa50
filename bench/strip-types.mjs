/**
 * Lets Node run the TypeScript of this repository with nothing added to it but what the compiler would write:
 * `node --import ./bench/strip-types.mjs bench/main.ts`. The test runner's loader names every closure it makes, which
 * costs a search a third of its time; what is measured here is what `dist` runs.
 */
import { register } from 'node:module';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const HOOK = new URL('./strip-types.mjs?hook', import.meta.url);
if (!import.meta.url.endsWith('?hook')) register(HOOK);

let compiler;

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  compiler ??= (await import('typescript')).default;
  const source = await readFile(fileURLToPath(url), 'utf8');
  const { outputText } = compiler.transpileModule(source, {
    compilerOptions: {
      target: compiler.ScriptTarget.ES2023,
      module: compiler.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      inlineSourceMap: true,
    },
    fileName: fileURLToPath(url),
  });
  return { format: 'module', source: outputText, shortCircuit: true };
}
