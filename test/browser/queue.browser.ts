import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AccountRepository } from '@hotline/platform';
import { aReport, until } from '../support';
import type { TestService } from '../support/test-service';
import { describeInBrowser, type Person } from './browser';
import { visits } from './visits';

const LONG = 10_000;
const ASSETS = resolve(__dirname, '../../dist/console/assets');

/** Scrolls to the very end, some rows with every frame, and counts what the page had to do for it. */
const SCROLL_TO_END = `new Promise((done) => {
  const rows = document.querySelector('.rows');
  const counted = { frames: 0, mostRows: 0, elementsMade: 0 };
  const changed = new Set();
  const elements = new MutationObserver((records) => records.forEach(({ addedNodes }) => (counted.elementsMade += addedNodes.length)));
  elements.observe(document.querySelector('.rows-all'), { childList: true });
  const elsewhere = new MutationObserver((records) => records.forEach(({ target }) => {
    const element = target.nodeType === 1 ? target : target.parentElement;
    // The count grows with the list, the map follows it when it rests, and the connection has a life of its own.
    if (element && !rows.contains(element) && !element.closest('.count, .map, .connection')) changed.add(element.className || element.tagName);
  }));
  elsewhere.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  const step = () => {
    counted.frames += 1;
    counted.mostRows = Math.max(counted.mostRows, rows.querySelectorAll('.incident-row').length);
    const isWhole = rows.querySelector('.incident-row').ariaSetSize !== '-1';
    if (isWhole && rows.scrollTop + rows.clientHeight >= rows.scrollHeight - 1) {
      elements.disconnect(); elsewhere.disconnect();
      return done({ ...counted, changed: [...changed], length: Number(rows.querySelector('.incident-row').ariaSetSize) });
    }
    rows.scrollTop += 1850;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

describeInBrowser('the queue of a reviewer', () => {
  const chosen = (person: Person) => person.page.locator('[role=option][aria-selected=true]');

  const here = visits(async (service) => {
    // Three incidents of three grades, the least grave one first.
    const cases = [
      { weapon: 'SMALL_ARMS', target: 'ARMED_PARTY', place: { lat: 32.62, lon: 36.1, radiusM: 300 } },
      { weapon: 'AIR_STRIKE', target: 'MEDICAL', place: { lat: 35.93, lon: 36.63, radiusM: 300 }, casualties: { killed: 9, wounded: 20 } },
      { weapon: 'MORTAR', target: 'CIVILIAN_AREA', place: { lat: 34.84, lon: 36.72, radiusM: 300 }, casualties: { killed: 1, wounded: 2 } },
    ];
    for (const [index, about] of cases.entries()) {
      for (const as of ['monitor', 'monitor2'] as const) {
        await service.post('/v1/reports', as, aReport({ clientReportId: `queue-${index}-${as}`, narrative: `Seen by ${as}.`, occurred: { from: '2016-03-02T10:00:00+02:00', to: '2016-03-02T10:10:00+02:00', precision: 'WINDOW' }, ...about }));
      }
    }
    await service.settled();
  });

  it('stands in the order of triage: gravity, then threat, then age', async () => {
    const triage = (await here.service.get('/v1/triage', 'reviewerUS')).body.items as { id: string; gravity: string }[];
    expect(new Set(triage.map(({ gravity }) => gravity)).size).toBeGreaterThan(1);
    const us = await here.as('reviewerUS');
    await us.page.locator('.incident-row').first().waitFor();
    const shown = (await us.page.evaluate(`[...document.querySelectorAll('.incident-row')].sort((a, b) => a.ariaPosInSet - b.ariaPosInSet).map(({ id }) => id.replace('row-', ''))`)) as string[];
    expect(shown).toEqual(triage.map(({ id }) => id));
  });

  it('lets one take an incident with a key; a colleague reads who has it, the other side only that somebody does', async () => {
    const us = await here.as('reviewerUS');
    await us.page.locator('.incident-row').first().waitFor();
    await us.page.keyboard.press('j');
    const id = (await chosen(us).getAttribute('id'))!.replace('row-', '');
    await us.page.keyboard.press('c');
    await chosen(us).locator('.row-held').waitFor();
    expect((await here.service.get('/v1/triage', 'reviewerUS')).body.items[0]).toMatchObject({ id, triage: { lease: { label: expect.any(String) } } });
    const ru = await here.as('reviewerRU');
    const row = ru.page.locator(`#row-${id}`);
    await row.locator('.row-held').waitFor();
    const label = (await here.service.get('/v1/triage', 'reviewerUS')).body.items[0].triage.lease.label as string;
    expect(await row.innerText()).not.toContain(label);
    // Two people may be called alike.
    const token = 'another-reviewer-of-that-name';
    await here.service.api.get(AccountRepository, { strict: false }).open({ role: 'reviewer', side: 'US', organisation: { name: 'United States co-chair', kind: 'STATE' }, label, tokenSha256: createHash('sha256').update(token).digest() });
    const namesake = await here.come();
    await namesake.signIn(token);
    await namesake.open(`/incidents/${id}`);
    await namesake.page.locator('.lease [role=status]').waitFor();
    expect(await namesake.page.locator('.lease button').count()).toBe(0);
    await us.page.keyboard.press('c');
    await chosen(us).locator('.row-held').waitFor({ state: 'detached' });
    expect((await here.service.get('/v1/triage', 'reviewerUS')).body.items[0].triage.lease).toBeNull();
  });

  it('lets a side say on the incident how it sees the threat and who reads it: its queue follows, the other side learns nothing', async () => {
    const [{ id }] = ((await here.service.get('/v1/triage', 'reviewerUS')).body.items as { id: string }[]).slice(-1) as [{ id: string }];
    const us = await here.as('reviewerUS');
    const { page } = us;
    await us.open(`/incidents/${id}`);
    const own = page.getByRole('region', { name: "In your side's queue" });
    await own.getByLabel('Threat to the cessation').selectOption('CRITICAL');
    await own.getByLabel('For whom').selectOption('me');
    await own.locator('select:disabled').first().waitFor({ state: 'detached' });
    const placeOf = async (side: 'reviewerUS' | 'reviewerRU') => ((await here.service.get('/v1/triage', side)).body.items as { id: string; triage: { threat: string | null; assignee: object | null } }[]).find((item) => item.id === id)!.triage;
    await until('the queue says both', async () => {
      const { threat, assignee } = await placeOf('reviewerUS');
      return threat && assignee;
    });
    expect(await placeOf('reviewerUS')).toMatchObject({ threat: 'CRITICAL', assignee: { label: expect.any(String) } });
    expect(await placeOf('reviewerRU')).toMatchObject({ threat: null, assignee: null });
    await page.reload();
    await own.locator('select', { has: page.locator('option[value=CRITICAL]:checked') }).waitFor();
    expect((await here.service.get(`/v1/incidents/${id}`, 'reviewerRU')).body.standing).toEqual({ threat: null, assignee: null });
    expect((await here.service.get(`/v1/incidents/${id}`, 'auditor')).body.standing).toBeNull();
  });

  it('loads less than 300 kB before somebody reads, without the map', async () => {
    const us = await here.as('reviewerUS');
    await us.page.locator('.incident-row').first().waitFor();
    const taken = us.requests.map((address) => address.split('/assets/')[1]).filter((name): name is string => name !== undefined && !name.startsWith('leaflet-map'));
    expect(taken.length).toBeGreaterThan(1);
    const bytes = [...new Set(taken)].reduce((sum, name) => sum + gzipSync(readFileSync(resolve(ASSETS, name))).length, 0);
    expect(bytes).toBeLessThan(300_000);
    expect(readdirSync(ASSETS).some((name) => name.startsWith('leaflet-map'))).toBe(true);
  });

  it(`scrolls through ${LONG} incidents on the elements of one screen, and touches nothing beside the list`, async () => {
    await lengthen(here.service, LONG);
    const us = await here.as('reviewerUS');
    await us.page.locator('.incident-row').nth(10).waitFor();
    const { length, frames, mostRows, elementsMade, changed } = (await us.page.evaluate(SCROLL_TO_END)) as { length: number; frames: number; mostRows: number; elementsMade: number; changed: string[] };
    expect(length).toBeGreaterThanOrEqual(LONG);
    expect(frames).toBeGreaterThan(100);
    expect(mostRows).toBeLessThan(40);
    // The window of rows settles in the first frames; from then on rows only change places.
    expect(elementsMade).toBeLessThan(20);
    // An incident that arrives meanwhile is announced: that is not the scrolling's doing.
    expect(changed.filter((part) => part !== 'news')).toEqual([]);
  }, 180_000);
});

