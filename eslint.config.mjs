import tseslint from 'typescript-eslint';

const nondeterministic = [
  { name: 'Date', message: 'Chaincode takes its time from the transaction (spec 00, Time).' },
  { name: 'Intl', message: 'Locale data differs between endorsers.' },
  { name: 'process', message: 'Chaincode has no environment.' },
  { name: 'fetch', message: 'Chaincode does no I/O.' },
  { name: 'setTimeout', message: 'Chaincode has no timers.' },
  { name: 'setInterval', message: 'Chaincode has no timers.' },
  { name: 'performance', message: 'Chaincode has no clock.' },
];
const floatingMath = [
  'random',
  'exp',
  'expm1',
  'pow',
  'log',
  'log2',
  'log10',
  'log1p',
  'sin',
  'cos',
  'tan',
  'sqrt',
  'cbrt',
];

export default tseslint.config(
  { ignores: ['build/', 'node_modules/', 'coverage/', 'artifacts/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['chaincode/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...nondeterministic],
      'no-restricted-properties': [
        'error',
        ...floatingMath.map((property) => ({ object: 'Math', property, message: 'Not the same on every machine.' })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name=/^(localeCompare|toLocale.*)$/]',
          message: 'Locale data differs between endorsers: compare with <.',
        },
        {
          selector: 'CallExpression[callee.name=/^(parseInt|parseFloat)$/]',
          message: 'Parse amounts with domain/units.',
        },
      ],
    },
  },
  { files: ['chaincode/contracts/peer-clock.ts', 'chaincode/server.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off' } },
);
