import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { aReport } from '../support';
import { TestService } from '../support/test-service';
import { buildConsole, describeInBrowser, Person, startBrowser, type Look } from './browser';

const square = (code: string, side: number) => ({ type: 'Feature', properties: { zone_code: code, zone_type: 'LOCAL_CALM' }, geometry: { type: 'Polygon', coordinates: [[[36, 35], [36 + side, 35], [36 + side, 35 + side], [36, 35 + side], [36, 35]]] } }); // prettier-ignore

describeInBrowser('those who keep the service', () => {
  let service: TestService;
  let browser: Browser;
  const people: Person[] = [];
  const come = async (look: Look = {}): Promise<Person> => {
    const person = await Person.come(browser, service, look);
    people.push(person);
    return person;
  };

  beforeAll(async () => {
    buildConsole();
    browser = await startBrowser();
    service = await TestService.start();
    for (const as of ['monitor', 'monitor2'] as const) await service.post('/v1/reports', as, aReport({ clientReportId: `people-${as}` }));
    await service.settled();
  });
  afterEach(async () => {
    for (const person of people.splice(0)) {
      const { errors } = person;
      await person.leave();
      expect(errors).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('an operator issues a key that works and is shown once, changes it, and ends it', async () => {
    const admin = await come();
    const { page } = admin;
    await admin.signIn(service.tokens.admin);
    await admin.open('/keys');
    await page.getByLabel('Name for the operators').fill('Monitor in Hama');
    await page.getByLabel('Organisation').fill('Watch of the Orontes');
    await page.locator('.issue-key button[type=submit]').click();
    const first = await page.locator('.key-text').innerText();
    const submit = (key: string) => service.call('POST', '/v1/reports', null, aReport(), { authorization: `Bearer ${key}` });
    expect((await submit(first)).status).toBe(202);
    await page.getByRole('button', { name: 'It is handed over' }).click();
    expect(await page.locator('body').innerText()).not.toContain(first);
    await page.getByRole('button', { name: 'Rotate' }).click();
    const second = await page.locator('.key-text').innerText();
    expect(second).not.toBe(first);
    const row = page.locator('tr', { hasText: second.split('_')[2]! });
    await row.getByRole('button', { name: 'Revoke…' }).click();
    await row.getByRole('button', { name: 'End it now' }).click();
    await row.getByText('revoked').waitFor();
    expect((await submit(second)).status).toBe(401);
    expect((await submit(first)).status).toBe(202);
  });

  it('an operator sees what a boundary file would change before it changes anything', async () => {
    const admin = await come();
    const { page } = admin;
    const file = `${service.db.url.split('/').at(-1)}.geojson`;
    const name = `/tmp/${file}`;
    writeFileSync(name, JSON.stringify({ type: 'FeatureCollection', features: [square('CALM-A', 0.2), square('CALM-B', 0.4)] }));
    await service.call('POST', '/v1/admin/zones?source=OCHA', 'admin', JSON.stringify({ type: 'FeatureCollection', features: [square('CALM-A', 0.1)] }), { 'content-type': 'application/geo+json' });
    await admin.signIn(service.tokens.admin);
    await page.locator('.zone-import input:not([type=file])').fill('ocha');
    await page.locator('.zone-import input[type=file]').setInputFiles(name);
    const counts = page.locator('.rehearsal dd');
    await counts.first().waitFor();
    expect(await counts.allInnerTexts()).toEqual(['1', '1', '0']);
    await page.locator('.zone-added').waitFor({ state: 'attached' });
    await page.locator('.zone-changed').waitFor({ state: 'attached' });
    const codes = async () => (await service.get('/v1/zones?type=LOCAL_CALM&limit=500', 'admin')).body.items.map(({ code }: { code: string }) => code).sort();
    expect(await codes()).toEqual(['CALM-A']);
    await page.locator('.rehearsal button.primary').click();
    await page.locator('.zone-form .done').waitFor();
    expect(await codes()).toEqual(['CALM-A', 'CALM-B']);
  });

  it('an auditor proves in the browser that a line of the history is in the signed log', async () => {
    const [incident] = (await service.get('/v1/incidents', 'auditor')).body.items as { id: string }[];
    await service.sequenced();
    const auditor = await come();
    await auditor.signIn(service.tokens.auditor);
    await auditor.open(`/incidents/${incident!.id}`);
    await auditor.page.locator('.in-log button').last().click();
    await auditor.page.locator('.proved').waitFor();
  });

  it('a reviewer joins an incident to an episode and takes it out again', async () => {
    const [incident] = (await service.get('/v1/incidents', 'reviewerUS')).body.items as { id: string }[];
    const us = await come();
    const { page } = us;
    await us.signIn(service.tokens.reviewerUS);
    await us.open(`/incidents/${incident!.id}`);
    await page.getByText('Join to an episode').click();
    await page.getByLabel('Id of an episode, or the name of a new one').fill('The siege of Darayya');
    await page.locator('.episode-form').getByLabel('Reason').fill('One siege.');
    await page.getByRole('button', { name: 'Open a new episode' }).click();
    await page.locator('b', { hasText: 'The siege of Darayya' }).waitFor();
    await page.locator('summary', { hasText: 'Take out' }).click();
    await page.getByPlaceholder('Reason').fill('Another town.');
    await page.getByRole('button', { name: 'Take out' }).click();
    await page.locator('b', { hasText: 'The siege of Darayya' }).waitFor({ state: 'detached' });
    expect((await service.get(`/v1/incidents/${incident!.id}`, 'reviewerUS')).body.episodes).toEqual([]);
  });

  it("a bulletin shows the service's own count", async () => {
    const us = await come();
    await us.signIn(service.tokens.reviewerUS);
    await us.open('/bulletin');
    await us.page.locator('.sheet-figures .figure').first().waitFor();
    const { sections } = (await service.get('/v1/bulletins/2016-03-02', 'reviewerUS')).body as { sections: Record<string, { total: number }> };
    await us.page.locator('input[type=date]').fill('2016-03-02');
    await us.page.locator('.sheet tbody a').first().waitFor();
    expect((await us.page.locator('.figure b').allInnerTexts()).map(Number)).toEqual(Object.values(sections).map(({ total }) => total));
  });

  // What the device believes of its connection proves nothing: a cable may be in while the service is out of reach.
  it.each([
    ['without a connection', 'undefined'],
    ['while the device believes it has one', "Object.defineProperty(navigator, 'onLine', { value: true })"],
  ])('a monitor who was here once opens the form %s, and what was written is sent after signing in', async (_, belief) => {
    const monitor = await come();
    const { page } = monitor;
    await page.addInitScript(belief);
    await monitor.signIn(service.tokens.monitor);
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
    await monitor.signIn(service.tokens.monitor);
    await page.locator('.unsent button.primary').click();
    await page.locator('.receipt-text').waitFor();
  });
});
