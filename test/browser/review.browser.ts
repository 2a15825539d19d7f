import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../support';
import { verifiedIncident } from '../support/review-scene';
import { describeInBrowser } from './browser';
import { visits } from './visits';

/** The smallest PNG there is. */
const TILE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

describeInBrowser('in a service with tiles of its own', () => {
  let tiles: Server;
  let tileOrigin: string;
  const asked: { path: string; referer: string | undefined }[] = [];
  beforeAll(async () => {
    tiles = createServer((request, response) => {
      asked.push({ path: request.url!, referer: request.headers.referer });
      response.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' }).end(TILE);
    });
    await new Promise<void>((resolve) => tiles.listen(0, '127.0.0.1', resolve));
    tileOrigin = `http://127.0.0.1:${(tiles.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => tiles?.close(resolve)));
  const here = visits(async () => undefined, { settings: () => ({ tiles: `${tileOrigin}/{z}/{x}/{y}.png` }), alsoAsked: () => tileOrigin });

  it('the map lies on the tiles, whose server learns no address of ours, and nothing but images may come from there', async () => {
    const us = await here.as('reviewerUS');
    const { page } = us;
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ path, referer }) => !/^\/\d+\/\d+\/\d+\.png$/.test(path) || (referer !== undefined && referer !== `${here.service.url}/`))).toEqual([]);
    const fetched = page.evaluate(`fetch('${tileOrigin}/1/1/1.png').then(() => 'let through', () => 'refused')`);
    const drawn = page.evaluate(`new Promise((done) => { const image = new Image(); image.onload = () => done('let through'); image.onerror = () => done('refused'); image.src = '${tileOrigin.replace('127.0.0.1', 'localhost')}/1/1/1.png'; })`);
    expect([await fetched, await drawn]).toEqual(['refused', 'refused']);
    // What the browser said of the two refusals, and that it heard of them.
    expect(us.errors.splice(0).filter((error) => !/Content Security Policy/.test(error))).toEqual([]);
    us.requests.splice(0);
  });

  it('the map of an incident shows where the fire came from, as a zone and never as a point', async () => {
    const id = await verifiedIncident(here.service, { place: { lat: 36.6, lon: 38.95, radiusM: 500 }, weapon: 'ARTILLERY', origin: { lat: 35.95, lon: 39.01, radiusM: 2_000 }, occurred: { from: '2016-03-05T04:00:00+02:00', precision: 'EXACT' } });
    const us = await here.as('reviewerUS');
    const { page } = us;
    await us.open(`/incidents/${id}`);
    await page.locator('.summary .fired-from').waitFor();
    const zone = page.locator('path.zone-origin');
    // The frame is drawn around where it struck and where it came from, as soon as both are known.
    await until('all of it is in sight', async () => {
      const [shape, map] = [await zone.first().boundingBox(), await page.locator('.map-box').boundingBox()];
      return shape && map && shape.x >= map.x - 1 && shape.y >= map.y - 1 && shape.x + shape.width <= map.x + map.width + 1 && shape.y + shape.height <= map.y + map.height + 1;
    });
    expect(await page.locator('body').innerText()).not.toMatch(/35\.95|39\.01/);
  });

  it('the secretariat sees both queues, who reads what and until when, what is sealed too, and can change nothing', async () => {
    const id = await verifiedIncident(here.service, { place: { lat: 34.84, lon: 36.72, radiusM: 300 }, occurred: { from: '2016-03-07T10:00:00+02:00', precision: 'EXACT' } });
    const { until: heldUntil } = (await here.service.post(`/v1/incidents/${id}/lease`, 'reviewerRU', {})).body as { until: string };
    await here.service.post(`/v1/incidents/${id}/opinion`, 'reviewerUS', { verdict: 'VIOLATION', reasons: 'Craters.' });
    const ose = await here.as('secretariat');
    const { page } = ose;
    await page.waitForURL(/console\/triage/);
    // The United States have filed: it waits in the other side's queue alone.
    const row = page.locator(`#RU-${id}`);
    await row.locator('.row-held').waitFor();
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Damascus', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(heldUntil));
    expect(await row.innerText()).toMatch(new RegExp(`due in [\\s\\S]*until ${clock}`));
    expect(await page.locator(`#US-${id}`).count()).toBe(0);
    await page.getByRole('radio', { name: 'Filed, sealed' }).click();
    await page.locator(`#US-${id}`).waitFor();
    await page.keyboard.press('j');
    await page.locator(`#US-${id}[aria-selected=true]`).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('.side-RU.is-current').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.side-US.is-current').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`incidents/${id}`));
    await page.locator('.chair.side-US.sealed').waitFor();
    expect(await page.locator('.chair.side-US.sealed').innerText()).toMatch(/sealed[\s\S]*Craters/); // before the other side reads it
    expect(await page.locator('#opinion, .lease button, .picks').count()).toBe(0);
    for (const action of ['opinion', 'lease', 'verification']) expect((await here.service.post(`/v1/incidents/${id}/${action}`, 'secretariat', {})).status).toBe(403);
  });

  it('both co-chairs sign a referral on their pages, and the secretariat records what the Ministers decided', async () => {
    const by = (from: string, place: object, weapon: string) => verifiedIncident(here.service, { occurred: { from, precision: 'EXACT' }, place, weapon, allegedPerpetrator: 'GROUP_B', narrative: `Fire with ${weapon}.` });
    const counted = [
      await by('2016-04-01T08:00:00+03:00', { lat: 35.69, lon: 36.17, radiusM: 500 }, 'MORTAR'),
      await by('2016-04-03T08:00:00+03:00', { lat: 32.65, lon: 36.15, radiusM: 500 }, 'HMG'),
      await by('2016-04-06T08:00:00+03:00', { lat: 36.2, lon: 37.1, radiusM: 500 }, 'MLRS'),
    ];
    for (const id of counted) for (const as of ['reviewerUS', 'reviewerRU'] as const) await here.service.post(`/v1/incidents/${id}/opinion`, as, { verdict: 'VIOLATION', reasons: 'Seen.' });
    for (const step of ['RELAYED', 'INFO_REQUESTED', 'DE_ESCALATION_CALL']) await here.service.post(`/v1/incidents/${counted[0]}/steps`, 'secretariat', { step, authority: 'Task Force procedure' });

    const us = await here.as('reviewerUS');
    await us.open('/referrals');
    await us.page.getByText('Joint assessment').waitFor(); // still missing
    await us.open(`/incidents/${counted[0]}`);
    await us.page.locator('summary', { hasText: 'Record the step' }).click();
    const step = us.page.locator('form.decide', { hasText: 'Under what authority' });
    await step.locator('select').selectOption('JOINT_ASSESSMENT');
    await step.getByLabel('Under what authority').fill('Task Force procedure');
    await step.getByRole('checkbox').check();
    expect(await step.getByRole('button').isDisabled()).toBe(true); // without a reason
    await step.getByLabel('Note', { exact: true }).fill('No access to the site.');
    await step.getByRole('button').click();
    await us.page.locator('.lines').getByText('Joint assessment').waitFor();

    await us.open('/referrals');
    await us.page.getByLabel('Reason').fill('Three in a week.');
    await us.page.getByRole('button', { name: 'Propose a referral, and sign' }).click();
    await us.page.locator('.chair.side-US.open').waitFor();
    const ru = await here.as('reviewerRU', { language: 'ru' });
    await ru.open('/referrals');
    await ru.page.locator('.chair.side-US.open').waitFor();
    await ru.page.locator('.decide input').fill('Согласны.');
    await ru.page.locator('.decide button.primary').click();
    await ru.page.locator('.chair.side-RU.open').waitFor();

    const ose = await here.as('secretariat');
    await ose.open('/referrals');
    await ose.page.getByLabel('Decision of the Ministers').selectOption('EXCLUSION');
    await ose.page.getByLabel('Holds from').fill('2016-04-20T00:00');
    await ose.page.getByLabel('Under what authority').fill('Ministers, Vienna');
    await ose.page.getByRole('button', { name: 'Record the decision' }).click();
    await ose.page.locator('.done', { hasText: 'exclusion from protection' }).waitFor();
    await ose.open('/questions');
    await ose.page.locator('.notices li', { hasText: 'a dossier is open' }).getByRole('link', { name: /·.+2016/ }).waitFor();
    const [referral] = (await here.service.get('/v1/referrals', 'auditor')).body.items as { state: string; decision: object }[];
    expect(referral).toMatchObject({ state: 'DECIDED', decision: { decision: 'EXCLUSION', decidedAt: expect.stringContaining('2016-04-19T21:00:00') } }); // midnight in Damascus
  }, 120_000);
});
