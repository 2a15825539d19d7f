import { readFileSync } from 'node:fs';
import type { CDPSession } from 'playwright-core';
import { verifiedIncident } from '../support/review-scene';
import type { TestService } from '../support/test-service';
import { describeInBrowser, type Person } from './browser';
import { visits } from './visits';

const ROWS = 3_000;
const FORMATS = ['csv', 'ndjson', 'geojson', 'xlsx'] as const;

describeInBrowser('an export of incidents', () => {
  const here = visits(async (service) => {
    await verifiedIncident(service);
    await service.sequenced();
    await lengthen(service, ROWS - 1);
  });
  const bar = (person: Person) => person.page.locator('.export-progress progress');
  const begin = (person: Person) => person.page.locator('.export-form button[type=submit]').click();

  it.each([
    ['en', /[\d,]+ of 3,000 rows, [\d.]+ kB received/],
    ['ar', /[\d,]+ من 3,000 سطر، وصل/],
    ['ru', /[\d\s]+ из 3\s000 строк, получено/],
  ] as const)('tells how much of the whole has come while it comes, in %s', async (language, words) => {
    const auditor = await here.as('auditor', { language });
    const { page } = auditor;
    const line = await narrow(auditor);
    await begin(auditor);
    await page.locator(`.export-progress progress[max="${ROWS}"]`).waitFor();
    await page.locator('.export-progress p', { hasText: words }).waitFor();
    const value = Number(await bar(auditor).getAttribute('value'));
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThan(ROWS);
    expect(await auditor.barriers()).toEqual([]);
    const saved = page.waitForEvent('download');
    await widen(line);
    expect(readFileSync(await (await saved).path(), 'utf8').split('\r\n')).toHaveLength(ROWS + 2);
    await bar(auditor).waitFor({ state: 'detached' });
  });

  it.each(FORMATS)('as %s is said to hold as many rows as its manifest', async (format) => {
    const auditor = await here.as('auditor');
    await auditor.page.locator('.export-form select').first().selectOption(format);
    await begin(auditor);
    await auditor.page.locator('.taken li', { hasText: `incidents.${format}` }).getByText('3,000 rows').waitFor();
  });

  it('the bulletin of a day is drawn as it was written: a page of data that may style itself', async () => {
    const { page } = await here.as('auditor');
    await page.setExtraHTTPHeaders({ authorization: `Bearer ${here.service.tokens.auditor}` });
    await page.goto(`${here.service.url}/v1/bulletins/2016-02-29/page`);
    await page.locator('h1').waitFor();
    expect(await page.evaluate(`getComputedStyle(document.querySelector('table')).borderCollapse`)).toBe('collapse');
  });

  it('stands in the Arabic list of files with its size to the left of its name, and not in the middle of a run of Latin letters', async () => {
    const auditor = await here.as('auditor', { language: 'ar' });
    await begin(auditor);
    await auditor.page.locator('.taken li b').waitFor();
    const [name, size] = (await auditor.page.evaluate(`(() => {
      const text = document.querySelector('.taken li b').firstChild;
      return [/incidents\\.csv/, /[\\d.,]+(?= كيلوبايت)/].map((part) => {
        const found = part.exec(text.data);
        const range = document.createRange();
        range.setStart(text, found.index);
        range.setEnd(text, found.index + found[0].length);
        const { left, right } = range.getBoundingClientRect();
        return { left, right };
      });
    })()`)) as { left: number; right: number }[];
    expect(size!.right).toBeLessThanOrEqual(name!.left);
    if (process.env.HOTLINE_SCREENSHOTS) await auditor.page.locator('.taken').screenshot({ path: `${process.env.HOTLINE_SCREENSHOTS}/files-ar.png` });
  });

  it('has a bar without an end where nobody says how long it is, and comes all the same', async () => {
    const auditor = await here.as('auditor');
    await auditor.page.route('**/incidents.count.json*', (route) => route.fulfill({ status: 503, json: {} }));
    const line = await narrow(auditor);
    await begin(auditor);
    await auditor.page.locator('.export-progress p', { hasText: /kB received, [\d,]+ rows/ }).waitFor();
    expect(await bar(auditor).getAttribute('max')).toBeNull();
    await widen(line);
    await auditor.page.locator('.taken li').waitFor();
  });
});

/** A line on which the file takes its time. */
async function narrow({ page }: Person): Promise<CDPSession> {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: 60_000, uploadThroughput: -1 });
  return line;
}

async function widen(line: CDPSession): Promise<void> {
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
}

/** Incidents as the log unfolds them, all like the first one. */
async function lengthen({ db: { database } }: TestService, more: number): Promise<void> {
  const own = ['log_index', 'incident_id', 'seq'];
  const columns = (await database.query<{ name: string }>(`SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'incident_version' AND is_generated = 'NEVER'`)).map(({ name }) => name).filter((name) => !own.includes(name)).join(', ');
  await database.query(
    `INSERT INTO incident_version (${own.join(', ')}, ${columns})
     SELECT -n, gen_random_uuid(), 1000 + n, ${columns} FROM (SELECT * FROM incident_version WHERE superseded_at IS NULL LIMIT 1) AS line, generate_series(1, $1) AS n`,
    [more],
  );
}
