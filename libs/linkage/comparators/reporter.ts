// reporter.ts - one reporter writing twice: the same text is the same report again, another text is rather another event.
import type { Comparator } from './comparator';
import { isSameText } from './text';

export const reporter: Comparator<'same reporter, same text' | 'same reporter, other text'> = {
  name: 'reporter',
  levels: ['same reporter, same text', 'same reporter, other text'],
  compare(a, b) {
    if (a.reporterId !== b.reporterId) return null;
    if (isSameText(a.words, b.words)) return { level: 'same reporter, same text', compared: 'the reporter sent it again' };
    return { level: 'same reporter, other text', compared: 'one reporter, two texts' };
  },
};
