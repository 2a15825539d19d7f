import { subjectsOf } from './subjects-of';

const ID = '0b9cf1d6-2f0e-4f7e-9c38-5a0a2f0a6a11';

describe('the ids of a job', () => {
  it.each([
    ['as they are sent today', [ID], [ID]],
    ['of a later version, with fields of which this one knows nothing', { ids: [ID], priority: 3, trace: { of: 'x' } }, [ID]],
    ['without its ids', { priority: 3 }, []],
    ['empty', undefined, []],
    ['null', null, []],
    ['a word', 'report.received', []],
    ['a list of what are no ids', [7, null, { id: ID }, 'x', `${ID}'; --`], []],
    ['some of it', [ID, 7], [ID]],
  ])('%s', (_, job, ids) => expect(subjectsOf(job)).toEqual(ids));
});
