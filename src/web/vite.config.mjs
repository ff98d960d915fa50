import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The page, built into `dist/web`: `index.html`, and beside it hashed files under `page/`. */
export default defineConfig({
  root: at('.'),
  base: '/',
  // Nothing is copied as it is, and nothing is read from the environment.
  publicDir: false,
  envDir: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: at('../../dist/web'),
    emptyOutDir: true,
    assetsDir: 'page',
    // Browsers in offices are some years old.
    target: ['chrome109', 'firefox115', 'safari16.4'],
    cssTarget: ['chrome109', 'firefox115', 'safari16.4'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  worker: { format: 'es' },
});
