import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Which way imports go: app → GraphQL documents; graphql, realtime, jobs → modules → database and policy.
 * ARCHITECTURE.md draws it; tests/unit/import-directions.test.ts proves that these rules fire.
 */

const FRAMEWORKS = [
  'react',
  'react-dom',
  'react-router',
  '@react-router/*',
  'express',
  'graphql-yoga',
  '@graphql-yoga/*',
  'socket.io',
];

const framework = {
  group: [...FRAMEWORKS, ...FRAMEWORKS.map((name) => `${name}/*`)],
  message: 'A module knows no framework: put what needs one into an adapter.',
};
const pagesOnly = { group: ['~/app', '~/app/**'], message: 'The server knows nothing of pages.' };
const testsOnly = { group: ['~/tests/**'], message: 'Only tests use what is made for tests.' };
const seedOnly = { group: ['~/prisma/seed/**'], message: 'Only server/serve.ts loads the demo.' };
const adapters = {
  group: [
    '~/server/realtime',
    '~/server/realtime/**',
    '~/server/jobs/**',
    '~/server/http/**',
    '~/server/commands/**',
    '~/server/app',
    '~/server/serve',
    '~/server/environment',
  ],
  message: 'A module is called by adapters and never calls them; what it needs is in deps.',
};
const graphql = {
  group: ['~/server/graphql', '~/server/graphql/**'],
  message: 'Only the files of a module that describe its GraphQL types import from server/graphql.',
};
const otherInside = {
  // A folder within a module is its own affair; its GraphQL types are gathered by server/graphql/schema.ts alone.
  regex: '^~/server/modules/[a-z]+/(types|[a-z-]+-types|[a-z-]+/.+)$',
  message:
    'Use another module through its use cases, queries, rules and refs, not through what is inside it.',
};
const modules = {
  group: ['~/server/modules', '~/server/modules/**'],
  message: 'Modules stand above this folder.',
};

/** What each part of the repository must not import. */
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const noEnvironment = {
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: 'server/environment.ts alone reads process.env.' },
  ],
};

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'build',
      'generated',
      '.react-router',
      'data',
      'screens',
      'coverage',
      'test-results',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },

  // A promise that nobody waits for is an error that nobody sees.
  {
    files: ['server/**/*.ts', 'prisma/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },

  {
    files: ['app/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      ...noEnvironment,
      ...restrict(
        {
          regex: '^~/server/(?!realtime/contract$)',
          message: 'Pages ask the GraphQL API; from the server they know the live contract alone.',
        },
        {
          group: [
            '~/prisma',
            '~/prisma/**',
            '~/generated/prisma',
            '~/generated/prisma/**',
            '@prisma/*',
            'pg',
          ],
          message: 'Pages never reach the database.',
        },
        { regex: '^(\\.\\./)+server/', message: 'Pages ask the GraphQL API.' },
        testsOnly,
      ),
    },
  },
  {
    files: ['app/**/*.{ts,tsx}'],
    ignores: ['app/**/*.test.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [],
          patterns: [
            {
              group: ['~/server/realtime/contract'],
              allowTypeImports: true,
              message: 'Types only: the server’s code does not go to browsers.',
            },
          ],
        },
      ],
    },
  },

  { files: ['server/**/*.ts'], rules: { ...noEnvironment, ...restrict(pagesOnly, testsOnly, seedOnly) } },
  { files: ['server/serve.ts'], rules: restrict(pagesOnly, testsOnly) },
  { files: ['server/environment.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['server/{policy,database}/**/*.ts'],
    rules: restrict(pagesOnly, testsOnly, seedOnly, framework, graphql, modules),
  },
  {
    files: ['server/modules/**/*.ts'],
    rules: restrict(pagesOnly, testsOnly, seedOnly, framework, adapters, graphql, otherInside),
  },
  {
    files: [
      'server/modules/*/{types,refs,enums,inputs,connection,mutations,*-types}.ts',
      'server/modules/*/*/{types,refs,enums,inputs,connection,mutations,*-types}.ts',
    ],
    rules: restrict(pagesOnly, testsOnly, seedOnly, framework, adapters, otherInside),
  },

  // Tests stand beside what they test and may use what is made for tests.
  {
    files: ['**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['scripts/**/*.{js,mjs,ts}', '*.{js,ts}', 'tests/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
);
