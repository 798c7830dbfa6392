// The lint gate: typescript-eslint's strict typed rules, and the rules of the house by floor (see CONTRIBUTING.md).
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Floors 0 to 3: pure rooms, where time, identifiers and randomness are arguments. */
const PURE = ['foundation', 'quantity', 'model', 'ledger', 'availability', 'promise', 'policy', 'allocation', 'reservation', 'returns', 'reconciliation']
  .map((room) => `src/${room}/**/*.ts`);

const namedOnly = [
  { name: 'decimal.js', importNames: ['default'], message: 'Write `import { Decimal }`: the default import does not type-check under NodeNext.' },
  { name: 'eventemitter3', importNames: ['default'], message: 'Write `import { EventEmitter }`: the default import does not type-check under NodeNext.' },
];
const decimal = { name: 'decimal.js', message: 'Only src/quantity computes with decimals.' };
const calendar = { group: ['date-fns', 'date-fns/*', '@date-fns/*'], message: 'Only src/foundation/instant.ts computes with calendars.' };
const builtins = { group: ['node:*', 'fs', 'fs/*', 'path', 'crypto', 'os', 'process', 'child_process', 'worker_threads', 'timers', 'timers/*', 'events', 'util', 'stream', 'buffer', 'url'], message: 'Floors 0 to 3 use no Node built-in.' };
const imports = (paths, patterns) => ['error', { paths, patterns }];

const exportStar = { selector: 'ExportAllDeclaration', message: 'List the exported names one by one.' };
const exportDefault = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };
// By syntax and not by `no-restricted-imports`, which takes a namespace import for one of every restricted name.
const zodNamed = {
  selector: "ImportDeclaration[source.value='zod'] > :matches(ImportSpecifier[imported.name='z'], ImportDefaultSpecifier)",
  message: "Write `import * as z from 'zod'`: bundlers drop the unused three quarters of it only then.",
};
const structure = [exportStar, exportDefault, zodNamed];
const environment = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is an argument.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length!=1]", message: 'Time is an argument, and a date from parts depends on the machine’s zone.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Time is an argument.' },
  { selector: "MemberExpression[object.name='Date'][property.name='parse']", message: 'Use parseInstant: Date.parse guesses.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Randomness is an argument.' },
  { selector: 'CallExpression[callee.property.name=/^(toLocale[A-Z]|localeCompare$)/]', message: 'Depends on the runtime’s locale data; use compareText.' },
  { selector: 'MemberExpression[property.name=/^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/]', message: 'Depends on the machine’s time zone.' },
];
const ambient = ['process', 'crypto', 'performance', 'Buffer', 'console', 'fetch', 'require', 'module', '__dirname', '__filename', 'global', 'globalThis', 'navigator', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']
  .map((name) => ({ name, message: 'Floors 0 to 3 depend on nothing around them.' }));

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/', 'reports/', 'site/', 'temp/', '.stryker-tmp/', 'api/', 'docs/', '**/*.cjs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.mjs'], languageOptions: { globals: { console: 'readonly', process: 'readonly' } } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: ['tsconfig.json', 'tsconfig.tools.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An index proven in range is stated with `!` under noUncheckedIndexedAccess; a check there would cost time in inner loops and be unreachable.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Both are matters of taste here: counted loops are faster in inner loops, and `||` is at times meant.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      // noPropertyAccessFromIndexSignature asks for the brackets that this rule forbids.
      '@typescript-eslint/dot-notation': 'off',
      'no-restricted-imports': imports(namedOnly, []),
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      'no-restricted-imports': imports([...namedOnly, decimal], [calendar]),
      'no-restricted-syntax': ['error', ...structure],
      'no-console': 'error',
    },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-imports': imports([...namedOnly, decimal], [calendar, builtins]),
      'no-restricted-syntax': ['error', ...structure, ...environment],
      'no-restricted-globals': ['error', ...ambient],
    },
  },
  { files: ['src/quantity/**/*.ts'], rules: { 'no-restricted-imports': imports(namedOnly, [calendar, builtins]) } },
  { files: ['src/foundation/instant.ts'], rules: { 'no-restricted-imports': imports([...namedOnly, decimal], [builtins]) } },
  { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    // Tests read untyped data and hand wrong types on purpose.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // src/testing builds arbitraries of fast-check's shape without importing its class.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
);
