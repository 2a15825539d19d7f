// test.mjs - lint, then every test; ends with one line that counts them and with the list of what was skipped and why.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const wanted = process.argv.slice(2);
if (wanted.length === 0) run('npm', ['run', '--silent', 'lint']);
ensurePackages();
const report = join(mkdtempSync(join(tmpdir(), 'hotline-jest-')), 'report.json');
const jest = spawn(
  process.execPath,
  ['--no-warnings', '--max-old-space-size=3072', 'node_modules/jest/bin/jest.js', '--silent=false', '--json', `--outputFile=${report}`, ...wanted],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
const ended = once(jest, 'exit').then(([code]) => ({ code }));
const { code, isLeftOpen } = await Promise.race([ended, tooLateAfterReport()]);
if (isLeftOpen) {
  console.log('\nThe tests are over, but what one of them started keeps jest from ending.');
  jest.kill('SIGKILL');
}
if (!existsSync(report)) {
  console.log('\nJest ended without a word about the tests.\n0 passed, 1 failed');
  process.exit(1);
}
const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(report, 'utf8'));
const skipped = testResults.flatMap((file) => file.assertionResults.filter(({ status }) => status === 'pending' || status === 'todo').map(({ fullName }) => fullName));
if (skipped.length > 0) console.log(`\nSkipped:\n${[...new Set(skipped)].map((name) => `- ${name}`).join('\n')}`);
// A file that could not even be loaded counts as one failure.
const unloaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
console.log(`\n${numPassedTests} passed, ${numFailedTests + unloaded + Number(isLeftOpen ?? false)} failed`);
process.exit(code === 0 && numFailedTestSuites === 0 ? 0 : 1);

/** A test that leaves something running is a failure, and the gate does not wait for it for ever. */
async function tooLateAfterReport() {
  while (!existsSync(report)) await delay(1_000, undefined, { ref: false });
  await delay(60_000, undefined, { ref: false });
  return { code: null, isLeftOpen: true };
}

/** What some tests need of Debian. Where it is absent and may not be installed, they are skipped and listed below. */
function ensurePackages() {
  if (wanted.length > 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const missing = [
    ...(existsSync('/usr/bin/chromium') ? [] : ['chromium']), // the console, in a real browser
    ...(readdirSync('/usr/lib').some((place) => existsSync(join('/usr/lib', place, 'faketime'))) ? [] : ['libfaketime']), // PostgreSQL's clock
  ];
  if (missing.length === 0) return;
  const quiet = { stdio: 'ignore', timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  console.log(`Installing for the tests: ${missing.join(', ')}.`);
  const install = () => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], quiet).status === 0;
  if (install()) return;
  spawnSync('apt-get', ['update'], quiet);
  install();
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.log('\nLint failed; no test was run.\n0 passed, 1 failed');
    process.exit(1);
  }
}
