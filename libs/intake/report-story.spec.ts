import { storyOf, type StoryFact } from './report-story';

const fact = (type: string, content: Record<string, unknown> = {}): StoryFact => ({ type, recordedAt: new Date('2016-03-01T00:00:00Z'), content });
const received = fact('report.received');

describe('what a reporter is told', () => {
  it.each<[string, StoryFact[], object]>([
    ['nothing more than that it was received', [received], { state: 'RECEIVED', scope: null }],
    ['that it was located', [received, fact('report.placed', { pcode: 'SY050102' })], { state: 'REGISTERED', placedAt: 'SY050102' }],
    ['that it opened an incident', [received, fact('incident.opened')], { state: 'STANDALONE' }],
    ['that others reported the same', [received, fact('report.linked')], { state: 'LINKED' }],
    ['how the incident was assessed', [received, fact('incident.opened'), fact('incident.assessed', { scope: 'IN_SCOPE', factStatus: 'UNVERIFIED' })], { scope: 'IN_SCOPE', factStatus: 'UNVERIFIED' }],
    ['one question, once', [received, fact('report.placed', { clarification: 'Which Duma?' })], { clarifications: ['Which Duma?'] }],
    ['that a withdrawal stays a withdrawal', [received, fact('report.withdrawn'), fact('report.linked')], { state: 'WITHDRAWN' }],
  ])('%s', (_, facts, expected) => expect(storyOf(facts, null)).toMatchObject(expected));

  it('is never more than the facts on the list', () => {
    const story = storyOf([received, fact('opinion.filed', { coChair: 'US' }), fact('report.conflicted')], null);
    expect(story.events.map(({ what }) => what)).toEqual(['received and stored for good']);
  });

  it('is asked about a local time that did not exist', () => expect(storyOf([received], 'INVALID_LOCAL_TIME').clarifications[0]).toMatch(/did not exist/));
});
