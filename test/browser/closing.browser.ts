import type { Route } from 'playwright-core';
import { until } from '../support';
import { report, verifiedIncident } from '../support/review-scene';
import { describeInBrowser, type Person } from './browser';
import { visits } from './visits';

const LANGUAGES = ['en', 'ar', 'ru'] as const;
const NOT_YET = { en: 'An incident is closed after its determination.', ar: 'تُغلق الحادثة بعد البت فيها.', ru: 'Инцидент закрывают после решения по нему.' };
const ALREADY = { en: 'This side has agreed already.', ar: 'وافق هذا الجانب من قبل.', ru: 'Эта сторона уже согласилась.' };

describeInBrowser('closing', () => {
  const incidents: string[] = [];
  const here = visits(async (service) => {
    for (let day = 1; day <= 6; day++) incidents.push(await verifiedIncident(service, about(day)));
    // The last one waits for its opinions.
    for (const id of incidents.slice(0, -1)) for (const as of ['reviewerUS', 'reviewerRU'] as const) await service.post(`/v1/incidents/${id}/opinion`, as, { verdict: 'VIOLATION', reasons: 'Seen.' });
  });

  const agree = (id: string, as: 'reviewerUS' | 'reviewerRU', reason: string) => here.service.post(`/v1/incidents/${id}/closure`, as, { reason });
  const form = ({ page }: Person) => page.locator('.closing form');
  const fill = async (person: Person, reason: string) => {
    await person.page.locator('.closing summary').click();
    await form(person).locator('textarea').fill(reason);
  };
  /** Sends what was written; what happened meanwhile is heard of with the answer. */
  const send = async (person: Person, hearAgain: () => Promise<void>) => {
    const answered = person.page.waitForResponse(/\/closure$/);
    await form(person).locator('button').click();
    await answered;
    await hearAgain();
  };
  const picture = async ({ page }: Person, name: string) => {
    if (process.env.HOTLINE_SCREENSHOTS) await page.screenshot({ path: `${process.env.HOTLINE_SCREENSHOTS}/closing-${name}.png` });
  };

  it.each(LANGUAGES)('that cannot be is refused in %s: a colleague was faster, or a late report called for opinions again', async (language) => {
    const index = LANGUAGES.indexOf(language);
    const id = incidents[index]!;
    const us = await here.as('reviewerUS', { language });
    const { page } = us;
    await us.open(`/incidents/${id}`);
    await fill(us, 'Nothing more to do.');
    const hearAgain = await hearNothing(us, id);
    await picture(us, `form-${language}`);
    await agree(id, 'reviewerUS', 'A colleague was faster.');
    await send(us, hearAgain);
    // The form has gone; why nothing came of it is told all the same.
    await page.locator('.closure', { hasText: 'A colleague was faster.' }).waitFor();
    await form(us).waitFor({ state: 'detached' });
    const refusal = page.locator('.closing .refusal');
    await refusal.getByText(ALREADY[language]).waitFor();
    expect(await refusal.locator('[lang=en]').count()).toBe(0);
    expect(await us.barriers()).toEqual([]);
    await picture(us, `refused-${language}`);

    const ru = await here.as('reviewerRU', { language });
    await ru.open(`/incidents/${id}`);
    await fill(ru, 'Nothing more to do.');
    const ruHearsAgain = await hearNothing(ru, id);
    await report(here.service, 'monitor', { ...about(index + 1), narrative: 'Uploaded late: mortar rounds fell on the town.' });
    await here.service.settled();
    await send(ru, ruHearsAgain);
    // What was agreed before it changed can still be read, and can be added to no more.
    await ru.page.locator('.closing h3 + .lines .closure', { hasText: 'A colleague was faster.' }).waitFor();
    expect(await ru.page.locator('.closing details').count()).toBe(0);
    await ru.page.locator('.closing .refusal').getByText(NOT_YET[language]).waitFor();
    expect(await ru.page.locator('.chairs [lang=en], .history [lang=en], .closing [lang=en]').count()).toBe(0);
    expect(await ru.barriers()).toEqual([]);
    await picture(ru, `reopened-${language}`);
  });

  it('is agreed to by one side with keys only, heard of by the other, which finishes it although the service was away at first, and read by all', async () => {
    const [id] = incidents.slice(3);
    const ru = await here.as('reviewerRU', { language: 'ru' });
    await ru.open(`/incidents/${id}`);
    await ru.page.locator('.connection.live').waitFor();
    await ru.page.locator('.closing').getByText('никто не согласился').waitFor();

    const us = await here.as('reviewerUS');
    await us.open(`/incidents/${id}`);
    await us.page.locator('.closing summary').focus();
    await us.page.keyboard.press('Enter');
    await us.page.keyboard.press('Tab');
    expect(await form(us).locator('button').isEnabled()).toBe(false); // without a reason
    await us.page.keyboard.type('The battery was withdrawn.');
    await us.page.keyboard.press('Tab');
    await us.page.keyboard.press('Enter');
    await us.page.locator('.closing details').waitFor({ state: 'detached' });
    const standing = us.page.locator('.closing [role=status]');
    expect(await standing.innerText()).toContain('waits for RU');
    await until('whoever agreed is led to where it stands now', async () => (await us.page.evaluate('document.activeElement.innerText')) === (await standing.innerText()));
    expect((await here.service.get(`/v1/incidents/${id}`, 'auditor')).body.state).toBe('DETERMINED');
    expect(await us.barriers()).toEqual([]);
    await picture(us, 'half-en');

    await ru.page.locator('.closure', { hasText: 'The battery was withdrawn.' }).waitFor();
    await fill(ru, 'Согласны.');
    await form(ru).getByText('ваше согласие закроет инцидент').waitFor();
    await ru.page.context().setOffline(true);
    await form(ru).locator('button').click();
    await ru.page.locator('.closing .refusal').getByText('Служба недоступна').waitFor();
    expect(await form(ru).locator('textarea').inputValue()).toBe('Согласны.');
    await picture(ru, 'offline-ru');
    await ru.page.context().setOffline(false);
    await form(ru).locator('button').click();
    await ru.page.locator('.incident-head .badge', { hasText: 'Закрыт' }).waitFor();
    await ru.page.locator('.closing').getByText('закрыт обеими сторонами').waitFor();
    expect(await ru.page.locator('.closing .refusal, .closing details').count()).toBe(0);
    await picture(ru, 'closed-ru');
    expect((await here.service.get(`/v1/incidents/${id}`, 'auditor')).body).toMatchObject({ state: 'CLOSED', closures: [{ side: 'US', reason: 'The battery was withdrawn.' }, { side: 'RU', reason: 'Согласны.' }] });

    for (const [role, language] of [['auditor', 'ar'], ['secretariat', 'en']] as const) {
      const other = await here.as(role, { language });
      await other.open(`/incidents/${id}`);
      for (const reason of ['The battery was withdrawn.', 'Согласны.']) await other.page.locator('.closure', { hasText: reason }).waitFor();
      expect(await other.page.locator('.closing details, .closing form').count()).toBe(0);
      expect((await here.service.post(`/v1/incidents/${id}/closure`, role, { reason: 'Done.' })).status).toBe(403);
      expect(await other.barriers()).toEqual([]);
      await picture(other, `closed-${language}`);
      await other.open('/queue');
      await other.page.locator(`#row-${id}`).getByText({ ar: 'مغلقة', en: 'Closed' }[language], { exact: true }).waitFor();
    }
  });

  it('is not offered before there is a determination, nor of what was merged into another incident', async () => {
    const [kept, pending] = incidents.slice(4);
    const us = await here.as('reviewerUS');
    const { page } = us;
    await us.open(`/incidents/${pending}`);
    await page.locator('#opinion').waitFor();
    expect(await page.locator('.closing').count()).toBe(0);
    expect((await agree(pending!, 'reviewerUS', 'Too early.')).status).toBe(409);

    await us.open(`/incidents/${kept}`);
    await page.locator('.closing details').waitFor();
    await agree(kept!, 'reviewerUS', 'It is over.');
    await here.service.post(`/v1/incidents/${pending}/merge`, 'reviewerUS', { other: kept, reason: 'The same fire.' });
    await here.service.settled();
    await us.open(`/incidents/${kept}`);
    await page.locator('.incident-head .refusal').waitFor();
    await page.locator('.closure', { hasText: 'It is over.' }).waitFor();
    expect(await page.locator('.closing details, .closing [role=status]').count()).toBe(0); // it waits for nobody
    const ru = await here.as('reviewerRU');
    await ru.open(`/incidents/${kept}`);
    await ru.page.locator('.closure', { hasText: 'It is over.' }).waitFor();
    expect(await ru.page.locator('.closing details').count()).toBe(0);
    expect((await agree(kept!, 'reviewerRU', 'Over.')).status).toBe(409);
  });
});

/** The page is told nothing of what the others do to the incident, until it is. */
async function hearNothing({ page }: Person, id: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  const what = new RegExp(`/v1/incidents/${id}$`);
  await page.route(what, (route) => void held.push(route));
  return async () => {
    await page.unroute(what);
    // A page that asked again has called off what it asked before.
    for (const route of held) await route.continue().catch(() => undefined);
  };
}

/** An event of its own for each day. */
function about(day: number) {
  return { occurred: { from: `2016-04-0${day}T06:00:00+03:00`, precision: 'EXACT' }, place: { lat: 35.3 + day / 10, lon: 36.6, radiusM: 300 } };
}
