import { randomUUID } from 'node:crypto';
import { liaisonKey } from '../support/liaison-key';
import { incidentOf, report, verifiedIncident } from '../support/review-scene';
import { describeInBrowser, type Look } from './browser';
import { visits } from './visits';

const at = (from: string) => ({ occurred: { from, precision: 'EXACT' } });
const FRONT = { lat: 34.8353, lon: 36.7418, radiusM: 300 };
const LANGUAGES = ['en', 'ar', 'ru'] as const;

/** Of a claim, on the incident that answered and on the one that was the threat. */
const SAYS = {
  en: ['says that it answered a threat', 'says that it answered this incident'],
  ar: ['يقول إنه رد على تهديد', 'يقول إنه رد على هذه الحادثة'],
  ru: ['заявляет, что это ответ на угрозу', 'заявляет, что это ответ на данный инцидент'],
} as const;

describeInBrowser('self-defence', () => {
  let threat: string;
  let answer: string;
  let reprisal: string;
  let unnamed: string;
  const keys: Record<string, string> = {};
  const here = visits(async (service) => {
    threat = await verifiedIncident(service, { ...at('2016-03-05T16:00:00+02:00'), place: FRONT, weapon: 'TANK', allegedPerpetrator: 'SAF', allegedVictim: 'GROUP_A', target: 'ARMED_PARTY', narrative: 'Tank fire on the fighters in the orchards.' });
    answer = await verifiedIncident(service, { ...at('2016-03-05T16:05:00+02:00'), place: FRONT, weapon: 'MORTAR', allegedPerpetrator: 'GROUP_A', allegedVictim: 'SAF', target: 'ARMED_PARTY', narrative: 'The group answered with mortars on the army post.' });
    reprisal = await verifiedIncident(service, { ...at('2016-03-05T21:00:00+02:00'), place: { lat: 34.916, lon: 36.7418, radiusM: 300 }, weapon: 'BARREL_BOMB', allegedPerpetrator: 'SAF', narrative: 'Helicopters dropped barrels on the town at night.' });
    const { reportId } = await report(service, 'monitor', { ...at('2016-03-20T10:00:00+02:00'), place: { lat: 36.6, lon: 38.95, radiusM: 300 }, allegedPerpetrator: undefined, narrative: 'Somebody fired.' });
    await service.settled();
    unnamed = await incidentOf(service, reportId);
    for (const party of ['GROUP_A', 'GROUP_C']) keys[party] = await liaisonKey(service, party);
    for (const [id, party, question] of [[threat, 'GROUP_A', 'Who was in the orchards?'], [answer, 'GROUP_A', 'Who fired the mortars?'], [answer, 'GROUP_C', 'Did you see the mortars?']] as const) {
      await service.post(`/v1/incidents/${id}/information-requests`, 'reviewerUS', { party, question });
    }
  });

  const asLiaison = async (party: string, look?: Look) => {
    const liaison = await here.come(look);
    await liaison.signIn(keys[party]!);
    await liaison.page.locator('.request').first().waitFor();
    return liaison;
  };
  const picture = async ({ page }: { page: { screenshot: (options: object) => Promise<unknown> } }, name: string) => {
    if (process.env.HOTLINE_SCREENSHOTS) await page.screenshot({ path: `${process.env.HOTLINE_SCREENSHOTS}/claim-${name}.png`, fullPage: true });
  };

  it.each(LANGUAGES)('that cannot be claimed so is refused in %s, and what was written stays', async (language) => {
    const us = await here.as('reviewerUS', { language });
    const { page } = us;
    await us.open(`/incidents/${answer}`);
    const form = page.locator('.claim-form');
    await page.locator('.claims summary').click();
    await form.locator('textarea').fill('دبابات أطلقت علينا');
    await form.locator('select').last().selectOption('elsewhere');
    expect(await form.locator('button').isEnabled()).toBe(false); // an incident is meant, and none is named
    for (const [address, reason] of [
      [answer, { en: 'must be another incident', ar: 'يجب أن تكون حادثة أخرى', ru: 'нужен другой инцидент' }],
      [randomUUID(), { en: 'No such thing, or not visible to you', ar: 'غير موجود، أو لا يحق لك أن تراه', ru: 'Этого нет, или вам это не видно' }],
    ] as const) {
      await form.locator('input').fill(`https://hotline.example/console/incidents/${address}`);
      await form.locator('button').click();
      await form.locator('.refusal').getByText(reason[language]).waitFor();
      expect(await form.locator('.refusal [lang=en]').count()).toBe(0);
    }
    expect(await form.locator('textarea').inputValue()).toBe('دبابات أطلقت علينا');
    expect(await us.barriers()).toEqual([]);
    await picture(us, `refused-${language}`);
    expect((await here.service.get(`/v1/incidents/${answer}`, 'auditor')).body.selfDefenceClaims).toEqual([]);
  });

  it('is claimed by the liaison of a party that is accused, with a question of its own as the threat, and of no other party', async () => {
    const other = await asLiaison('GROUP_C');
    expect(await other.page.locator('.request').count()).toBe(1);
    expect(await other.page.locator('.own-claims > *').count()).toBe(0);

    const liaison = await asLiaison('GROUP_A', { language: 'ru' });
    const { page } = liaison;
    // Of the other question its party is not the accused.
    expect(await page.locator('.own-claims details').count()).toBe(1);
    const request = page.locator('.request', { hasText: 'Who fired the mortars?' });
    await request.locator('summary').click();
    const form = request.locator('.claim-form');
    await form.locator('select').waitFor(); // one only: it claims for its own party and no other
    await form.locator('textarea').fill('Tanks fired at us.');
    await form.locator('select').selectOption(threat);
    await picture(liaison, 'liaison-ru');
    await form.locator('button').click();
    await form.locator('.done').getByText('соразмерно').waitFor();
    await page.reload();
    await request.locator('.claim', { hasText: 'Tanks fired at us.' }).getByText('соразмерно', { exact: true }).waitFor();
    await request.locator('.claim').getByText('Основания записаны').waitFor();
    expect(await request.locator('.claim').innerText()).not.toMatch(/\d (?:м|км|мин)/);
    expect(await liaison.barriers()).toEqual([]);
    await picture(liaison, 'liaison-claimed-ru');
  });

  it.each(LANGUAGES)('that was claimed is read in %s on the incident that answered and on the one that was the threat, by whoever may see them', async (language) => {
    for (const [role, id, says] of [['auditor', answer, 0], ['secretariat', threat, 1]] as const) {
      const person = await here.as(role, { language });
      await person.open(`/incidents/${id}`);
      const claim = person.page.locator('.claim', { hasText: 'Tanks fired at us.' });
      await claim.getByText(SAYS[language][says]).waitFor();
      expect(await claim.locator('a').getAttribute('href')).toContain(id === answer ? threat : answer);
      expect(await person.page.locator('.claims [lang=en], .claims details').count()).toBe(0);
      expect((await here.service.post(`/v1/incidents/${id}/self-defence-claims`, role, { threat: 'We were shot at.', party: 'SAF' })).status).toBe(403);
      await person.page.locator('.claims').scrollIntoViewIfNeeded();
      await picture(person, `read-${role}-${language}`);
    }
  });

  it('is claimed by a reviewer with keys only, out of the incidents near by, once although the first try did not reach the service and the answer to the second was lost', async () => {
    const ru = await here.as('reviewerRU');
    const { page } = ru;
    await ru.open(`/incidents/${reprisal}`);
    await page.locator('.claims summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Mortars hit our post.');
    await page.locator(`.claim-form option[value="${answer}"]`).waitFor({ state: 'attached' });
    await page.keyboard.press('Tab'); // the party: the only one that is accused
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    const named = await page.locator('.claim-form select').last().inputValue();
    expect([threat, answer]).toContain(named);
    await page.keyboard.press('Tab');
    await page.context().setOffline(true);
    await page.keyboard.press('Enter');
    await page.locator('.claim-form .refusal').getByText('The service cannot be reached').waitFor();
    expect(await page.locator('.claim-form textarea').inputValue()).toBe('Mortars hit our post.');
    await picture(ru, 'offline');
    await page.context().setOffline(false);
    const lost = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/self-defence-claims'));
    await page.route('**/self-defence-claims', async (route) => {
      expect((await route.fetch()).status()).toBe(201);
      await route.abort();
    }, { times: 1 });
    await page.locator('.claim-form button').focus();
    await page.keyboard.press('Enter');
    await lost;
    await page.locator('.claim-form .refusal').getByText('The service cannot be reached').waitFor();
    await page.locator('.claim-form button').focus();
    await page.keyboard.press('Enter');
    await page.locator('.claim-form .done').getByText('out of proportion').waitFor();
    await page.locator('.claim', { hasText: 'Mortars hit our post.' }).getByRole('link').waitFor();
    const { selfDefenceClaims } = (await here.service.get(`/v1/incidents/${reprisal}`, 'auditor')).body;
    expect(selfDefenceClaims).toEqual([expect.objectContaining({ claimedFor: 'SAF', threatIncidentId: named, threat: 'Mortars hit our post.' })]);
    expect(await ru.barriers()).toEqual([]);
    await picture(ru, 'claimed');
  });

  it('cannot be claimed where nobody is named, nor on what was merged into another incident', async () => {
    const us = await here.as('reviewerUS');
    const { page } = us;
    await us.open(`/incidents/${unnamed}`);
    await page.locator('.claims').getByText('No party is named').waitFor();
    expect(await page.locator('.claims details').count()).toBe(0);
    await picture(us, 'unnamed');
    await here.service.post(`/v1/incidents/${answer}/merge`, 'reviewerUS', { other: threat, reason: 'One exchange of fire.' });
    await here.service.settled();
    await us.open(`/incidents/${threat}`);
    await page.locator('.incident-head .refusal').waitFor();
    await page.locator('.claims').waitFor();
    expect(await page.locator('.claims details, details:has-text("Record the step")').count()).toBe(0);
    const liaison = await asLiaison('GROUP_A');
    expect(await liaison.page.locator('.own-claims details').count()).toBe(1);
  });
});
