import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** bridgeOnlyInPlatform keeps the platform behind one folder. */
const bridgeOnlyInPlatform = {
  patterns: [
    { group: ['@forge/bridge', '@forge/bridge/*'], message: 'Only src/platform talks to the bridge.' },
  ],
};

/** longFiles keeps a module readable in one sitting. */
const longFiles = ['error', { max: 200 }];

export default tseslint.config(
  { ignores: ['build/', 'node_modules/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  reactHooks.configs.flat.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-imports': ['error', bridgeOnlyInPlatform],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Names are text, never markup.',
        },
        {
          selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
          message: 'Parse, do not cast.',
        },
      ],
      'max-lines': longFiles,
      'max-params': ['error', 4],
    },
  },
  {
    files: ['src/platform/**', 'tests/**', 'e2e/**', '**/*.test.tsx'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    // Plain scripts run in Node; TypeScript checks the names of everything else.
    languageOptions: { globals: { URL: 'readonly', process: 'readonly' } },
  },
);
