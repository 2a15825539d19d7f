import type { ResolvedParty } from './agreement';
import { partyMentions } from './party-mentions';

const known = ['SAF', 'RU_VKS', 'ISIL', 'Search and Rescue', 'Группа А'];
const resolveParty = (text: string): ResolvedParty | null => {
  const code = known.find((each) => each.toLowerCase() === text.trim().toLowerCase());
  return code ? ({ code } as ResolvedParty) : null;
};
const read = (text: string) => partyMentions(text, { resolveParty }).map(({ text: said, party }) => party?.code ?? `? ${said}`);

describe('a text names', () => {
  it.each([
    ['one party', 'SAF', ['SAF']],
    ['two sides of a clash', 'SAF / ISIL', ['SAF', 'ISIL']],
    ['three, however they are parted', 'SAF; RU_VKS, ISIL', ['SAF', 'RU_VKS', 'ISIL']],
    ['two with an Arabic comma', 'SAF، ISIL', ['SAF', 'ISIL']],
    ['two alternatives', 'SAF or RU_VKS', ['SAF', 'RU_VKS']],
    ['two alternatives in Russian', 'SAF или Группа А', ['SAF', 'Группа А']],
    ['two in Arabic', 'SAF أو ISIL', ['SAF', 'ISIL']],
    ['a name that holds such a word', 'Search and Rescue', ['Search and Rescue']],
    ['one whole unknown name', 'men and women of the hill', ['? men and women of the hill']],
    ['a known and an unknown one', 'SAF / militia', ['SAF', '? militia']],
    ['one, and how unsure that is', 'SAF, maybe', ['SAF']],
    ['nobody', ' / ; ', []],
  ])('%s', (_, text, expected) => expect(read(text)).toEqual(expected));
});
