import { codeAt } from '../../apps/api/people/one-time-code';
import { describeInBrowser, type Person } from './browser';
import { visits } from './visits';

const PASSWORD = 'four words nobody says';

describeInBrowser('an operator', () => {
  const here = visits(async () => undefined, { settings: () => ({ webhookHosts: ['mission.example'] }) });
  const shown = (person: Person) => person.page.locator('.key-text').innerText();
  const people = async () => (await here.service.get('/v1/admin/people', 'admin')).body.items as { id: string; login: string; loginState: string }[];

  it('invites a person, who signs in; the invitation is shown once, another one replaces it, and an end puts the person out', async () => {
    const admin = await here.as('admin');
    const { page } = admin;
    await admin.open('/people');
    await page.getByLabel('Name for the operators').fill('Second reviewer');
    await page.getByLabel('Organisation').fill('United States co-chair');
    await page.getByLabel('Role').selectOption('reviewer');
    await page.getByRole('combobox', { name: 'Side' }).selectOption('US');
    await page.getByLabel('Login').fill('second');
    await page.locator('.add-person button[type=submit]').click();
    const first = await shown(admin);
    expect(first).toMatch(new RegExp(`^${here.service.url}/console/#invitation=[\\w-]{43}$`));
    expect(await admin.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'It is handed over' }).click();
    expect(await page.locator('body').innerText()).not.toContain(first);

    const row = page.locator('tr', { hasText: 'second' });
    await row.getByText('invited').waitFor();
    await row.getByRole('button', { name: 'Invite again' }).click();
    await page.locator('.key-text').waitFor();
    const second = await shown(admin);
    expect(second).not.toBe(first);
    const late = await here.come();
    await late.open(`/#${first.split('#')[1]}`);
    await late.page.locator('#new-password').fill(PASSWORD);
    await late.page.keyboard.press('Enter');
    await late.page.getByText('This invitation is over').waitFor();

    const reviewer = await here.come();
    await reviewer.enrolAndSignIn(second.split('=')[1]!, PASSWORD, (secret) => codeAt(secret, new Date()));
    await reviewer.page.waitForURL(/console\/queue/);
    await page.reload();
    await row.getByText('has signed in').waitFor();
    await row.getByRole('button', { name: 'Sign out for good…' }).click();
    await row.getByText('Ends every session now').waitFor();
    await row.getByRole('button', { name: 'End it now' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await people()).toEqual([]);
    await reviewer.page.reload();
    await reviewer.page.locator('#login').waitFor();
  });

  it('is told in Russian that a login is taken, and that a side belongs to nobody else', async () => {
    await here.service.post('/v1/admin/people', 'admin', { role: 'auditor', organisation: 'Audit', label: 'A', login: 'taken' });
    const admin = await here.as('admin', { language: 'ru' });
    const { page } = admin;
    await admin.open('/people');
    const fields = page.locator('.add-person > .fields input');
    for (const [at, text] of ['Аудитор', 'Аудит', 'taken'].entries()) await fields.nth(at).fill(text);
    await page.locator('.add-person select').first().selectOption('auditor');
    expect(await page.locator('.add-person select').count()).toBe(1); // no side to choose
    await page.locator('.add-person button[type=submit]').click();
    await page.locator('.refusal', { hasText: 'Такой логин уже занят.' }).waitFor();
    expect(await page.locator('.refusal [lang=en]').count()).toBe(0);
    expect(await page.locator('.key-text').count()).toBe(0);
  });

  it('adds a receiver of events, is shown its key once, and removes it; a host that is not allowed is refused by its field', async () => {
    const admin = await here.as('admin', { language: 'ar' });
    const { page } = admin;
    await admin.open('/webhooks');
    const url = page.locator('.add-webhook input');
    await url.fill('https://elsewhere.example/');
    await page.locator('.add-webhook button[type=submit]').click();
    await page.locator('.refusal li', { hasText: 'مضيفه ليس في قائمة المضيفين المسموح بهم' }).waitFor();
    await url.fill('https://mission.example/hotline');
    await page.locator('.add-webhook select').selectOption('AUDITOR');
    await page.locator('.add-webhook button[type=submit]').click();
    const key = await shown(admin);
    expect(key.length).toBeGreaterThan(30);
    expect(await page.locator('.refusal').count()).toBe(0);
    expect(await admin.barriers()).toEqual([]);
    const hooks = async () => (await here.service.get('/v1/webhooks', 'admin')).body.items as { url: string; viewer: string }[];
    expect(await hooks()).toMatchObject([{ url: 'https://mission.example/hotline', viewer: 'AUDITOR' }]);
    await page.locator('.shown-once button').last().click();
    expect(await page.locator('body').innerText()).not.toContain(key);
    const row = page.locator('tr', { hasText: 'mission.example' });
    await row.locator('button').click();
    await row.locator('button.danger').click();
    await row.waitFor({ state: 'detached' });
    expect(await hooks()).toEqual([]);
  });

  it.each(['reviewerUS', 'auditor', 'secretariat', 'monitor'] as const)('is nobody who is a %s: neither page is offered or opened', async (role) => {
    const other = await here.as(role);
    for (const path of ['/people', '/webhooks']) {
      await other.open(path);
      await other.page.getByRole('alert').getByText('Not for your role').waitFor();
      expect(await other.page.locator(`nav a[href$="${path}"]`).count()).toBe(0);
    }
  });
});
