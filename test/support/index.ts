export { describeWith, sharedData } from './shared-data';
export { testDatabase, testRedisUrl, type TestDatabase } from './test-database';
export { until } from './until';
export { aReport } from './report-builder';
