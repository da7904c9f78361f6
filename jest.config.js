/** The parser's options for TypeScript with or without JSX; ES modules stay what they are. */
const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript', tsx }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.tmp/', '<rootDir>/\\.data/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // TypeScript imports name what will be there when it is compiled.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc(false), '^.+\\.tsx$': swc(true) },
  globalSetup: '<rootDir>/tests/support/set-up.js',
  globalTeardown: '<rootDir>/tests/support/tear-down.js',
  reporters: ['default', '<rootDir>/tests/support/reporter.js'],
  maxWorkers: 2,
  testTimeout: 30_000,
  collectCoverageFrom: ['src/**/*.ts', 'admin/**/*.ts', '!admin/components/**'],
  coverageReporters: ['text-summary', 'lcov', 'json-summary'],
};
