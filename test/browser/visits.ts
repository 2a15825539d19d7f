// visits.ts - one service and one Chromium for a file of tests, and the people who come. Whoever leaves has complained of nothing and asked nobody else.
import type { Settings } from '@hotline/platform';
import type { Browser } from 'playwright-core';
import { TestService } from '../support/test-service';
import { buildConsole, Person, startBrowser, type Look } from './browser';

export interface Visits {
  readonly service: TestService;
  /** Somebody with a browser of their own. */
  come(look?: Look): Promise<Person>;
  /** The same, signed in. */
  as(role: keyof TestService['tokens'], look?: Look): Promise<Person>;
}

interface Where {
  settings?: () => Partial<Settings>;
  /** Another origin that pages may ask. */
  alsoAsked?: () => string;
}

export function visits(arrange: (service: TestService) => Promise<unknown>, { settings, alsoAsked }: Where = {}): Visits {
  let service: TestService;
  let browser: Browser;
  const people: Person[] = [];

  beforeAll(async () => {
    buildConsole();
    [browser, service] = await Promise.all([startBrowser(), TestService.start(settings ? { settings: settings() } : {})]);
    await arrange(service);
  }, 180_000); // the first of a clean checkout builds the console
  afterEach(async () => {
    for (const person of people.splice(0)) {
      const { errors } = person;
      const stray = person.strayRequests().filter((address) => !alsoAsked || !address.startsWith(`${alsoAsked()}/`));
      await person.leave();
      expect({ stray, errors }).toEqual({ stray: [], errors: [] });
    }
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
  });

  const come = async (look: Look = {}): Promise<Person> => {
    const person = await Person.come(browser, service, look);
    people.push(person);
    return person;
  };
  return {
    get service() {
      return service;
    },
    come,
    as: async (role, look) => {
      const person = await come(look);
      await person.signIn(service.tokens[role]);
      return person;
    },
  };
}
