import { filtersOf, newestOf, questionOf } from './filters';

const asked = (search: string) => questionOf(filtersOf(new URLSearchParams(search), { queue: 'triage', sort: '-openedAt' }));

describe('what the address asks for', () => {
  it.each([
    ['nothing: one\'s own queue, in its own order', '', { triage: {} }],
    ['what nobody took', 'assignee=nobody&zone=SY05', { triage: { assignee: 'nobody', zone: 'SY05' } }],
    ['a plain list keeps its order', 'queue=all&sort=from&state=CLOSED', { list: { queue: 'all', sort: 'from', state: 'CLOSED' } }],
    ['a filter of the other kind of list is none', 'queue=all&assignee=me', { list: { queue: 'all', sort: '-openedAt' } }],
    ['gravity is sifted in the browser', 'gravity=GRAVE', { triage: {} }],
    ['a queue that does not exist is the usual one', 'queue=mine', { triage: {} }],
  ])('%s', (_, search, question) => expect(asked(search)).toEqual(question));

  it('hears of new ones of its own queue among the verified', () => {
    expect(newestOf(filtersOf(new URLSearchParams('assignee=me&zone=SY05'), { queue: 'triage', sort: '' }))).toEqual({ queue: 'verified', zone: 'SY05' });
  });
});