/** As many lines as a long conflict leaves, all like the last one, in the lists and in both sides' queues. */
async function lengthen(service: TestService, length: number): Promise<void> {
  const { database } = service.db;
  const columnsOf = async (table: string) =>
    (await database.query<{ name: string }>(`SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND is_identity = 'NO' AND is_generated = 'NEVER'`, [table])).map(({ name }) => name);
  const copied = (await columnsOf('docket')).filter((name) => name !== 'incident_id').join(', ');
  const queued = (await columnsOf('triage')).filter((name) => !['incident_id', 'docket_seq'].includes(name)).join(', ');
  await database.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`); // these lines stand for incidents that need not be there
    const [{ known }] = (await tx.query(`SELECT count(*)::int AS known FROM triage WHERE side = 'US' AND is_shown AND status = 'AWAITING'`)) as [{ known: number }];
    await tx.query(
      `INSERT INTO docket (incident_id, ${copied})
       SELECT gen_random_uuid(), ${copied} FROM (SELECT * FROM docket WHERE is_queued ORDER BY seq LIMIT 1) AS line, generate_series(1, $1)`,
      [length - known],
    );
    await tx.query(
      `INSERT INTO triage (incident_id, docket_seq, ${queued})
       SELECT d.incident_id, d.seq, ${queued.split(', ').map((name) => `t.${name}`).join(', ')}
         FROM (SELECT DISTINCT ON (side) * FROM triage WHERE is_shown ORDER BY side, docket_seq) AS t CROSS JOIN docket d WHERE d.is_queued AND NOT EXISTS (SELECT FROM triage o WHERE o.incident_id = d.incident_id)`,
    );
  });
}
