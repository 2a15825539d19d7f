import { eventsIn } from './events';

describe('events off a stream', () => {
  it('are read one by one, and what is not whole yet is kept', () => {
    const { events, rest } = eventsIn(': hello\n\nid: 7\nevent: incident.assessed\ndata: {"incidentId":"a"}\n\nid: 8\ndata: {"inc');
    expect(events).toEqual([{ id: '7', type: 'incident.assessed', data: { incidentId: 'a' } }]);
    expect(rest).toBe('id: 8\ndata: {"inc');
  });

  it('survive data that is no JSON', () => {
    expect(eventsIn('data: tick\n\n').events).toEqual([{ id: null, type: 'message', data: { value: 'tick' } }]);
  });
});
