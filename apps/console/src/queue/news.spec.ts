import type { IncidentItem } from '../api/shapes';
import { dueOf } from './due';
import { newsOf, readUntil } from './news';

const item = (id: string, changedAt: string) => ({ id, changedAt }) as IncidentItem;

describe('what is new since the list was read', () => {
  const list = [item('a', '2016-03-01T10:00:00Z'), item('b', '2016-03-01T11:00:00Z')];
  const known = new Map(list.map(({ id, changedAt }) => [id, changedAt]));
  it.each([
    ['nothing', list, []],
    ['one that was not there', [...list, item('c', '2016-03-01T12:00:00Z')], ['c']],
    ['one that changed', [item('a', '2016-03-01T12:00:00Z')], ['a']],
    ['not an old one from a page that was not loaded', [item('z', '2016-02-27T00:00:00Z')], []],
  ])('%s', (_, newest, ids) => expect(newsOf(newest, known, readUntil(list))).toEqual(ids));
});

describe('when both opinions are due', () => {
  const offered = { offeredAt: '2016-03-01T00:00:00Z', determination: 'PENDING', factStatus: 'VERIFIED' } as const;
  it.each<[string, Parameters<typeof dueOf>[0], string | null]>([
    ['as the service says', { ...offered, dueAt: '2016-03-02T00:00:00Z' }, '2016-03-02T00:00:00Z'],
    ['else the hours of the policy after the offer', offered, '2016-03-04T00:00:00Z'],
    ['never, once there is a determination', { ...offered, determination: 'DISPUTED' }, null],
    ['never, while the facts are not verified', { ...offered, factStatus: 'PENDING' }, null],
  ])('%s', (_, incident, due) => expect(dueOf(incident, 72)).toBe(due === null ? null : Date.parse(due)));
});
