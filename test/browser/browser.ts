// browser.ts - a real Chromium against a real service: nothing is faked, and every request is written down.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { TestService } from '../support/test-service';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file)) ?? null;
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** `describe` where there is a Chromium; otherwise a skip that says what is missing. */
export function describeInBrowser(name: string, body: () => void): void {
  if (CHROMIUM) describe(name, body);
  else describe.skip(`${name} [skipped: needs Chromium, as from: apt-get install chromium]`, () => it('is not installed', () => undefined));
}

export function buildConsole(): void {
  execFileSync(process.execPath, [resolve(__dirname, '../../tools/build-console.mjs')], { stdio: 'ignore' });
}

/** Chromium writes down every request that failed or was refused; what a page makes of that is for its test to say. */
const NO_ANSWER = /^Failed to load resource/;

export type Look = { language?: 'en' | 'ar' | 'ru'; theme?: 'light' | 'dark'; width?: number; height?: number };

/** One Chromium for a file of tests, with a new and empty profile for everybody who comes. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM!, headless: true, args: QUIET });
}

/** One person's browser: a profile of its own, and the addresses and errors of everything it did. */
export class Person {
  readonly requests: string[] = [];
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly url: string,
  ) {}

  static async come(browser: Browser, service: TestService, { language = 'en', theme = 'light', width = 1440, height = 900 }: Look = {}): Promise<Person> {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', colorScheme: theme, acceptDownloads: true });
    const page = await context.newPage();
    const person = new Person(page, context, service.url);
    context.on('request', (request) => person.requests.push(request.url()));
    page.on('pageerror', (error) => person.errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && !NO_ANSWER.test(message.text()) && person.errors.push(message.text()));
    await page.addInitScript(`localStorage.setItem('hotline.language', '${language}'); localStorage.setItem('hotline.theme', '${theme}')`);
    return person;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.url}/console${path}`);
  }

  /** As everybody signs in: with the token, by hand. */
  async signIn(token: string): Promise<void> {
    await this.open('/');
    await this.page.locator('#token').fill(token);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.shell').waitFor();
  }

  /** As people with a login do: an invitation taken up, then password and code. */
  async enrolAndSignIn(invitation: string, password: string, codeOf: (secret: string) => string): Promise<void> {
    const { page } = this;
    await this.open(`/#invitation=${invitation}`);
    await page.locator('#new-password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('.enrolled svg.qr').waitFor();
    const secret = await page.locator('.enrolled code').innerText();
    const login = await page.locator('.enrolled b').innerText();
    await page.locator('.enrolled button').click();
    await page.locator('#login').fill(login);
    await page.locator('#password').fill(password);
    await page.locator('#code').fill(codeOf(secret));
    await page.keyboard.press('Enter');
    await page.locator('.shell').waitFor();
  }

  /** What left for anywhere but the service. */
  strayRequests(): string[] {
    return this.requests.filter((address) => !address.startsWith(`${this.url}/`) && !/^(blob|data):/.test(address));
  }

  /** WCAG 2.2 A and AA as far as a program can tell: the rule and where it is broken. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = (await this.page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`)) as {
      violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
    };
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary.split('\n')[1] ?? ''}`));
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
