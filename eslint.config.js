import tseslint from 'typescript-eslint';

/**
 * Size norms of the house. Kernels (typed-array loops) may be longer, because splitting them costs calls, and more
 * complex, because every checked read of a column (`?? 0`) counts as a branch.
 */
const sizes = (functionLines, complexity) => ({
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: functionLines, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4],
  complexity: ['error', complexity],
});

// What V8 makes slow in hot code.
const SPREAD = {
  selector: 'ObjectExpression > SpreadElement > ObjectExpression',
  message: 'Write the properties out: V8 gives an object that begins with a spread a shape of its own.',
};
const UNPACKED = {
  selector: 'VariableDeclarator[id.type="ArrayPattern"][init.type="ArrayExpression"]',
  message: 'Declare each by itself: the array is made and walked.',
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.jiedian', '*.config.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.check.json', './src/web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...sizes(60, 12),
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // What is left out of the rest.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', SPREAD],
    },
  },
  {
    files: ['src/search/**', 'src/snapshot/**', 'src/electric/**', 'src/planning/what-if/**'],
    rules: sizes(90, 24),
  },
  {
    files: ['electric', 'search', 'snapshot', 'plan', 'pricing', 'model', 'worker'].map(
      (folder) => `src/${folder}/**`,
    ),
    rules: { 'no-restricted-syntax': ['error', SPREAD, UNPACKED] },
  },
  {
    files: ['test/**', 'bench/**', 'vitest.config.ts'],
    rules: {
      'max-lines-per-function': 'off',
      // Slow twins and grid generators are plain on purpose: one long walk, no helpers shared with the product.
      complexity: 'off',
      'max-params': ['error', 6],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
      'no-restricted-exports': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  // Plain programs that run before anything is compiled, and in the browser: no types to check them by.
  {
    ...tseslint.configs.disableTypeChecked,
    files: ['**/*.mjs'],
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      'no-console': 'off',
      'no-restricted-exports': 'off',
    },
  },
  { files: ['src/worker/entry.ts', 'src/worker/press-entry.ts'], rules: { 'no-restricted-exports': 'off' } },
);
