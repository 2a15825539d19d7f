// test.mjs - lint, then every test; ends with one line that counts them and with the list of what was skipped and why.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const wanted = process.argv.slice(2);
if (wanted.length === 0) run('npm', ['run', '--silent', 'lint']);
ensureChromium();
const report = join(mkdtempSync(join(tmpdir(), 'hotline-jest-')), 'report.json');
// --forceExit: servers and queues of finished tests may still be letting go of sockets; the gate must not wait for them.
const jest = spawnSync(
  process.execPath,
  ['--no-warnings', '--max-old-space-size=3072', 'node_modules/jest/bin/jest.js', '--silent=false', '--forceExit', '--json', `--outputFile=${report}`, ...wanted],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(report, 'utf8'));
const skipped = testResults.flatMap((file) => file.assertionResults.filter(({ status }) => status === 'pending' || status === 'todo').map(({ fullName }) => fullName));
if (skipped.length > 0) console.log(`\nSkipped:\n${[...new Set(skipped)].map((name) => `- ${name}`).join('\n')}`);
// A file that could not even be loaded counts as one failure.
const unloaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
console.log(`\n${numPassedTests} passed, ${numFailedTests + unloaded} failed`);
process.exit(jest.status === 0 && numFailedTestSuites === 0 ? 0 : 1);

/** The console is tested in a real browser. Where none is and none may be installed, its tests are skipped and listed below. */
function ensureChromium() {
  if (wanted.length > 0 || existsSync('/usr/bin/chromium') || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const quiet = { stdio: 'ignore', timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  console.log('Installing chromium for the tests of the console.');
  const install = () => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quiet).status === 0;
  if (!install()) {
    spawnSync('apt-get', ['update'], quiet);
    install();
  }
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.log('\nLint failed; no test was run.\n0 passed, 1 failed');
    process.exit(1);
  }
}
