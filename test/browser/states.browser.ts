import type { Locator, Route } from 'playwright-core';
import { until } from '../support';
import { verifiedIncident } from '../support/review-scene';
import { describeInBrowser } from './browser';
import { visits } from './visits';

/** What each page lives on, and what shows that it is there. */
const PAGES: [role: 'reviewerUS' | 'secretariat' | 'auditor' | 'admin', path: string, asks: RegExp, part: string][] = [
  ['reviewerUS', '/queue', /\/v1\/triage\?/, '.incident-row'],
  ['reviewerUS', '/incident', /\/v1\/incidents\/[^/?]+$/, '.report'],
  ['reviewerUS', '/places', /\/v1\/incidents\?queue=all/, '.panels'],
  ['reviewerUS', '/bulletin', /\/v1\/bulletins\//, '.sheet table'],
  ['reviewerUS', '/referrals', /\/v1\/dossiers$/, '.referrals'],
  ['secretariat', '/triage', /\/v1\/triage\?/, '.incident-row'],
  ['secretariat', '/questions', /\/v1\/information-requests/, '.request'],
  ['auditor', '/record', /\/v1\/log\/checkpoint/, '.witnesses'],
  ['admin', '/operations', /\/v1\/admin\/outbox/, '.work'],
  ['admin', '/keys', /\/v1\/admin\/keys$/, '.issue-key'],
  ['admin', '/people', /\/v1\/admin\/people$/, '.add-person'],
  ['admin', '/webhooks', /\/v1\/webhooks$/, '.add-webhook'],
];

const answer = (status: number, title: string) => (route: Route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ status, title }) });

describeInBrowser('a page that has nothing to show', () => {
  const here = visits(async () => undefined);

  it.each([
    ['reviewerUS', '/queue', '.queue .state h2'],
    ['reviewerUS', '/places', '.page .state h2'],
    ['reviewerUS', '/bulletin', '.sheet > p'],
    ['reviewerUS', '/referrals', '.stack .aside'],
    ['secretariat', '/triage', '.one-queue .none'],
    ['secretariat', '/questions', '.card .aside'],
    ['admin', '/operations', '.work .aside'],
    ['admin', '/keys', '.card .aside'],
    ['admin', '/people', '.card > .aside'],
    ['admin', '/webhooks', '.card > .aside'],
  ] as const)('says so in words, to %s on %s', async (role, path, part) => {
    const person = await here.as(role);
    await person.open(path);
    await person.page.locator(part).first().waitFor();
    expect((await person.page.locator(part).first().innerText()).length).toBeGreaterThan(5);
    expect(await person.barriers()).toEqual([]);
  });
});

describeInBrowser('a page whose service takes its time, breaks, is away or refuses', () => {
  let incident: string;
  const here = visits(async (service) => {
    incident = await verifiedIncident(service);
    await service.post(`/v1/incidents/${incident}/information-requests`, 'reviewerUS', { party: 'SAF', question: 'Which unit held the ridge?' });
    await service.sequenced();
  });

  it.each(PAGES)('says which, and goes on when it can, to %s on %s', async (role, path, asks, part) => {
    const person = await here.as(role);
    const { page } = person;
    await page.clock.install();
    const barriers: Record<string, string[]> = {};
    const open = async (serve: (route: Route) => unknown) => {
      await page.route(asks, serve);
      await person.open(path === '/incident' ? `/incidents/${incident}` : path);
    };
    /** Waits as people do, by a clock that runs ahead: what is tried again is tried again soon. */
    const seen = (what: Locator) => until(`${what} is seen`, async () => {
      await page.clock.fastForward(2_000);
      return what.first().isVisible();
    });
    const alert = page.getByRole('alert');

    const held: Route[] = [];
    let isHeld = true;
    await open((route) => (isHeld ? held.push(route) : route.continue()));
    await page.locator('.state[role=status] .bones').first().waitFor();
    barriers.waiting = await person.barriers();
    isHeld = false;
    // A page may have asked twice; who asked first is answered by now.
    for (const route of held) await route.continue().catch(() => undefined);
    await seen(page.locator(part));
    await page.unroute(asks);

    // Until somebody tries again: a page that asks now and then by itself is still told the same.
    const broken = answer(500, 'Something broke here.');
    await open(async (route) => ((await page.evaluate('window.isTriedAgain')) ? route.continue() : broken(route)));
    await seen(alert.getByText('Something broke here.'));
    barriers.broken = await person.barriers();
    await page.evaluate(`addEventListener('click', () => (window.isTriedAgain = true), { capture: true })`);
    await alert.getByRole('button', { name: 'Try again' }).first().click();
    await seen(page.locator(part));
    await page.unroute(asks);

    await open((route) => route.abort('connectionrefused'));
    await seen(alert.getByText('The service cannot be reached'));
    barriers.away = await person.barriers();
    await page.unroute(asks);
    await seen(page.locator(part));

    await open(answer(403, 'Forbidden'));
    await seen(alert.getByText('Not for your role'));
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    barriers.refused = await person.barriers();
    expect(barriers).toEqual({ waiting: [], broken: [], away: [], refused: [] });
  });
});
