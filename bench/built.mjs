// Benches measure what runs in production: the compiled modules of `dist`, not sources translated on the fly, whose
// closures carry names at a cost. `node --import tsx --import ./bench/built.mjs bench/…`, after `src/prepare.mjs`.
import { register } from 'node:module';

if (import.meta.url.endsWith('?hooks') === false) register(`${import.meta.url}?hooks`);

const sources = new URL('../src/', import.meta.url).href;
const compiled = new URL('../dist/', import.meta.url).href;

/** Sends an import of a source to its compiled module. */
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  if (!found.url.startsWith(sources)) return found;
  const path = found.url.slice(sources.length).split('?')[0];
  return { ...found, url: compiled + path.replace(/\.ts$/, '.js'), format: 'module' };
}
