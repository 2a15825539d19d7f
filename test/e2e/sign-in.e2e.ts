import { codeAt } from '../../apps/api/people/one-time-code';
import { CookieBrowser } from '../support/cookie-browser';
import { TestIssuer } from '../support/issuer';
import { TestService } from '../support/test-service';

const PASSWORD = 'four words nobody says';
const reviewer = { role: 'reviewer', side: 'US', organisation: 'United States co-chair' };

describe('people sign in', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
    service.settings.publicUrl = service.url;
  });
  afterAll(() => service.stop());

  const browser = () => new CookieBrowser(service.url);
  const sql = <Row>(text: string, values: unknown[] = []) => service.db.database.query<Row>(text, values);
  const statusOf = async (response: Promise<Response>) => (await response).status;
  const add = (person: object) => service.post('/v1/admin/people', 'admin', { label: 'A person', ...person });

  /** One code after the other: each is good once, so the clock of the code is set forward. It is never behind: half a minute may begin before the code is read. */
  const used = new Map<string, number>();
  const codeFor = (secret: string) => {
    const ahead = used.get(secret) ?? 0;
    used.set(secret, ahead + 1);
    return codeAt(secret, new Date(Date.now() + ahead * 30_000));
  };
  const enrol = async (login: string, person: object = reviewer) => {
    const { status, body } = await add({ ...person, login });
    expect(status).toBe(201);
    const enrolled = await service.post('/v1/session/enrolment', null, { invitation: body.invitation, password: PASSWORD });
    expect(enrolled.status).toBe(200);
    const secret = new URL(enrolled.body.otpauthUri).searchParams.get('secret')!;
    return { accountId: body.accountId as string, invitation: body.invitation as string, secret, login };
  };
  const signIn = async ({ login, secret }: { login: string; secret: string }) => {
    const one = browser();
    const response = await one.send('POST', '/v1/session', { login, password: PASSWORD, code: codeFor(secret) });
    expect(response.status).toBe(200);
    one.csrfToken = ((await response.json()) as { csrfToken: string }).csrfToken;
    return one;
  };

  describe('with a password and a code', () => {
    it('a reviewer gets a cookie that no script reads and no other site sends, and sees what the side sees', async () => {
      const one = await signIn(await enrol('anna'));
      expect(one.received).toEqual([expect.stringMatching(/^hotline=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/)]);
      expect((await (await one.send('GET', '/v1/me')).json()) as object).toMatchObject({ role: 'reviewer', side: 'US' });
      expect((await (await one.send('GET', '/v1/session')).json()) as object).toEqual({ csrfToken: one.csrfToken, issuers: [] });
    });

    it('the cookie goes over https only, bound to the host, where the service is found under https', async () => {
      const person = await enrol('hedda');
      service.settings.publicUrl = 'https://hotline.example';
      try {
        const one = await signIn(person);
        expect(one.received).toEqual([expect.stringMatching(/^__Host-hotline=.*; Path=\/; .*HttpOnly; SameSite=Strict; Secure$/)]);
      } finally {
        service.settings.publicUrl = service.url;
      }
    });

    it.each([
      ['another password', { password: 'something else' }],
      ['another code', { code: '000000' }],
      ['an unknown login', { login: 'nobody' }],
    ])('%s is refused with the same words, and sets no cookie', async (name, change) => {
      const { secret, login } = await enrol(`b-${name.replace(/\W/g, '-')}`);
      const one = browser();
      const response = await one.send('POST', '/v1/session', { login, password: PASSWORD, code: codeFor(secret), ...change });
      expect([response.status, ((await response.json()) as { type: string }).type, one.received]).toEqual([401, 'urn:hotline:problem:auth.refused', []]);
    });

    it('no code is good twice', async () => {
      const { secret, login } = await enrol('carl');
      const code = codeFor(secret);
      const once = () => statusOf(browser().send('POST', '/v1/session', { login, password: PASSWORD, code }));
      expect((await Promise.all([once(), once()])).sort()).toEqual([200, 401]);
      expect(await once()).toBe(401);
    });

    it('an invitation is over with the first sign-in, and is good once more until then', async () => {
      const { invitation, login } = await enrol('dora');
      const again = await service.post('/v1/session/enrolment', null, { invitation, password: PASSWORD });
      expect(again.status).toBe(200);
      await signIn({ login, secret: new URL(again.body.otpauthUri).searchParams.get('secret')! });
      expect((await service.post('/v1/session/enrolment', null, { invitation, password: PASSWORD })).status).toBe(401);
    });

    it('an invitation that nobody took up for three days is over', async () => {
      const { body } = await add({ ...reviewer, login: 'late' });
      await sql(`UPDATE local_login SET invited_until = now() - interval '1 s' WHERE login = 'late'`);
      expect((await service.post('/v1/session/enrolment', null, { invitation: body.invitation, password: PASSWORD })).status).toBe(401);
    });

    it('whoever guesses is held up, and only for that login', async () => {
      const guess = (login: string) => statusOf(browser().send('POST', '/v1/session', { login, password: 'x', code: '000000' }));
      const answers: number[] = [];
      while (answers.length < 60 && answers.at(-1) !== 429) answers.push(await guess('guessed'));
      expect(answers.slice(0, 10)).toEqual(Array(10).fill(401));
      expect(answers.at(-1)).toBe(429);
      expect(await guess('another')).toBe(401);
    });

    it('neither the password nor the secret of the authenticator nor a session lies in the database', async () => {
      const person = await enrol('emil');
      const one = await signIn(person);
      const [row] = await sql<{ text: string }>(`SELECT (SELECT string_agg(l::text, ' ') FROM local_login l) || (SELECT string_agg(s::text, ' ') FROM session s) AS text`);
      const hex = (text: string) => Buffer.from(text).toString('hex');
      for (const word of [PASSWORD, person.secret, one.cookie('hotline')!, person.invitation]) {
        expect(row!.text).not.toContain(word);
        expect(row!.text).not.toContain(hex(word));
      }
      expect(row!.text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    });
  });

  describe('a session', () => {
    it('changes nothing without the token that only our pages are told', async () => {
      const one = await signIn(await enrol('faye', { role: 'admin', organisation: 'Operators' }));
      const { csrfToken } = one;
      const add = () => statusOf(one.send('POST', '/v1/admin/people', { role: 'auditor', organisation: 'Auditors', label: 'New', login: 'made-by-faye' }));
      one.csrfToken = null;
      expect(await add()).toBe(403);
      one.csrfToken = (await signIn(await enrol('gil'))).csrfToken;
      expect(await add()).toBe(403);
      one.csrfToken = csrfToken;
      expect(await add()).toBe(201);
    });

    it('is over on the server when somebody signs out, whatever the browser kept', async () => {
      const one = await signIn(await enrol('hugo'));
      const kept = `hotline=${one.cookie('hotline')}`;
      expect(await statusOf(one.send('DELETE', '/v1/session'))).toBe(204);
      expect(one.cookie('hotline')).toBeUndefined();
      expect(await statusOf(browser().send('GET', '/v1/me', undefined, { cookie: kept }))).toBe(401);
    });

    it.each([
      ['31 minutes unused', `seen_at = now() - interval '31 minutes'`],
      ['more than twelve hours old, however busy', `opened_at = now() - interval '12 hours 1 minute'`],
    ])('is over when %s', async (name, change) => {
      const person = await enrol(`i-${name.length}`);
      const one = await signIn(person);
      expect(await statusOf(one.send('GET', '/v1/me'))).toBe(200);
      await sql(`UPDATE session SET ${change} WHERE account_id = $1`, [person.accountId]);
      expect(await statusOf(one.send('GET', '/v1/me'))).toBe(401);
    });

    it('ends at once, like the login, when an administrator ends the person; both are facts without a name', async () => {
      const person = await enrol('jane');
      const one = await signIn(person);
      expect((await service.post(`/v1/admin/people/${person.accountId}/end`, 'admin', {})).status).toBe(200);
      expect(await statusOf(one.send('GET', '/v1/me'))).toBe(401);
      expect(await statusOf(browser().send('POST', '/v1/session', { login: 'jane', password: PASSWORD, code: codeFor(person.secret) }))).toBe(401);
      const facts = await sql<{ type: string; content: string }>(`SELECT type, content::text FROM fact WHERE type LIKE 'person.%' AND content ->> 'accountId' = $1 ORDER BY id`, [person.accountId]);
      expect(facts.map(({ type }) => type)).toEqual(['person.added', 'person.enrolled', 'person.ended']);
      expect(facts.map(({ content }) => content).join()).not.toMatch(/jane|A person/);
    });

    it('ends when a lost telephone is replaced; the old one opens nothing any more', async () => {
      const person = await enrol('kim');
      const one = await signIn(person);
      const { body } = await service.post(`/v1/admin/people/${person.accountId}/invite`, 'admin', {});
      expect(await statusOf(one.send('GET', '/v1/me'))).toBe(200);
      const again = await service.post('/v1/session/enrolment', null, { invitation: body.invitation, password: PASSWORD });
      expect(await statusOf(one.send('GET', '/v1/me'))).toBe(401);
      expect(await statusOf(browser().send('POST', '/v1/session', { login: 'kim', password: PASSWORD, code: codeFor(person.secret) }))).toBe(401);
      await signIn({ login: 'kim', secret: new URL(again.body.otpauthUri).searchParams.get('secret')! });
    });
  });

  describe('through the issuer of their side', () => {
    let us: TestIssuer;
    let ru: TestIssuer;
    beforeAll(async () => {
      [us, ru] = await Promise.all([TestIssuer.start('US', service.url), TestIssuer.start('RU', service.url)]);
      service.settings.issuers = [us.settings, ru.settings];
      await us.knows('person-1');
      await ru.knows('person-1');
    });
    afterAll(() => Promise.all([us.stop(), ru.stop()]));

    const through = async (side: 'US' | 'RU') => {
      const one = browser();
      return { one, end: (await one.follow(`/v1/session/oidc/${side}`)).href.slice(service.url.length) };
    };
    const link = (issuer: TestIssuer, subject: string, person: object = reviewer) => add({ ...person, identity: { issuer: issuer.settings.url, subject } });

    it('somebody whom nobody linked is refused, whatever their e-mail address says', async () => {
      expect((await through('US')).end).toBe('/console/?sign-in=refused');
    });

    it('(iss, sub) is the person: the same sub at the two issuers is two people of two sides', async () => {
      expect((await link(us, 'person-1')).status).toBe(201);
      expect((await link(ru, 'person-1', { ...reviewer, side: 'RU', organisation: 'Russian Federation co-chair' })).status).toBe(201);
      for (const side of ['US', 'RU'] as const) {
        const { one, end } = await through(side);
        expect(end).toBe('/console/');
        expect((await (await one.send('GET', '/v1/me')).json()) as object).toMatchObject({ role: 'reviewer', side });
      }
    });

    it('an issuer signs in its own side only, also when a row of the database says otherwise', async () => {
      const { status, body } = await link(us, 'person-2', { ...reviewer, side: 'RU' });
      expect([status, body.errors[0].field]).toEqual([400, 'identity.issuer']);
      const [row] = await sql<{ id: string }>(`SELECT id FROM account WHERE side = 'RU' LIMIT 1`);
      await sql(`INSERT INTO oidc_identity (issuer, subject, account_id, linked_at) VALUES ($1, 'person-3', $2, now())`, [us.settings.url, row!.id]);
      await us.knows('person-3');
      expect((await through('US')).end).toBe('/console/?sign-in=refused');
    });

    it('who is linked anew is somebody else from the next request on', async () => {
      await link(us, 'person-4');
      await us.knows('person-4');
      const { one } = await through('US');
      expect(await statusOf(one.send('GET', '/v1/me'))).toBe(200);
      expect((await link(us, 'person-4', { ...reviewer, label: 'Moved on' })).status).toBe(201);
      expect(await statusOf(one.send('GET', '/v1/me'))).toBe(401);
      const again = await through('US');
      expect((await (await again.one.send('GET', '/v1/me')).json()) as object).toMatchObject({ label: 'Moved on' });
    });

    it('an answer to an attempt of another browser, or of the other issuer, opens nothing', async () => {
      await link(us, 'person-5');
      await us.knows('person-5');
      const one = browser();
      const start = await one.send('GET', '/v1/session/oidc/US');
      const answer = await answerOf(one, start.headers.get('location')!, service.url);
      expect((await browser().follow(answer)).search).toBe('?sign-in=refused');
      expect((await one.follow(answer.replace('/US/', '/RU/'))).search).toBe('?sign-in=refused');
    });

    it('a side without an issuer, and a word that is no side, are not there', async () => {
      for (const side of ['OSE', 'constructor']) expect(await statusOf(browser().send('GET', `/v1/session/oidc/${side}`))).toBe(404);
    });
  });
});

/** Up to the moment in which the issuer sends the browser back: the address it is sent to. */
async function answerOf(browser: CookieBrowser, address: string, home: string): Promise<string> {
  let next = address;
  while (!next.startsWith(home)) {
    const response = await browser.send('GET', next);
    next = new URL(response.headers.get('location')!, next).href;
  }
  return next;
}
