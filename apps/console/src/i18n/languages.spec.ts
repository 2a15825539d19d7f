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

it('has a word for every word of the service', () => {
  const groups = { act: ACTS, weapon: WEAPONS, target: TARGETS, gravity: GRAVITIES, extent: EXTENTS, threat: THREATS, factStatus: FACT_STATUSES, state_: INCIDENT_STATES, scope: SCOPE_REASONS, determination: DETERMINATIONS, verdict: VERDICTS, observation: OBSERVATIONS, kind: KINDS, precision: TIME_PRECISIONS, zoneType: ZONE_TYPES, topic: TOPICS };
  const missing = Object.entries(groups).flatMap(([group, list]) => list.filter((word) => !(word in (en[group as 'act'] as object))).map((word) => `${group}.${word}`));
  expect(missing).toEqual([]);
});
