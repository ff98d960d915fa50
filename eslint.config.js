import tseslint from 'typescript-eslint';

/** Size norms of the house; kernels (typed-array loops) may be longer because splitting them costs calls. */
const sizes = (functionLines) => ({
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: functionLines, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4],
  complexity: ['error', 12],
});

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.jiedian', '**/*.mjs', '*.config.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...sizes(60),
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      eqeqeq: 'error',
    },
  },
  { files: ['src/search/**', 'src/snapshot/**', 'src/electric/**'], rules: sizes(90) },
  {
    files: ['test/**', 'bench/**', 'vitest.config.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
      'no-restricted-exports': 'off',
    },
  },
  { files: ['src/worker/entry.ts'], rules: { 'no-restricted-exports': 'off' } },
);
