import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import en from '../../apps/console/src/i18n/en.json';
import { until } from '../support';
import { liaisonKey } from '../support/liaison-key';
import { verifiedIncident } from '../support/review-scene';
import { describeInBrowser } from './browser';
import { visits } from './visits';

/** For people to look at; never read by a test. Each user of the machine has a folder of their own. */
const SHOTS = process.env.HOTLINE_SCREENSHOTS ?? join(tmpdir(), `hotline-console-${process.getuid?.() ?? 'pages'}`);
const LANGUAGES = { en: 'English', ar: 'العربية', ru: 'Русский' } as const;
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** What shows that a page is there, in any language. */
const PAGES = {
  '/': '.sign-in form', '/receipt': '.ask', '/queue': '.incident-row', '/questions': '.request', '/questions#own': '.own-claims .claim', '/triage': '.one-queue + .one-queue .incident-row', '/incident': '.report', '/incident#half': '.closing .closure', '/places': '.panels', '/bulletin': '.sheet table', '/referrals': '.referrals', '/record': '.witnesses li', '/operations': '.zone-import', '/keys': '.issue-key', '/people': '.add-person', '/webhooks': '.add-webhook', '/report': '.report-form',
  '/elsewhere': '.state[role=alert]',
} as const;
type Page = keyof typeof PAGES;

const OF_ROLES: [role: 'nobody' | 'monitor' | 'reviewerUS' | 'reviewerRU' | 'secretariat' | 'auditor' | 'liaison' | 'admin', pages: Page[]][] = [
  ['nobody', ['/', '/receipt']],
  ['monitor', ['/report', '/elsewhere']],
  ['reviewerUS', ['/queue', '/incident', '/incident#half', '/places', '/bulletin', '/referrals', '/report']],
  ['reviewerRU', ['/queue', '/incident']],
  ['secretariat', ['/triage', '/questions', '/queue', '/incident', '/places', '/bulletin', '/referrals', '/record', '/report']],
  ['auditor', ['/queue', '/incident', '/places', '/bulletin', '/referrals', '/record', '/report']],
  ['liaison', ['/questions#own']],
  ['admin', ['/operations', '/keys', '/people', '/webhooks', '/report']],
];

/** What is wider than the window, what still shows the name of a word instead of the word, and reasons that are left in English. */
const FAULTS = `(() => {
  const faults = [];
  for (const part of [document.documentElement, ...document.querySelectorAll('main, .page, .incident')]) if (part.scrollWidth > part.clientWidth + 1) faults.push('wider than the window: ' + (part.id || part.className || part.tagName));
  const spoken = [document.body.innerText, ...[...document.querySelectorAll('[aria-label], [placeholder]')].map((part) => part.getAttribute('aria-label') + ' ' + part.getAttribute('placeholder'))].join(' ');
  for (const [name] of spoken.matchAll(/(?<![\\w./])(?:${Object.keys(en).join('|')})\\.[\\w.]*\\w/g)) faults.push('no word for ' + name);
  const isEnglish = document.documentElement.lang === 'en';
  for (const part of document.querySelectorAll('.tests [lang=en], .because [lang=en], .link [lang=en], .claim [lang=en], .chairs [lang=en], .history [lang=en]')) if (!isEnglish) faults.push('left in English: ' + part.textContent);
  return faults;
})()`;

describeInBrowser('every page of', () => {
  let incident: string;
  /** One side agrees to close it. */
  let half: string;
  let liaison: string;
  /** Read to the end for the first role that has it; for the others, once. */
  const read = new Set<string>();
  const here = visits(async (service) => {
    mkdirSync(SHOTS, { recursive: true });
    incident = await verifiedIncident(service, { place: { name: 'Talbiseh' }, casualties: { killed: 2, wounded: 7 }, allegedPerpetrator: 'SAF' });
    const threat = await verifiedIncident(service, { place: { lat: 36.6, lon: 38.95, radiusM: 500 }, weapon: 'ARTILLERY', origin: { lat: 36.4, lon: 38.9, radiusM: 2_000 }, occurred: { from: '2016-03-05T04:00:00+02:00' } });
    half = await verifiedIncident(service, { place: { lat: 33.5, lon: 36.3, radiusM: 500 }, occurred: { from: '2016-03-07T04:00:00+02:00' } });
    for (const as of ['reviewerUS', 'reviewerRU'] as const) await service.post(`/v1/incidents/${half}/opinion`, as, { verdict: 'VIOLATION', reasons: 'Seen.' });
    await service.post(`/v1/incidents/${half}/closure`, 'reviewerRU', { reason: 'Батарея отведена.' });
    await service.post(`/v1/incidents/${incident}/opinion`, 'reviewerRU', { verdict: 'NO_VIOLATION', reasons: 'Огонь не подтверждён.' });
    await service.post(`/v1/incidents/${incident}/lease`, 'reviewerUS', {});
    await service.post(`/v1/incidents/${incident}/information-requests`, 'reviewerUS', { party: 'SAF', question: 'Which unit held the ridge?' });
    liaison = await liaisonKey(service, 'SAF');
    await service.call('POST', `/v1/incidents/${incident}/self-defence-claims`, null, { threat: 'أُطلقت علينا النار أولا.', threatIncidentId: threat }, { authorization: `Bearer ${liaison}` });
    await service.sequenced();
  });

  it.each(OF_ROLES)('%s reads in three languages, by day, by night and on a telephone', async (role, pages) => {
    const person = await here.come(WIDE);
    const { page } = person;
    if (role !== 'nobody') await person.signIn(role === 'liaison' ? liaison : here.service.tokens[role]);
    const faults: string[] = [];
    for (const path of pages) {
      const isNew = !read.has(path);
      read.add(path);
      await person.open(path.replace(/^\/incident/, `/incidents/${path.endsWith('half') ? half : incident}`));
      for (const [index, [language, name]] of Object.entries(LANGUAGES).entries()) {
        await page.locator(PAGES[path]).first().waitFor();
        if (index > 0) {
          await page.locator(`[aria-haspopup=menu]:has-text("${Object.values(LANGUAGES)[index - 1]}")`).click();
          await page.getByRole('menuitemradio', { name }).click();
          await page.locator(`html[lang=${language}]`).waitFor();
          await page.locator('[role=menu]').waitFor({ state: 'detached' });
        }
        // Colours do not depend on the language, nor the room there is on the colours.
        const theme = language === 'en' ? 'dark' : 'light';
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        await look(`${language}-${theme}`, isNew || language === 'en');
        await page.setViewportSize(PHONE);
        await look(`${language}-phone`, isNew && language === 'ru');
        await page.setViewportSize(WIDE);
      }
      // Back to the first language, for the page after this one.
      await page.evaluate(`localStorage.setItem('hotline.language', 'en'); localStorage.setItem('hotline.theme', 'light')`);

      async function look(as: string, isWhole: boolean): Promise<void> {
        const faultsNow = async () => (await page.evaluate(FAULTS)) as string[];
        // What was drawn for another window is drawn anew a moment later.
        await until('nothing is amiss', async () => (await faultsNow()).length === 0, 5_000).catch(() => undefined);
        const found = await faultsNow();
        const barriers = isWhole ? await person.barriers() : [];
        faults.push(...[...found, ...barriers].map((fault) => `${path} ${as}: ${fault}`));
        if (isNew) await page.screenshot({ path: join(SHOTS, `${role}${path.replaceAll('/', '-')}-${as}.jpg`), type: 'jpeg', quality: 60 });
      }
    }
    expect(faults).toEqual([]);
  }, 180_000);
});
