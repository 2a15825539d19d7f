import { randomUUID } from 'node:crypto';
import { verifiedIncident } from '../support/review-scene';
import { describeInBrowser } from './browser';
import { visits } from './visits';

const ENDED = 'ended its worker, or never finished';
const UNFORESEEN = 'TypeError at libs/zones/zone-file.ts:12';

describeInBrowser('a refusal', () => {
  const here = visits(async (service) => {
    await verifiedIncident(service, { occurred: { from: '2016-03-02T10:00:00+02:00', precision: 'EXACT' } });
    for (const why of [ENDED, UNFORESEEN]) await service.db.database.query(`INSERT INTO outbox (topic, subject_id, attempts, quarantined_at, last_error) VALUES ('report.placed', $1, 8, now(), $2)`, [randomUUID(), why]);
  });

  it.each([
    ['ar', 'حقول ناقصة أو غير مقبولة', 'يجب ألا يزيد على 3650'],
    ['ru', 'Некоторых полей нет, или они не годятся', 'не больше 3650'],
  ] as const)('is told in %s, with the problem of each field', async (language, kind, problem) => {
    const admin = await here.as('admin', { language });
    const { page } = admin;
    await admin.open('/keys');
    await page.locator('.issue-key input').nth(0).fill('N');
    await page.locator('.issue-key input').nth(1).fill('O');
    await page.locator('.issue-key input[type=number]').evaluate((field) => ((field as unknown as { max: string }).max = '99999'));
    await page.locator('.issue-key input[type=number]').fill('99999');
    await page.locator('.issue-key button[type=submit]').click();
    const refusal = page.locator('.refusal');
    await refusal.getByText(kind).waitFor();
    expect(await refusal.locator('li').innerText()).toBe(`expiresInDays ${problem}`);
    expect(await refusal.locator('[lang=en]').count()).toBe(0);
    expect(await admin.barriers()).toEqual([]);
    if (process.env.HOTLINE_SCREENSHOTS) await page.screenshot({ path: `${process.env.HOTLINE_SCREENSHOTS}/refusal-${language}.png` });
  });

  it.each([
    ['ar', 'أنهى العامل، أو لم ينته قط'],
    ['ru', 'остановило обработчик или не закончилось'],
  ] as const)('of work that was put aside is told in %s; what nobody foresaw is marked as English', async (language, why) => {
    const admin = await here.as('admin', { language });
    await admin.page.getByText(why).waitFor();
    const left = admin.page.locator('.page [lang=en]');
    expect(await left.allInnerTexts()).toEqual([UNFORESEEN]);
    expect(await left.getAttribute('dir')).toBe('ltr');
    if (process.env.HOTLINE_SCREENSHOTS) await admin.page.screenshot({ path: `${process.env.HOTLINE_SCREENSHOTS}/aside-${language}.png` });
  });

  it.each(['ar', 'ru'] as const)('is no part of a bulletin, whose rules of counting are told in %s', async (language) => {
    const us = await here.as('reviewerUS', { language });
    await us.open('/bulletin');
    await us.page.locator('.sheet details summary').click();
    await us.page.locator('.sheet-rules dd').first().waitFor();
    expect(await us.page.locator('.sheet-rules dd').count()).toBeGreaterThan(4);
    expect(await us.page.locator('.sheet-rules [lang=en]').allInnerTexts()).toEqual([]);
    if (process.env.HOTLINE_SCREENSHOTS) await us.page.screenshot({ path: `${process.env.HOTLINE_SCREENSHOTS}/rules-${language}.png`, fullPage: true });
  });
});
