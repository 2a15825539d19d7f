// One jest, three projects: unit beside the code, medium on real servers, e2e through HTTP.
const swc = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    target: 'es2022',
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
const esm = '@nestjs|age-encryption|@noble|@scure|flatbush|flatqueue|point-in-polygon-hao|robust-predicates|temporal-polyfill|temporal-utils|temporal-spec|content-disposition|openid-client|oauth4webapi|jose';
const common = {
  transform: { '^.+\\.[tj]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/)`],
  moduleNameMapper: { '^@hotline/(.*)$': '<rootDir>/libs/$1/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.hotline/'],
  setupFiles: ['reflect-metadata'],
};
const servers = {
  setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts', globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

module.exports = {
  maxWorkers: 2,
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps,tools,test}/**/*.spec.ts'] },
    { ...common, ...servers, displayName: 'medium', testMatch: ['<rootDir>/{libs,apps,test}/**/*.medium.ts'] },
    { ...common, ...servers, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.browser.ts'] },
    { ...common, ...servers, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'] },
  ],
};
