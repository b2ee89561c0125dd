import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** bridgeOnlyInPlatform restricts imports of the bridge to src/platform. */
const bridgeOnlyInPlatform = {
  patterns: [
    {
      group: ['@forge/bridge', '@forge/bridge/*'],
      message: 'Only src/platform may import the bridge.',
    },
  ],
};

/** forbidden lists the constructs that no file may use. */
const forbidden = [
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    message: 'Names are text, never markup.',
  },
  {
    selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
    message: 'Parse, do not cast.',
  },
];

/**
 * driverClick scrolls and presses at once. Chromium may deliver such a press to the page around a
 * frame.
 */
const driverClick = {
  selector:
    'CallExpression[callee.property.name=/^(click|dblclick|check|uncheck|tap)$/][arguments.length=0]',
  message: 'Use press of e2e/browser.ts.',
};

/** longFiles limits the lines of a module; comments and blank lines are free. */
const longFiles = ['error', { max: 200, skipBlankLines: true, skipComments: true }];

export default tseslint.config(
  { ignores: ['build/', 'node_modules/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
  },
  reactHooks.configs.flat.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-imports': ['error', bridgeOnlyInPlatform],
      'no-restricted-syntax': ['error', ...forbidden],
      'max-lines': longFiles,
      'max-params': ['error', 4],
    },
  },
  {
    files: ['src/platform/**', 'tests/**', 'e2e/**', '**/*.test.tsx'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['e2e/**'],
    ignores: ['e2e/browser.ts'],
    rules: { 'no-restricted-syntax': ['error', ...forbidden, driverClick] },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    // Plain scripts run in Node; TypeScript checks the names of everything else.
    languageOptions: { globals: { URL: 'readonly', process: 'readonly' } },
  },
);
