import { eventFor, EVENT_TYPES, parseEventId, type FeedFact, type Listener } from './event';

const fact = (type: string, content: Record<string, unknown> = {}): FeedFact => ({ tx: '7', id: '9', type, incidentId: 'i1', recordedAt: new Date(0), content });
const committed = fact('opinion.committed', { coChair: 'US', commitment: 'ab' });

it.each<[string, Listener, boolean]>([
  ['its own side', { viewer: 'US' }, true],
  ['OSE', { viewer: 'OSE' }, true],
  ['the other side', { viewer: 'RU' }, false],
  ['an auditor', { viewer: 'AUDITOR' }, false],
  ['a liaison', { party: 'SAF' }, false],
])('that an opinion was filed is told to %s: %#', (_, listener, told) => expect(eventFor(committed, listener) !== null).toBe(told));

it('a liaison hears of questions to its own party, of nothing else', () => {
  const asked = fact('information.requested', { requestId: 'r1', party: 'SAF', to: 'PARTY', question: 'words' });
  expect(eventFor(asked, { party: 'SAF' })).toMatchObject({ type: 'information.requested', details: { requestId: 'r1' } });
  expect(eventFor(asked, { party: 'GROUP_B' })).toBeNull();
  for (const type of EVENT_TYPES.filter((each) => !each.startsWith('information.'))) expect(eventFor(fact(type, { party: 'SAF' }), { party: 'SAF' })).toBeNull();
});

it.each(['report.received', 'report.linked', 'something.new'])('%s is told to nobody', (type) => {
  for (const viewer of ['US', 'RU', 'OSE', 'AUDITOR'] as const) expect(eventFor(fact(type), { viewer })).toBeNull();
});

it('carries what the history tells, never a content', () => {
  const opened = fact('opinion.revealed', { coChair: 'US', commitment: 'ab', nonce: '00', content: { reasons: 'words' } });
  expect(eventFor(opened, { viewer: 'RU' })).toEqual({ id: '7-9', type: 'opinion.revealed', at: new Date(0), incidentId: 'i1', details: { coChair: 'US', commitment: 'ab', nonce: '00' } });
});

it.each([['7-9', { tx: '7', id: '9' }], ['0', { tx: '0', id: '0' }], ['', null], ['9', null], ['7-9-1', null], ['99999999999999999999-1', null], ["1-1' OR", null]])('reads %j', (text, cursor) => {
  expect(parseEventId(text)).toEqual(cursor);
});
