import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ACTS, DETERMINATIONS, EXTENTS, FACT_STATUSES, GRAVITIES, INCIDENT_STATES, KINDS, OBSERVATIONS, SCOPE_REASONS, TARGETS, THREATS, TIME_PRECISIONS, VERDICTS, WEAPONS, ZONE_TYPES } from '../../../../libs/agreement/vocabulary';
import { TOPICS } from '../../../../libs/ledger/fact';
import ar from './ar.json';
import en from './en.json';
import ru from './ru.json';

const PLURAL = /_(zero|one|two|few|many|other)$/;

function keysOf(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([name, value]) => (typeof value === 'object' ? keysOf(value as object, `${path}${name}.`) : [`${path}${name}`.replace(PLURAL, '')]));
}

function placeholders(words: object, path = ''): Record<string, string> {
  return Object.assign({}, ...Object.entries(words).map(([name, value]) => (typeof value === 'object' ? placeholders(value as object, `${path}${name}.`) : { [`${path}${name}`]: ((value as string).match(/\{\{\w+\}\}/g) ?? []).sort().join() }))) as Record<string, string>;
}

describe.each([
  ['Arabic', ar],
  ['Russian', ru],
])('%s', (_, words) => {
  it('says everything that English says, and nothing else', () => expect([...new Set(keysOf(words))].sort()).toEqual([...new Set(keysOf(en))].sort()));

  it('fills in what English fills in', () => {
    const [own, english] = [placeholders(words), placeholders(en)];
    const differing = Object.keys(english).filter((key) => !PLURAL.test(key) && own[key] !== english[key]);
    expect(differing).toEqual([]);
  });
});

/** Text by the name of its key. */
const textsOf = (words: object, path = ''): [key: string, text: string][] => Object.entries(words).flatMap(([name, value]): [string, string][] => (typeof value === 'object' ? textsOf(value as object, `${path}${name}.`) : [[`${path}${name}`, value as string]]));
/** Sentences that the service makes: their numbers are part of what was said. */
const SAID_BY_THE_SERVICE = /^(reason|refusal|problem)\./;
/** A number in a gap, and a noun right behind it that has to agree with it. */
const NUMBER_AND_NOUN = /\{\{(?:count|rows|size|total|number|n)\}\} \p{L}/u;
const SOURCES = readdirSync(resolve(__dirname, '..'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/\.spec\.ts$/.test(file)).map((file) => readFileSync(resolve(__dirname, '..', file), 'utf8')).join('\n');

describe.each([
  ['en', en],
  ['ar', ar],
  ['ru', ru],
])('what is counted in %s', (language, words) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const texts = new Map(textsOf(words));
  const counted = new Set([en, ar, ru].flatMap((one) => textsOf(one)).filter(([key, text]) => !SAID_BY_THE_SERVICE.test(key) && (PLURAL.test(key) || text.includes('{{count}}'))).map(([key]) => key.replace(PLURAL, '')));

  it('has every form that the language has for a number', () => {
    expect(counted.size).toBeGreaterThan(20);
    expect([...counted].flatMap((key) => forms.filter((form) => !texts.has(`${key}_${form}`)).map((form) => `${key}_${form}`))).toEqual([]);
  });

  it('has no form for any number at all, which would stand in for one that is missing', () => expect([...counted].filter((key) => texts.has(key))).toEqual([]));

  it('agrees with its number: no noun follows a number in a text of one form', () => expect([...texts].filter(([key, text]) => !PLURAL.test(key) && !SAID_BY_THE_SERVICE.test(key) && NUMBER_AND_NOUN.test(text))).toEqual([]));

  it('is what the pages count', () => {
    const asked = [...SOURCES.matchAll(/\bt\((?:\w+ \? )?'([\w.]+)'(?: : '([\w.]+)')?, \{[^}]*\bcount\b/g)].flatMap(([, one, other]) => [one!, ...(other ? [other] : [])]);
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((key) => !counted.has(key))).toEqual([]);
  });

  it('is never a number set before a word', () => expect(SOURCES.match(/\} ?\$?\{t\('[\w.]+'\)\}/g)?.filter((text) => counted.has(/'([\w.]+)'/.exec(text)![1]!)) ?? []).toEqual([]));
});

it('says two dead and two days by the dual in Arabic', () => {
  const dual = new Intl.PluralRules('ar').select(2);
  expect([ar.incident[`killed_${dual as 'two'}`], ar.time[`days_${dual as 'two'}`]]).toEqual(['قتيلان', 'يومان']);
});

it('has a word for every word of the service', () => {
  const groups = { act: ACTS, weapon: WEAPONS, target: TARGETS, gravity: GRAVITIES, extent: EXTENTS, threat: THREATS, factStatus: FACT_STATUSES, state_: INCIDENT_STATES, scope: SCOPE_REASONS, determination: DETERMINATIONS, verdict: VERDICTS, observation: OBSERVATIONS, kind: KINDS, precision: TIME_PRECISIONS, zoneType: ZONE_TYPES, topic: TOPICS };
  const missing = Object.entries(groups).flatMap(([group, list]) => list.filter((word) => !(word in (en[group as 'act'] as object))).map((word) => `${group}.${word}`));
  expect(missing).toEqual([]);
});
