import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { codeAt } from '../../apps/api/people/one-time-code';
import { describeInBrowser } from './browser';
import { visits } from './visits';

const DEMO = readFileSync(resolve(__dirname, '../../reference/syria-2016/demo/reports.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { as: 'monitor' | 'monitor2'; report: object });

describeInBrowser('the console', () => {
  const here = visits(async (service) => {
    for (const as of new Set(DEMO.map((line) => line.as))) {
      await service.call('POST', '/v1/reports/batch', as, DEMO.filter((line) => line.as === as).map(({ report }) => `${JSON.stringify(report)}\n`).join(''), { 'content-type': 'application/x-ndjson' });
    }
    await service.settled();
  });

  it('refuses an unknown token in words, and lets each role land on its own home', async () => {
    const stranger = await here.come();
    const { page } = stranger;
    await stranger.open('/');
    await page.locator('#token').fill('not-a-token-anybody-has');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    const homes: Record<string, string> = {};
    for (const name of ['monitor', 'reviewerUS', 'secretariat', 'auditor', 'admin'] as const) {
      const other = await here.come();
      await other.signIn(here.service.tokens[name]);
      await other.page.waitForURL(/console\/\w/);
      homes[name] = new URL(other.page.url()).pathname;
    }
    expect(homes).toEqual({ monitor: '/console/report', reviewerUS: '/console/queue', secretariat: '/console/triage', auditor: '/console/record', admin: '/console/operations' });
  });

  it('lets an invited reviewer in by cookie: no script sees it, it outlives the page, and signing out ends it on the server', async () => {
    const { body } = await here.service.post('/v1/admin/people', 'admin', { role: 'reviewer', side: 'US', organisation: 'United States co-chair', label: 'Invited', login: 'invited' });
    const person = await here.come();
    const { page } = person;
    await person.enrolAndSignIn(body.invitation, 'four words nobody says', (secret) => codeAt(secret, new Date()));
    await page.waitForURL(/console\/queue/);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: 'hotline', httpOnly: true, sameSite: 'Strict' });
    expect(await page.evaluate('document.cookie + sessionStorage.length + localStorage.getItem("hotline.token")')).toBe('0null');
    await person.open('/queue');
    await page.locator('.incident-row').first().waitFor();
    const [incident] = (await here.service.get('/v1/incidents?queue=verified', 'reviewerUS')).body.items as { id: string }[];
    await person.open(`/incidents/${incident!.id}`);
    await page.locator('.lease button').first().click(); // a change: refused without the token beside the cookie
    await page.locator('.lease [role=status]').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('#login').waitFor();
    const { status } = await here.service.call('GET', '/v1/me', null, undefined, { cookie: `hotline=${cookie!.value}` });
    expect([status, await page.context().cookies()]).toEqual([401, []]);
  });

  it('takes a reviewer from the list to a sealed opinion with keys only', async () => {
    const us = await here.as('reviewerUS');
    await us.page.locator('.incident-row').first().waitFor();
    await us.page.keyboard.press('j');
    await us.page.keyboard.press('j');
    const chosen = await us.page.locator('[role=option][aria-selected=true]').getAttribute('id');
    await us.page.keyboard.press('o');
    await us.page.waitForURL(/incidents\//);
    await us.page.locator('#opinion').waitFor();
    await us.page.keyboard.press('Escape');
    await us.page.locator('.incident-row').first().waitFor();
    expect(await us.page.locator('[role=option][aria-selected=true]').getAttribute('id')).toBe(chosen);
    await us.page.keyboard.press('Enter');
    await us.page.locator('#opinion').waitFor();
    await us.page.locator('.incident-head').focus();
    await us.page.keyboard.press('1');
    await us.page.keyboard.type('Six impacts in a market; the direction is given by two witnesses.');
    await us.page.keyboard.press('Control+Enter');
    await us.page.locator('.done').waitFor();
    const id = chosen!.replace('row-', '');
    const { body } = await here.service.get(`/v1/incidents/${id}`, 'reviewerUS');
    expect(body.opinions).toEqual([expect.objectContaining({ coChair: 'US', status: 'SEALED', verdict: 'VIOLATION' })]);
  });

  it('shows the other side that an opinion is filed and nothing of it, and both when both are in', async () => {
    // Of those that nobody of either side has filed on.
    const [incident] = (await here.service.get('/v1/triage?scope=IN_SCOPE', 'reviewerUS')).body.items as { id: string }[];
    await here.service.post(`/v1/incidents/${incident!.id}/opinion`, 'reviewerUS', { verdict: 'VIOLATION', reasons: 'The crater analysis speaks for itself.' });
    const ru = await here.as('reviewerRU', { language: 'ru' });
    await ru.open(`/incidents/${incident!.id}`);
    await ru.page.locator('.chair.side-US.sealed').waitFor();
    expect(await ru.page.locator('body').innerText()).not.toContain('crater analysis');
    await ru.page.locator('#opinion').waitFor();
    await ru.page.keyboard.press('3');
    await ru.page.keyboard.type('Подтвердить не можем.');
    await ru.page.keyboard.press('Control+Enter');
    await ru.page.locator('.chair.side-US.open').waitFor();
    const chairs = await ru.page.locator('.chairs').innerText();
    expect(chairs).toContain('crater analysis');
    expect(chairs).toContain('Спорно');
  });

  it('reads from right to left in Arabic, while reports keep their own direction', async () => {
    const person = await here.as('reviewerUS', { language: 'ar' });
    const items = (await here.service.get('/v1/incidents?queue=verified', 'reviewerUS')).body.items as { id: string; reportCount: number }[];
    await person.open(`/incidents/${items.find(({ reportCount }) => reportCount === 3)!.id}`);
    await person.page.locator('.report').first().waitFor();
    expect(await person.page.locator('html').getAttribute('dir')).toBe('rtl');
    const [side, main] = [await person.page.locator('.incident-side').boundingBox(), await person.page.locator('.incident-main').boundingBox()];
    expect(side!.x).toBeLessThan(main!.x);
    const directions = (await person.page.evaluate(`[...document.querySelectorAll('.report blockquote')].map((quote) => getComputedStyle(quote).direction)`)) as string[];
    expect(new Set(directions)).toEqual(new Set(['rtl', 'ltr']));
    expect(await person.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('announces what is new and moves nothing until it is asked to', async () => {
    const person = await here.as('reviewerRU');
    await person.page.goto(`${here.service.url}/console/queue?queue=all`);
    await person.page.locator('.incident-row').first().waitFor();
    const before = await person.page.locator('.incident-row').first().getAttribute('id');
    await here.service.post('/v1/reports', 'monitor', { clientReportId: 'browser-news', kind: 'VIOLATION', act: 'ATTACK', weapon: 'HMG', narrative: 'Heavy machine gun fire.', occurred: { from: '2016-03-22T10:00:00+02:00', precision: 'EXACT' }, place: { lat: 32.62, lon: 36.1, radiusM: 500 }, allegedPerpetrator: 'SAF' });
    await here.service.settled();
    // By the stream, not by asking now and then.
    await person.page.locator('.connection.live').waitFor();
    await person.page.locator('.news button').waitFor();
    expect(await person.page.locator('.incident-row').first().getAttribute('id')).toBe(before);
    await person.page.keyboard.press('n');
    await person.page.locator(`.incident-row[aria-posinset="1"]:not(#${before})`).waitFor();
  });

  it('gives an auditor an export whose hash is that of the file, and verifies the log in the browser', async () => {
    const auditor = await here.as('auditor');
    const saved = auditor.page.waitForEvent('download', { predicate: (download) => download.suggestedFilename() === 'incidents.csv' });
    await auditor.page.locator('.export-form button[type=submit]').click();
    const file = await (await saved).path();
    const shown = await auditor.page.locator('.taken code').first().innerText();
    expect(shown).toBe(`sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
    await auditor.page.getByRole('button', { name: 'Verify in this browser' }).click();
    const verdict = auditor.page.locator('[data-verdict]');
    await verdict.waitFor();
    expect(await verdict.getAttribute('data-verdict')).toBe('verified');
  });

  it('keeps a report that cannot be sent, sends it when the service is back, and shows the receipt', async () => {
    const monitor = await here.as('monitor');
    const { page } = monitor;
    await page.locator('.report-form').waitFor();
    await page.route('**/v1/reports', (route) => route.abort('connectionrefused'));
    await page.locator('textarea').fill('قصف مدفعي قرب السوق');
    await page.locator('input[type=datetime-local]').first().fill('2016-03-20T14:10');
    await page.getByLabel('Name of the place').fill('Talbiseh');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.unsent').waitFor();
    await page.reload();
    await page.locator('.unsent').waitFor();
    await page.unroute('**/v1/reports');
    await page.locator('.unsent button.primary').click();
    await page.locator('.receipt svg.qr').waitFor();
    const receipt = await page.locator('.receipt-text').innerText();
    const { status, body } = await here.service.get(`/v1/receipts/${receipt}`, null);
    expect([status, body.state]).toEqual([200, expect.any(String)]);
  });

  it('splits a report off an incident and undoes it, for a reason', async () => {
    const items = (await here.service.get('/v1/incidents?queue=verified', 'reviewerUS')).body.items as { id: string; reportCount: number }[];
    const { id } = items.find(({ reportCount }) => reportCount === 2)!;
    const person = await here.as('reviewerUS');
    const { page } = person;
    await person.open(`/incidents/${id}`);
    await page.getByText('Split or merge…').click();
    await page.locator('.picks input').last().check();
    await page.locator('#split-reason').fill('Two streets, two strikes.');
    await page.getByRole('button', { name: 'Split the chosen reports off' }).click();
    await page.locator('.report').nth(1).waitFor({ state: 'detached' });
    await undo(page, 'One street after all.');
    await page.locator('.report').nth(1).waitFor();
    expect((await here.service.get(`/v1/incidents/${id}`, 'reviewerUS')).body.reports).toHaveLength(2);
    const [made] = (await here.service.get(`/v1/incidents/${id}/restructurings`, 'reviewerUS')).body.items as object[];
    expect(made).toMatchObject({ kind: 'split', undoneReason: 'One street after all.' });
  });

  it('merges another incident, chosen by what, where and when it was, keeps it apart again, and says which one it was', async () => {
    await here.service.settled(); // the list counts the reports of what was split and put together again
    const items = (await here.service.get('/v1/incidents?queue=verified&sort=from', 'reviewerUS')).body.items as { id: string; from: string; reportCount: number }[];
    const [own, other] = items.filter(({ reportCount }) => reportCount === 2) as [(typeof items)[number], (typeof items)[number]];
    const person = await here.as('reviewerUS');
    const { page } = person;
    await person.open(`/incidents/${own.id}`);
    await page.getByText('Split or merge…').click();
    const choice = page.getByLabel('The other incident');
    await choice.locator(`option[value="${other.id}"]`).waitFor({ state: 'attached' });
    expect((await choice.locator('option').allInnerTexts()).join()).not.toMatch(/[0-9a-f]{8}/);
    await choice.selectOption(other.id);
    await page.locator('#split-reason').fill('One night, one battery.');
    await page.getByRole('button', { name: 'Merge it into this one' }).click();
    await page.locator('.report').nth(3).waitFor();
    await undo(page, 'Two batteries.');
    await page.locator('.report').nth(2).waitFor({ state: 'detached' });
    await choice.selectOption('elsewhere');
    await page.getByLabel('Its address, copied from its page').fill(`${here.service.url}/console/incidents/${other.id}`);
    await page.locator('#split-reason').fill('Two towns.');
    await page.getByRole('button', { name: 'These two are not the same' }).click();
    await page.locator('.lines li', { hasText: 'Not the same' }).getByRole('link', { name: /·.+·.+2016/ }).waitFor();
  });
});

async function undo(page: Page, reason: string): Promise<void> {
  await page.locator('summary', { hasText: 'Undo' }).first().click();
  await page.locator('.with-reason[open] input').fill(reason);
  await page.locator('.with-reason[open]').getByRole('button', { name: 'Undo' }).click();
}
