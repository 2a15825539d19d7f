import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { aReport } from '../support';
import { incidentOf, report, verifiedIncident } from '../support/review-scene';
import { describeInBrowser } from './browser';
import { visits } from './visits';

const square = (code: string, side: number) => ({ type: 'Feature', properties: { zone_code: code, zone_type: 'LOCAL_CALM' }, geometry: { type: 'Polygon', coordinates: [[[36, 35], [36 + side, 35], [36 + side, 35 + side], [36, 35 + side], [36, 35]]] } });

describeInBrowser('those who keep the service', () => {
  const here = visits(async (service) => {
    for (const as of ['monitor', 'monitor2'] as const) await service.post('/v1/reports', as, aReport({ clientReportId: `people-${as}` }));
    await service.settled();
  });

  it('an operator issues a key that works and is shown once, changes it, and ends it', async () => {
    const admin = await here.as('admin');
    const { page } = admin;
    await admin.open('/keys');
    await page.getByLabel('Name for the operators').fill('Monitor in Hama');
    await page.getByLabel('Organisation').fill('Watch of the Orontes');
    await page.locator('.issue-key button[type=submit]').click();
    const first = await page.locator('.key-text').innerText();
    const submit = (key: string) => here.service.call('POST', '/v1/reports', null, aReport(), { authorization: `Bearer ${key}` });
    expect((await submit(first)).status).toBe(202);
    await page.getByRole('button', { name: 'It is handed over' }).click();
    await page.locator('.key-text').waitFor({ state: 'detached' });
    expect(await page.locator('body').innerText()).not.toContain(first);
    await page.getByRole('button', { name: 'Rotate' }).click();
    const second = await page.locator('.key-text').innerText();
    expect(second).not.toBe(first);
    const row = page.locator('tr', { hasText: second.split('_')[2]! });
    await row.getByRole('button', { name: 'Revoke…' }).click();
    await row.locator('input[type=datetime-local]').fill('2016-03-01T00:00');
    expect((await submit(second)).status).toBe(202);
    await row.getByRole('button', { name: 'End it now' }).click();
    await row.getByText('revoked').waitFor();
    // What either key of this holder brought since then counts for nothing until somebody has looked.
    const doubtful = page.locator('.doubtful li');
    for (const left of [1, 0]) {
      await doubtful.nth(left).getByRole('button', { name: 'The holder confirmed it' }).click();
      await doubtful.nth(left).waitFor({ state: 'detached' });
    }
    expect((await submit(second)).status).toBe(401);
    expect((await submit(first)).status).toBe(202);
  });

  it('a monitor signs in with the key that an operator issued, and a key of another role is refused its pages', async () => {
    const admin = await here.as('admin');
    await admin.open('/keys');
    const monitor = await here.come();
    await monitor.signIn(await issueKey(admin.page, 'Monitor in Homs', 'Watch of the lake'));
    await monitor.page.locator('.report-form').waitFor();
    await monitor.open('/keys');
    await monitor.page.getByRole('alert').getByText('Not for your role').waitFor();
  });

  it('reviewers ask a party and a reporter; its liaison and the holder of the receipt answer, and both answers are read on the incident', async () => {
    const about = { place: { lat: 34.84, lon: 36.72, radiusM: 300 }, occurred: { from: '2016-03-08T10:00:00+02:00', precision: 'EXACT' }, allegedPerpetrator: 'SAF' };
    await report(here.service, 'monitor', about);
    const { receipt, reportId } = await report(here.service, 'monitor2', { ...about, narrative: 'I heard them pass over the mill.' });
    await here.service.settled();
    const id = await incidentOf(here.service, reportId);
    const us = await here.as('reviewerUS');
    await us.open(`/incidents/${id}`);
    const form = us.page.locator('form.decide', { hasText: 'Question' });
    await us.page.getByText('Ask a party or a reporter').click();
    for (const [to, question] of [['SAF', 'Which unit held the ridge?'], [reportId, 'From which side did they come?']] as const) {
      await form.locator('select').selectOption(to);
      await form.locator('textarea').fill(question);
      await form.getByRole('button').click();
      await us.page.locator('.request', { hasText: question }).getByText(/due in/).waitFor();
    }

    const admin = await here.as('admin');
    await admin.open('/keys');
    const liaison = await here.come({ language: 'ru' });
    await liaison.signIn(await issueKey(admin.page, 'Liaison of the army', 'Ministry', 'SAF'));
    await liaison.page.waitForURL(/console\/questions/);
    await liaison.page.locator('.request', { hasText: 'Which unit held the ridge?' }).locator('.reply-form textarea').fill('Ни одна.');
    await liaison.page.locator('.reply-form button').click();
    await liaison.page.locator('.request blockquote', { hasText: 'Ни одна.' }).waitFor();
    expect(await liaison.page.locator('body').innerText()).not.toContain('From which side');

    const reporter = await here.come();
    await reporter.open(`/receipt#${receipt}`);
    await reporter.page.locator('.asked li', { hasText: 'From which side did they come?' }).locator('textarea').fill('From the south.');
    await reporter.page.locator('.reply-form button').click();
    await reporter.page.locator('.asked .badge.good').waitFor();

    await us.page.reload();
    await us.page.locator('.request blockquote', { hasText: 'Ни одна.' }).waitFor();
    await us.page.locator('.request blockquote', { hasText: 'From the south.' }).waitFor();

    await reporter.page.getByText('Take the report back…').click();
    await reporter.page.getByRole('button', { name: 'Take the report back' }).click();
    await reporter.page.locator('.take-back').waitFor({ state: 'detached' });
    expect((await here.service.get(`/v1/receipts/${receipt}`, null)).body.state).toBe('WITHDRAWN');
  });

  it('an operator sees what a boundary file would change before it changes anything', async () => {
    const admin = await here.come();
    const { page } = admin;
    const file = `${here.service.db.url.split('/').at(-1)}.geojson`;
    const name = `/tmp/${file}`;
    writeFileSync(name, JSON.stringify({ type: 'FeatureCollection', features: [square('CALM-A', 0.2), square('CALM-B', 0.4)] }));
    await here.service.call('POST', '/v1/admin/zones?source=OCHA', 'admin', JSON.stringify({ type: 'FeatureCollection', features: [square('CALM-A', 0.1)] }), { 'content-type': 'application/geo+json' });
    await admin.signIn(here.service.tokens.admin);
    await page.locator('.zone-import input:not([type=file])').fill('ocha');
    await page.locator('.zone-import input[type=file]').setInputFiles(name);
    const counts = page.locator('.rehearsal dd');
    await counts.first().waitFor();
    expect(await counts.allInnerTexts()).toEqual(['1', '1', '0']);
    await page.locator('.zone-added').waitFor({ state: 'attached' });
    await page.locator('.zone-changed').waitFor({ state: 'attached' });
    const codes = async () => (await here.service.get('/v1/zones?type=LOCAL_CALM&limit=500', 'admin')).body.items.map(({ code }: { code: string }) => code).sort();
    expect(await codes()).toEqual(['CALM-A']);
    await page.locator('.rehearsal button.primary').click();
    await page.locator('.zone-form .done').waitFor();
    expect(await codes()).toEqual(['CALM-A', 'CALM-B']);
  });

  it('an auditor proves in the browser that a line of the history is in the signed log', async () => {
    const [incident] = (await here.service.get('/v1/incidents', 'auditor')).body.items as { id: string }[];
    await here.service.sequenced();
    const auditor = await here.as('auditor');
    await auditor.open(`/incidents/${incident!.id}`);
    await auditor.page.locator('.in-log button').last().click();
    await auditor.page.locator('.proved').waitFor();
  });

  it('a reviewer opens an episode with one incident, joins another to it by its name, and takes it out again', async () => {
    const [first] = (await here.service.get('/v1/incidents', 'reviewerUS')).body.items as { id: string }[];
    const second = await verifiedIncident(here.service, { place: { name: 'Darayya' }, occurred: { from: '2016-03-09T10:00:00+02:00', precision: 'EXACT' } });
    const us = await here.as('reviewerUS');
    const { page } = us;
    await us.open(`/incidents/${first!.id}`);
    await page.getByText('Join to an episode').click();
    await page.getByLabel('Name of the new episode').fill('The siege of Darayya');
    await page.locator('.episode-form').getByLabel('Reason').fill('One siege.');
    await page.getByRole('button', { name: 'Open a new episode' }).click();
    await page.locator('b', { hasText: 'The siege of Darayya' }).waitFor();
    await us.open(`/incidents/${second}`);
    await page.getByText('Join to an episode').click();
    const [{ id }] = (await here.service.get('/v1/episodes', 'reviewerUS')).body.items as [{ id: string }];
    await page.getByRole('combobox', { name: 'Episode', exact: true }).selectOption(id);
    await page.locator('.episode-form').getByLabel('Reason').fill('The same siege.');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.locator('.others').getByRole('link', { name: /·.+·.+2016/ }).waitFor();
    await page.locator('summary', { hasText: 'Take out' }).click();
    await page.getByPlaceholder('Reason').fill('Another town.');
    await page.getByRole('button', { name: 'Take out' }).click();
    await page.locator('b', { hasText: 'The siege of Darayya' }).waitFor({ state: 'detached' });
    expect((await here.service.get(`/v1/incidents/${second}`, 'reviewerUS')).body.episodes).toEqual([]);
  });

  it("a bulletin shows the service's own count", async () => {
    const us = await here.as('reviewerUS');
    await us.open('/bulletin');
    await us.page.locator('.sheet-figures .figure').first().waitFor();
    const { sections } = (await here.service.get('/v1/bulletins/2016-03-02', 'reviewerUS')).body as { sections: Record<string, { total: number }> };
    await us.page.locator('input[type=date]').fill('2016-03-02');
    await us.page.locator('.sheet-date', { hasText: 'for 2 Mar 2016' }).waitFor(); // until then the day before it stays
    expect((await us.page.locator('.figure b').allInnerTexts()).map(Number)).toEqual(Object.values(sections).map(({ total }) => total));
  });

  it('a bulletin prints on one sheet, however long the day was, in every language', async () => {
    const day = (hour: number) => ({ from: `2016-03-11T${String(hour).padStart(2, '0')}:00:00+02:00`, precision: 'EXACT' });
    for (let index = 0; index < 22; index++) await report(here.service, 'monitor', { clientReportId: `sheet-${index}`, occurred: day(index), place: { lat: 33 + index / 8, lon: 36.5, radiusM: 200 }, narrative: `Strike number ${index}.` });
    await here.service.settled();
    await here.service.sequenced();
    for (const language of ['en', 'ar', 'ru'] as const) {
      const us = await here.as('reviewerUS', { language, theme: 'dark' });
      await us.open('/bulletin');
      await us.page.locator('input[type=date]').fill('2016-03-11');
      await us.page.locator('.sheet tr.no-print').nth(3).waitFor({ state: 'attached' });
      const pdf = (await us.page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      await us.page.emulateMedia({ media: 'print' });
      expect(await us.page.locator('.sheet .print-only').innerText()).toContain('4');
      expect(await us.page.locator('.bar, .no-print').filter({ visible: true }).count()).toBe(0);
      expect(await us.page.evaluate(`getComputedStyle(document.querySelector('.sheet')).backgroundColor`)).toBe('rgb(255, 255, 255)');
      await us.page.setViewportSize({ width: 688, height: 1017 }); // A4 within its margins
      expect(await us.page.evaluate(`getComputedStyle(document.querySelector('.sheet-tables')).gridTemplateColumns.split(' ').length`)).toBe(3);
    }
  });

  // What the device believes of its connection proves nothing: a cable may be in while the service is out of reach.
  it.each([
    ['without a connection', 'undefined'],
    ['while the device believes it has one', "Object.defineProperty(navigator, 'onLine', { value: true })"],
  ])('a monitor who was here once opens the form %s, and what was written is sent after signing in', async (_, belief) => {
    const monitor = await here.come();
    const { page } = monitor;
    await page.addInitScript(belief);
    await monitor.signIn(here.service.tokens.monitor);
    await page.locator('.opens-offline').waitFor();
    await page.evaluate('sessionStorage.clear()'); // as in a new tab
    await page.context().setOffline(true);
    await monitor.open('/');
    await page.getByRole('link', { name: 'Write a report' }).waitFor();
    await monitor.open('/report');
    await page.locator('textarea').fill('Mortar fire on the mill.');
    await page.locator('input[type=datetime-local]').first().fill('2016-03-20T14:10');
    await page.getByLabel('Name of the place').fill('Talbiseh');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.unsent').waitFor();
    await page.context().setOffline(false);
    await monitor.signIn(here.service.tokens.monitor);
    await page.locator('.unsent button.primary').click();
    await page.locator('.receipt-text').waitFor();
  });
});

/** The key, as the page shows it once; a liaison's when a party is named. */
async function issueKey(page: Page, label: string, organisation: string, party?: string): Promise<string> {
  await page.getByLabel('Name for the operators').fill(label);
  await page.getByLabel('Organisation').fill(organisation);
  if (party) {
    await page.getByLabel('What it is').selectOption('PARTY');
    await page.getByLabel('Role').selectOption('liaison');
    await page.getByRole('combobox', { name: 'Party', exact: true }).selectOption(party);
  }
  await page.locator('.issue-key button[type=submit]').click();
  const key = await page.locator('.key-text').innerText();
  await page.getByRole('button', { name: 'It is handed over' }).click();
  return key;
}
